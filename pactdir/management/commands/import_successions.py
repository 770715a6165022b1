"""Imports one kind of file: `python manage.py import_successions FILE`."""

from pactdir.importing.kinds.successions import Successions
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Successions
