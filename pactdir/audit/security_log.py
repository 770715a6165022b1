"""A line per event on stderr, for programs: `fail2ban` in pactdir/deploy/README.md reads it."""

from __future__ import annotations

import json
import logging

from django.utils import timezone

logger = logging.getLogger("pactdir.security")


def write_line(event: str, name: str, address: str | None) -> None:
    # The name is last and in JSON: no line break or quote in it ends it, or forges an address.
    moment = timezone.now().astimezone(timezone.get_default_timezone()).isoformat("T", "seconds")
    logger.info(
        "%s pactdir.security event=%s address=%s name=%s",
        moment,
        event,
        address or "-",
        json.dumps(name),
    )
