"""Import one kind of file: `python manage.py import_regions FILE`."""

from pactdir.importing.region_list import Regions
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Regions
