"""An import that reports its peak memory.

    python -m tests.pactdir.importing.measured_import import_country FOLDER

Prints the output of the command, then the error if it was refused, then its peak in kilobytes.
"""

import resource
import sys

import django
from django.core.management import CommandError, call_command


def main(name, folder):
    django.setup()
    try:
        call_command(name, folder)
    except CommandError as error:
        sys.stdout.write(f"{error}\n")
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
