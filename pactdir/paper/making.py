"""Renders HTML to a tagged PDF with WeasyPrint, one at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore, Lock
from types import ModuleType

from pactdir.paper.tags import complete_tags

logger = logging.getLogger(__name__)

# One PDF is rendered while another may wait, as after a double click. That leaves two of a worker's
# four threads for pages.
RENDERING, WAITING = 1, 1
_render_lock = Lock()
_slots = BoundedSemaphore(RENDERING + WAITING)


class PdfLimitReached(Exception):
    """This worker is already rendering the maximum number of PDFs."""


class NoPango(Exception):
    """A system library of WeasyPrint is missing."""


@contextmanager
def pdf_slot() -> Iterator[None]:
    """Hold a slot for a PDF, including its queries. Raises PdfLimitReached."""
    if not _slots.acquire(blocking=False):
        raise PdfLimitReached
    try:
        with _render_lock:
            yield
    finally:
        _slots.release()


def pdf_of(html: str, url: str) -> bytes:
    """Resolve links in the HTML against `url`. Raises NoPango."""
    if (weasyprint := _weasyprint()) is None:
        raise NoPango
    # Styles and charts are in the HTML, so block files and the network.
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=())
    document = weasyprint.HTML(string=html, base_url=url, url_fetcher=fetcher)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=complete_tags)
    return pdf


@cache
def _weasyprint() -> ModuleType | None:
    # Imported late: it loads Pango, which may not be installed.
    try:
        import weasyprint  # noqa: PLC0415
    except (ImportError, OSError) as error:
        logger.warning("No PDFs: %s. See pactdir/deploy/README.md.", error)
        return None
    return weasyprint
