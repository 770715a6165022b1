"""Imports that tell a test which statement they are at, so that it can kill them there.

    python -m tests.pactdir.importing.watched_import

Reads from its input, line by line, a port and a folder, and imports that folder in a process of its
own: it sends its process number to that port on the first line, then a dot before every statement,
which it makes once it is told to go on. Answers each line with how that process ended. One start of
Python and Django serves them all.
"""

import os
import socket
import sys

import django
from django.core.management import call_command
from django.db import connection


def main():
    django.setup()
    for line in sys.stdin:
        port, folder = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            import_watched(int(port), folder)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def import_watched(port, folder):
    with socket.create_connection(("127.0.0.1", port)) as watcher:
        watcher.sendall(f"{os.getpid()}\n".encode())

        def tell(execute, *statement):
            watcher.sendall(b".")
            watcher.recv(1)
            return execute(*statement)

        with connection.execute_wrapper(tell), open(os.devnull, "w") as nowhere:
            call_command("import_country", folder, stdout=nowhere)
        connection.close()
        # Whoever watches may still be about to kill this process, which must be there for that.
        watcher.shutdown(socket.SHUT_WR)
        watcher.recv(1)


if __name__ == "__main__":
    main()
