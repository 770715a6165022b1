import ssl
import threading

import pytest

from pactdir.importing.download import NetworkPolicy
from tests.pactdir.importing.download_server import CERTIFICATE, PATIENCE, Server, resolve


@pytest.fixture
def server():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.test_is_over.set()
    server.shutdown()
    thread.join(PATIENCE)
    server.server_close()


@pytest.fixture
def policy():
    return NetworkPolicy(
        resolve,
        lambda address: address == "127.0.0.1",
        ssl.create_default_context(cafile=CERTIFICATE),
    )
