"""Imports one kind of file: `python manage.py import_schools FILE`."""

from pactdir.importing.kinds.schools import OfficialSchools
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = OfficialSchools
