"""An application that hangs on request, and reports whether its worker was overloaded.

gunicorn --config pactdir/gunicorn.py tests.pactdir.hanging_app:application
"""

import socket

from pactdir.outage.overload import is_overloaded


def application(environ, start_response):
    if environ["PATH_INFO"] == "/hangs/":
        with socket.create_connection(("127.0.0.1", int(environ["QUERY_STRING"]))) as test_socket:
            test_socket.recv(1)
    body = f"{environ['PATH_INFO']} {is_overloaded.get()}".encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
