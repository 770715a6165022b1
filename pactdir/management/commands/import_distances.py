"""Import one kind of file: `python manage.py import_distances FILE`."""

from pactdir.importing.kinds.distances import Distances
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Distances
