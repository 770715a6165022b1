"""Imports one kind of file: `python manage.py import_neighbours FILE`."""

from pactdir.importing.kinds.neighbours import Neighbours
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Neighbours
