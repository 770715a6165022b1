"""Imports one kind of file: `python manage.py import_profiles FILE`."""

from pactdir.importing.kinds.profiles import Profiles
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Profiles
