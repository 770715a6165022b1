"""Import one kind of file: `python manage.py import_boundaries FILE`."""

from pactdir.importing.boundaries import Boundaries
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Boundaries
