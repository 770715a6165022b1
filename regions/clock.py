"""The one place that asks what day it is."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """The date in Amsterdam. Ask it once per request and hand it on."""
    return timezone.localdate()
