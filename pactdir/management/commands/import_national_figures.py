"""Import one kind of file: `python manage.py import_national_figures FILE`."""

from pactdir.importing.kinds.national_figures import NationalFigures
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = NationalFigures
