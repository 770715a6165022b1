"""Dates and times of changes, in Dutch."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.timesince import timesince

from regions.wording.dutch import day_in_words


def moment_in_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_in_words(local.date())} {local:%H:%M}"


def ago_in_words(moment: datetime, now: datetime) -> str:
    if (now - moment).total_seconds() < 60:
        return "zojuist"
    return f"{timesince(moment, now, depth=1)} geleden".replace("\N{NO-BREAK SPACE}", " ")
