"""Models of partners, and of what schools and partners offer."""

from partners.models.offer_choices import Cost, OfferAudience, OfferKind
from partners.models.offer_documents import OfferDocument
from partners.models.offer_links import OfferRegion, OfferTheme
from partners.models.offer_states import OfferState, by_state, state_of
from partners.models.offers import Offer, OfferQuerySet
from partners.models.partners import (
    Partner,
    PartnerKind,
    PartnerParticipation,
    PartnerParticipationQuerySet,
    PartnerQuerySet,
    Recognition,
    Sector,
    by_kind,
)

__all__ = [
    "Cost",
    "Offer",
    "OfferAudience",
    "OfferDocument",
    "OfferKind",
    "OfferQuerySet",
    "OfferRegion",
    "OfferState",
    "OfferTheme",
    "Partner",
    "PartnerKind",
    "PartnerParticipation",
    "PartnerParticipationQuerySet",
    "PartnerQuerySet",
    "Recognition",
    "Sector",
    "by_kind",
    "by_state",
    "state_of",
]
