"""Schools and partners as choices in the admin: leaders choose among members of their regions."""

from django.db.models import Model

from partners.models import PartnerParticipation
from schools.models import SchoolParticipation

MEMBERS: dict[str, type[Model]] = {
    "school": SchoolParticipation,
    "partner": PartnerParticipation,
}
