"""Applies an editor's decision about a doubtful postcode."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from pactdir.importing.geography.places import find_or_create_places
from regions.models import PostcodeDoubt
from regions.models.geography import Doubt, Verdict
from regions.names.folding import fold
from regions.writing.changing import changing

DECIDED = "Hierover is al een besluit genomen."
GONE = "Deze twijfel is er niet meer: door een nieuwer bestand, of omdat de import terugging."
NO_OTHER = "Welke plaats het wel is, blijkt niet. Vul die in bij de postcode zelf."


def decide(doubt: PostcodeDoubt, verdict: str) -> str:
    """Store the decision, apply it and return a Dutch message. Raises ValidationError."""
    with changing():
        stored = PostcodeDoubt.objects.locked().filter(pk=doubt.pk).first()
        if stored is None:
            raise ValidationError(GONE)
        if stored.verdict:
            raise ValidationError(DECIDED)
        message = _correct(stored) if verdict == Verdict.OTHER else _confirm(stored)
        stored.refresh_from_db()  # saving the corrected place may already have stored the decision
        if stored.verdict != verdict:
            stored.verdict = verdict
            stored.save()
    return message


def _confirm(doubt: PostcodeDoubt) -> str:
    return f"{doubt.area} blijft zoals de postcodetabel zegt."


def _correct(doubt: PostcodeDoubt) -> str:
    # Save the correction as an editor's change, so that no import overwrites it.
    area = doubt.area
    if doubt.about != Doubt.PLACE:
        area.latitude = area.longitude = None
        area.save()
        return f"{area} heeft geen punt meer: van daar wordt niets gemeten."
    if not doubt.other:
        raise ValidationError(NO_OTHER)
    home = area.place.municipality
    area.place = find_or_create_places([(home, doubt.other)])[home.pk, fold(doubt.other)]
    area.save()
    return f"{area} is nu {area.place}, gemeente {home}."
