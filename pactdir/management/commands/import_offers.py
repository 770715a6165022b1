"""Import one kind of file: `python manage.py import_offers FILE`."""

from pactdir.importing.kinds.offers import Offers
from pactdir.management.commands import import_country


class Command(import_country.Command):
    only = Offers
