"""What an editor decides of a doubt about a postcode, done at once."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from pactdir.importing.geography.places import places_of
from regions.models import PostcodeDoubt
from regions.models.geography import Doubt, Verdict
from regions.names.folding import fold
from regions.writing.changing import changing

DECIDED = "Hierover is al een besluit genomen."
GONE = "Deze twijfel is er niet meer: door een nieuwer bestand, of omdat de import terugging."
NO_OTHER = "Welke plaats het wel is, blijkt niet. Vul die in bij de postcode zelf."


def decide(doubt: PostcodeDoubt, verdict: str) -> str:
    """Remember the verdict and do what follows from it; says in words what was done.

    Raises ValidationError where it cannot be so.
    """
    with changing():
        stored = PostcodeDoubt.objects.locked().filter(pk=doubt.pk).first()
        if stored is None:
            raise ValidationError(GONE)
        if stored.verdict:
            raise ValidationError(DECIDED)
        said = _follow(stored) if verdict == Verdict.OTHER else _stays(stored)
        stored.refresh_from_db()  # setting the place right settled it
        if stored.verdict != verdict:
            stored.verdict = verdict
            stored.save()
    return said


def _stays(doubt: PostcodeDoubt) -> str:
    return f"{doubt.area} blijft zoals de postcodetabel zegt."


def _follow(doubt: PostcodeDoubt) -> str:
    """As an editor who fills it in: what an editor said, no import takes back."""
    area = doubt.area
    if doubt.about != Doubt.PLACE:
        area.latitude = area.longitude = None
        area.save()
        return f"{area} heeft geen punt meer: van daar wordt niets gemeten."
    if not doubt.other:
        raise ValidationError(NO_OTHER)
    home = area.place.municipality
    area.place = places_of([(home, doubt.other)])[home.pk, fold(doubt.other)]
    area.save()
    return f"{area} is nu {area.place}, gemeente {home}."
