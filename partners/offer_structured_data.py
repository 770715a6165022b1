"""JSON-LD (schema.org) of an offer, if all facts that its type requires are known."""

from __future__ import annotations

from datetime import date

from partners.models import Offer, OfferKind, OfferState
from regions.structured_data import Absolute, Data, postal_address, without_empty

EVENTS = {OfferKind.COMPANY_VISIT, OfferKind.GUEST_LESSON, OfferKind.TRIAL_LESSON}
COURSES = {OfferKind.ELECTIVE, OfferKind.TRAINING}


def offer_data(offer: Offer, absolute: Absolute, on: date) -> Data:
    """Empty for a type that schema.org lacks, a missing fact, or an offer that may have ended."""
    if offer.state(on) == OfferState.UNSURE:
        return {}
    kind = OfferKind(offer.kind)
    if kind in EVENTS:
        return _event(offer, absolute)
    if kind == OfferKind.COURSE:
        return _taught("EducationalOccupationalProgram", offer, absolute)
    return _taught("Course", offer, absolute) if kind in COURSES and offer.summary else {}


def _base(kind: str, offer: Offer, absolute: Absolute) -> Data:
    return {
        "@type": kind,
        "name": offer.name,
        "url": absolute(offer.get_absolute_url()),
        **without_empty({"description": offer.summary}),
    }


def _event(offer: Offer, absolute: Absolute) -> Data:
    if offer.starts is None or offer.starts.day is None or not (offer.venue or offer.town):
        return {}
    name = offer.venue or offer.organisation.name
    place = {"@type": "Place", "name": name, "address": postal_address(place=offer.town)}
    return {
        **_base("Event", offer, absolute),
        "startDate": offer.starts.isoformat(),
        **without_empty({"endDate": offer.ends.isoformat() if offer.ends else None}),
        "location": without_empty(place),
        "organizer": _organisation(offer, absolute),
    }


def _taught(kind: str, offer: Offer, absolute: Absolute) -> Data:
    return {**_base(kind, offer, absolute), "provider": _organisation(offer, absolute)}


def _organisation(offer: Offer, absolute: Absolute) -> Data:
    owner = offer.organisation
    return {
        "@type": "Organization",
        "name": owner.name,
        "url": absolute(owner.get_absolute_url()),
    }
