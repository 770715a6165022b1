"""Hangs where it is asked to, and tells who asks whether there was room.

gunicorn --config pactdir/gunicorn.py tests.pactdir.hanging_app:application
"""

import socket

from pactdir.outage.overload import is_full


def application(environ, start_response):
    if environ["PATH_INFO"] == "/hangs/":
        with socket.create_connection(("127.0.0.1", int(environ["QUERY_STRING"]))) as watcher:
            watcher.recv(1)
    said = f"{environ['PATH_INFO']} {is_full.get()}".encode()
    start_response("200 OK", [("Content-Length", str(len(said)))])
    return [said]
