"""Today and clock times in Europe/Amsterdam."""

from datetime import UTC, date, datetime, time

from django.utils import timezone


def today() -> date:
    """Today in Europe/Amsterdam. Call this once per request and pass the result on."""
    return timezone.localdate()


def exists(day: date, at: time) -> bool:
    moment = datetime.combine(day, at, timezone.get_default_timezone())
    round_trip = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return round_trip.replace(tzinfo=None) == moment.replace(tzinfo=None)
