"""An import that says how much memory it took at most.

    python -m tests.pactdir.importing.measured_import import_country FOLDER

Prints what the command printed, what it refused with, and last of all the kilobytes.
"""

import resource
import sys

import django
from django.core.management import CommandError, call_command


def main(name, folder):
    django.setup()
    try:
        call_command(name, folder)
    except CommandError as refused:
        sys.stdout.write(f"{refused}\n")
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
