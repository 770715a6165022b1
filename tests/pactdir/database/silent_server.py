"""A PostgreSQL server that accepts connections and then stops responding, as if suspended."""

import socket
import struct
from contextlib import suppress
from threading import Thread

AUTHENTICATED = b"R" + struct.pack("!ii", 8, 0) + b"Z" + struct.pack("!ic", 5, b"I")


class SilentServer:
    """Authenticates a new connection only if `accepts_connections`."""

    def __init__(self):
        self.accepts_connections = True
        self.received = []  # what clients sent after the server fell silent
        self._connections = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                self._connections.append(connection)
                if self.accepts_connections:
                    Thread(target=self._authenticate, args=[connection], daemon=True).start()

    def _authenticate(self, connection):
        with suppress(OSError):
            connection.recv(1000)
            connection.sendall(AUTHENTICATED)
            while data := connection.recv(1000):
                self.received.append(data)

    def close(self):
        for connection in [self._server, *self._connections]:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
