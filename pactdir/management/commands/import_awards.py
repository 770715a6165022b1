"""Import one kind of file: `python manage.py import_awards FILE`."""

from pactdir.importing.kinds.awards import Awards
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Awards
