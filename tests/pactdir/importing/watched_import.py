"""Imports that report each statement to a test, so that it can kill them at any of them.

    python -m tests.pactdir.importing.watched_import

Reads lines with a port and a folder, and imports that folder in a child process. The child sends
its process id to that port, then a dot before every statement, which it executes once it gets a
byte in reply. Prints the exit code of the child for each line. Python and Django start only once.
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
    with socket.create_connection(("127.0.0.1", port)) as to_test:
        to_test.sendall(f"{os.getpid()}\n".encode())

        def report(execute, *statement):
            to_test.sendall(b".")
            to_test.recv(1)
            return execute(*statement)

        with connection.execute_wrapper(report), open(os.devnull, "w") as nowhere:
            call_command("import_country", folder, stdout=nowhere)
        connection.close()
        # The test may be about to kill this process, so it has to be alive until then.
        to_test.shutdown(socket.SHUT_WR)
        to_test.recv(1)


if __name__ == "__main__":
    main()
