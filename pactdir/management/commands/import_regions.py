"""Imports one kind of file: `python manage.py import_regions FILE`."""

from pactdir.importing.kinds.regions import Regions
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Regions
