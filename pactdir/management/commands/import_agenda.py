"""Import one kind of file: `python manage.py import_agenda FILE`."""

from pactdir.importing.kinds.agenda import Agenda
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Agenda
