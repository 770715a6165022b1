"""Today and clock times in Europe/Amsterdam."""

from datetime import UTC, date, datetime, time

from django.utils import timezone


def today() -> date:
    """Today in Europe/Amsterdam. Ask once per request and pass it on."""
    return timezone.localdate()


def exists(day: date, at: time) -> bool:
    """Whether the clock shows this time on this day: it skips an hour when summer time begins."""
    moment = datetime.combine(day, at, timezone.get_default_timezone())
    there_and_back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None)
