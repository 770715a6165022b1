"""Where to report a vulnerability (RFC 9116), from the settings."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

LANGUAGES = "nl, en"


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    if not settings.SECURITY_CONTACT:
        raise Http404
    fields = [
        ("Contact", settings.SECURITY_CONTACT),
        ("Expires", end_of(settings.SECURITY_EXPIRES).isoformat()),
        ("Preferred-Languages", LANGUAGES),
    ]
    if request.is_secure():  # RFC 9116 requires an https URL
        fields.append(("Canonical", request.build_absolute_uri(request.path)))
    text = "".join(f"{name}: {value}\n" for name, value in fields)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def end_of(day: date) -> datetime:
    """Return the last second of that day in Amsterdam."""
    return datetime.combine(day, time(23, 59, 59), timezone.get_default_timezone())
