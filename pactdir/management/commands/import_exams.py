"""Imports one kind of file: `python manage.py import_exams FILE`."""

from pactdir.importing.kinds.exams import Exams
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Exams
