"""Import one kind of file: `python manage.py import_pupils FILE`."""

from pactdir.importing.kinds.pupils import Pupils
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Pupils
