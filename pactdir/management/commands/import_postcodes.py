"""Imports one kind of file: `python manage.py import_postcodes FILE`."""

from pactdir.importing.kinds.postcodes import Postcodes
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Postcodes
