"""Imports one kind of file: `python manage.py import_primary_schools FILE`."""

from pactdir.importing.kinds.primary_schools import PrimarySchools
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = PrimarySchools
