"""Visits one URL and judges the answer.

A page counts as gone only on 404, 410, a host that does not exist, or a certificate that ended.
Every other failure says nothing about the page: it may be slow, closed to programs, or repaired
tomorrow. One GET that reads the start of the page is enough: after a HEAD it would be needed as
well, to tell a page from one that only says "niet gevonden".
"""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass
from html import unescape

from pactdir.importing.download import DownloadError, Fetcher, Limits, NetworkPolicy
from pactdir.models import LinkVerdict

LIMITS = Limits(size=65_536, seconds=10, redirects=3)
GONE = {404, 410}
CERTIFICATE_ENDED = 10  # X509_V_ERR_CERT_HAS_EXPIRED
TITLE = re.compile(rb"<(title|h1)\b[^>]*>(.{0,300}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
# In the title or heading of a page that answers with 200 although there is nothing.
NOTHING_THERE = re.compile(
    r"\b404\b|(?:pagina|page) (?:is )?(?:niet|not) (?:gevonden|found|beschikbaar)"
    r"|^(?:niet gevonden|not found)\b"
    r"|domein(?:naam)? (?:is )?(?:te koop|gereserveerd|geparkeerd)"
    r"|domain (?:is )?(?:for sale|parked)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answer:
    verdict: LinkVerdict  # MISSED if gone; whether it is dead depends on earlier answers
    status: int | None = None
    reason: str = ""
    final_url: str = ""


def answer_of(url: str, policy: NetworkPolicy, limits: Limits = LIMITS) -> Answer:
    try:
        final_url, start = Fetcher(limits, policy).read_start(url)
    except DownloadError as error:
        verdict = LinkVerdict.MISSED if _is_gone(error) else LinkVerdict.UNCERTAIN
        return Answer(verdict, error.status, error.reason)
    if not start.strip():
        return Answer(LinkVerdict.UNCERTAIN, 200, "de pagina is leeg.", final_url)
    if _says_nothing_is_there(start):
        reason = "de pagina zegt zelf dat er niets is."
        return Answer(LinkVerdict.UNCERTAIN, 200, reason, final_url)
    return Answer(LinkVerdict.FOUND, 200, "", final_url)


def _is_gone(error: DownloadError) -> bool:
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return cause.verify_code == CERTIFICATE_ENDED
    if isinstance(cause, socket.gaierror):
        return cause.errno == socket.EAI_NONAME
    return error.status in GONE


def _says_nothing_is_there(start: bytes) -> bool:
    headings = (unescape(match[2].decode(errors="replace")) for match in TITLE.finditer(start))
    return any(NOTHING_THERE.search(" ".join(heading.split())) for heading in headings)
