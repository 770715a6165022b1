"""HTML made into a tagged PDF by WeasyPrint, one at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore, Lock
from types import ModuleType

from pactdir.paper.tags import complete_tags

logger = logging.getLogger(__name__)

# One is made, and one may wait for that, as after a double click. Of the four threads that render
# in a worker, two remain for pages.
MADE, WAITING = 1, 1
_turn = Lock()
_places = BoundedSemaphore(MADE + WAITING)


class PdfLimitReached(Exception):
    """This worker is making as many PDFs as it may."""


class NoPango(Exception):
    """A system library of WeasyPrint is missing."""


@contextmanager
def turn() -> Iterator[None]:
    """Around all that a PDF takes, its queries too. Raises PdfLimitReached."""
    if not _places.acquire(blocking=False):
        raise PdfLimitReached
    try:
        with _turn:
            yield
    finally:
        _places.release()


def pdf_of(html: str, address: str) -> bytes:
    """Links in the HTML are relative to the address. Raises NoPango."""
    if (weasyprint := _weasyprint()) is None:
        raise NoPango
    # Styles and drawings are in the HTML: nothing is read from a file or the network.
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=())
    document = weasyprint.HTML(string=html, base_url=address, url_fetcher=fetcher)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=complete_tags)
    return pdf


@cache
def _weasyprint() -> ModuleType | None:
    # Not at the start: it loads Pango, which may not be installed.
    try:
        import weasyprint  # noqa: PLC0415
    except (ImportError, OSError) as error:
        logger.warning("No PDFs: %s. See pactdir/deploy/README.md.", error)
        return None
    return weasyprint
