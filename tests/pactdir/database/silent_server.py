"""A PostgreSQL that lets people in and then says nothing, as one that was stopped."""

import socket
import struct
from contextlib import suppress
from threading import Thread

LET_IN = b"R" + struct.pack("!ii", 8, 0) + b"Z" + struct.pack("!ic", 5, b"I")


class SilentServer:
    """`lets_in` says whether a new connection gets as far as a question."""

    def __init__(self):
        self.lets_in = True
        self.asked = []  # what was sent after it
        self._connections = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                self._connections.append(connection)
                if self.lets_in:
                    Thread(target=self._let_in, args=[connection], daemon=True).start()

    def _let_in(self, connection):
        with suppress(OSError):
            connection.recv(1000)
            connection.sendall(LET_IN)
            while said := connection.recv(1000):
                self.asked.append(said)

    def close(self):
        for connection in [self._server, *self._connections]:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
