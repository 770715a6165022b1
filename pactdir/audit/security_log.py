"""Writes a line per event to stderr, for programs such as fail2ban (pactdir/deploy/README.md)."""

from __future__ import annotations

import json
import logging

from django.utils import timezone

logger = logging.getLogger("pactdir.security")


def write_line(event: str, name: str, address: str | None) -> None:
    # The name comes last, as JSON, so that no line break or quote in it can forge an address.
    moment = timezone.now().astimezone(timezone.get_default_timezone()).isoformat("T", "seconds")
    logger.info(
        "%s pactdir.security event=%s address=%s name=%s",
        moment,
        event,
        address or "-",
        json.dumps(name),
    )
