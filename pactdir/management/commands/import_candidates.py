"""Import one kind of file: `python manage.py import_candidates FILE`."""

from pactdir.importing.kinds.candidates import Candidates
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Candidates
