"""Finds the target of a link that a mail program or search engine has wrapped."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

# The query parameter that contains the target, by the end of the host name.
WRAPPERS = {
    ".safelinks.protection.outlook.com": "url",
    ".safelinks.protection.office365.us": "url",
    "statics.teams.cdn.office.net": "url",
    "linkprotect.cudasvc.com": "a",
    "www.google.com": "q",
    "l.facebook.com": "u",
}
PATHS = {"www.google.com": "/url", "l.facebook.com": "/l.php"}
MAX_WRAPPERS = 5
HAS_TARGET = re.compile(r"(?:https?://|mailto:|tel:).", re.IGNORECASE)
IN_TEXT = re.compile(r"https?://[^\s<>\"]{1,4000}")
_PROOFPOINT = re.compile(r"^https://urldefense\.(?:com|us)/v3/__(.{1,2000}?)__;")


def unwrapped(url: str) -> str | None:
    """Return the target without tracking data, or None if it cannot be extracted."""
    for _ in range(MAX_WRAPPERS):
        if not _is_wrapper(url):
            return url
        target = _target(url)
        if target is None or not HAS_TARGET.match(target):
            return None
        url = target
    return None


def unwrapped_in(text: str) -> str:
    return IN_TEXT.sub(lambda match: unwrapped(match[0]) or "", text)


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").lower()
    except ValueError:
        return ""


def _is_wrapper(url: str) -> bool:
    host = _host(url)
    if host in ("urldefense.com", "urldefense.us"):
        return True
    if not any(host.endswith(end) for end in WRAPPERS):
        return False
    return urlsplit(url).path == PATHS[host] if host in PATHS else True


def _target(url: str) -> str | None:
    if match := _PROOFPOINT.match(url):
        return match[1]
    host = _host(url)
    name = next((name for end, name in WRAPPERS.items() if host.endswith(end)), "")
    query = parse_qs(urlsplit(url.strip()).query)
    return next(iter(query.get(name, []) or query.get("url", [])), None)
