"""Runs commands named on stdin, each in a forked process, so that only one loads Django.

Writes the key of each process, and its exit code once it ended.
"""

import os
import sys
import traceback
from io import StringIO

import django
from django.core.management import call_command


def main():
    django.setup()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _run(line.strip())
        _write(child)
        _, status = os.waitpid(child, 0)
        _write(os.waitstatus_to_exitcode(status))


def _write(number):
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _run(command):
    try:
        call_command(command, stdout=StringIO())
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
