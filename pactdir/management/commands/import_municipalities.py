"""Imports one kind of file: `python manage.py import_municipalities FILE`."""

from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Municipalities
