"""The reorganisations of municipalities up to a date, loaded once for all pages."""

from __future__ import annotations

from datetime import date

from regions.models import Municipality, MunicipalitySuccession
from regions.writing.version_cache import cached_per_version


@cached_per_version
def successions_in_effect(on: date) -> list[MunicipalitySuccession]:
    return list(MunicipalitySuccession.objects.in_effect(on))


def successions_to(municipality: Municipality, on: date) -> list[MunicipalitySuccession]:
    return [step for step in successions_in_effect(on) if step.new_id == municipality.pk]
