"""The columns of the offers sheet."""

from __future__ import annotations

from datetime import date

from partners.models import OfferAudience
from partners.offer_words import OfferOn
from regions.directory import sources_of
from regions.sheets.columns import Address, Column


def columns(day: date) -> list[Column]:
    return [
        Column("pagina", lambda offer: Address(offer.get_absolute_url())),
        Column("titel", lambda offer: offer.name),
        Column("soort", lambda offer: offer.get_kind_display()),
        Column("van", lambda offer: offer.organisation.name),
        Column("kenmerk techniekregio", lambda offer: [row.slug for row in offer.regions]),
        Column("techniekregio", lambda offer: [row.name for row in offer.regions]),
        Column(
            "voor wie",
            lambda offer: [OfferAudience(value).label for value in offer.audience],
        ),
        Column("thema's", lambda offer: [theme.name for theme in offer.themes]),
        Column("begint", lambda offer: offer.starts),
        Column("tot en met", lambda offer: offer.ends),
        Column("dagen", lambda offer: offer.weekdays),
        Column("op afspraak", lambda offer: offer.by_appointment),
        Column("is het er nog", lambda offer: OfferOn(offer, day).label),
        Column("waar", lambda offer: offer.venue),
        Column("plaats", lambda offer: offer.town and offer.town.name),
        Column("kosten", lambda offer: offer.get_cost_display()),
        Column("hoeveel", lambda offer: offer.cost_note),
        Column("aantal plaatsen", lambda offer: offer.capacity),
        Column("meedoen", lambda offer: offer.how_to_join),
        Column("link om mee te doen", lambda offer: offer.join_url),
        Column("aanmelden tot en met", lambda offer: offer.join_until),
        Column("in het kort", lambda offer: offer.summary),
        Column("verzonnen voorbeeld", lambda offer: offer.is_example),
        Column("datum van de bron", lambda offer: offer.source_dated),
        Column("bron", lambda offer: sources_of([offer])),
    ]
