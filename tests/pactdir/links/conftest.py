import socket
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from pactdir.management.commands.check_links import Command
from tests.pactdir.importing.conftest import policy as policy_of_downloads
from tests.pactdir.importing.conftest import server as server_of_downloads
from tests.pactdir.importing.download_server import CERTIFICATE, resolve

EXPIRED = Path(__file__).with_name("verlopen.example.pem")
__all__ = ["policy_of_downloads", "server_of_downloads"]


def resolve_or_fail(host, port):
    if host == "verlopen.example":
        return ["127.0.0.1"]
    if host == "weg.example":
        raise socket.gaierror(socket.EAI_NONAME, "no such host")
    if host == "storing.example":
        raise socket.gaierror(socket.EAI_AGAIN, "try again")
    return resolve(host, port)


@pytest.fixture
def server(server_of_downloads):
    """The server of the downloads, with an expired certificate for one of its names."""
    expired = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    expired.load_cert_chain(EXPIRED)

    def choose(connection, name, context):
        if name == "verlopen.example":
            connection.context = expired

    server_of_downloads.socket.context.sni_callback = choose
    return server_of_downloads


@pytest.fixture
def policy(policy_of_downloads):
    context = ssl.create_default_context(cafile=CERTIFICATE)
    context.load_verify_locations(EXPIRED)
    return replace(policy_of_downloads, resolve=resolve_or_fail, ssl_context=context)


@pytest.fixture
def check(capsys):
    def check(policy, **options):
        command = Command()
        command.policy, command.seconds_between_visits = policy, 0
        call_command(command, **options)
        return capsys.readouterr().out.splitlines()

    return check
