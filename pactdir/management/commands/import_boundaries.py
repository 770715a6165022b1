"""Imports one kind of file: `python manage.py import_boundaries FILE`."""

from pactdir.importing.kinds.boundaries import Boundaries
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Boundaries
