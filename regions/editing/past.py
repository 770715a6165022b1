"""Code shared by the admin's history pages: access, and errors when restoring."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from regions.directory import DirectoryModel
from regions.editing.composed import Part
from regions.editing.pages import admin_page, missing_row, readable_row
from regions.history.restoring import error_messages

ROWS_ON_A_PAGE = 20
READ_OR_RESTORE = require_http_methods(["GET", "HEAD", "POST"])
CLASHED = (
    "Dit botst met iets dat een ander net heeft opgeslagen. Kijk het na en probeer het nog eens."
)
NOT_ALLOWED_THEN = (
    "Zoals het toen was, mag u het niet opslaan: het stond op de site of hoorde niet bij uw regio."
)

WITHHELD_THEN = (
    "Alleen een projectleider zet gegevens van een persoon terug die niet openbaar waren."
)


def record_key(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text, re.ASCII) else None


class PastPages(Part):
    """Base of the history pages; a hidden row gets the same response as one that does not exist."""

    @property
    def keeps_history(self) -> bool:
        return issubclass(self.model, DirectoryModel)

    def readable(self, request: HttpRequest, object_id: str) -> Any:
        return readable_row(self.model_admin, request, object_id)

    def missing(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return missing_row(self.model_admin, request, object_id)

    def page(
        self,
        request: HttpRequest,
        template: str,
        context: dict[str, Any],
        row: Any = None,
        status: int = 200,
    ) -> HttpResponse:
        urls = {
            "object": row,
            "history_url": self.url("history", row.pk) if row else None,
            "change_url": self.url("change", row.pk) if row else None,
            "deleted_url": self.url("deleted"),
        }
        context = {**urls, **context}
        return admin_page(self.model_admin, request, f"admin/{template}.html", context, status)


class Refused(Exception):
    """Raised if a restore is rejected for these reasons; nothing was saved."""

    def __init__(self, reasons: list[str], status: int = 200) -> None:
        super().__init__(*reasons)
        self.reasons, self.status = reasons, status


def save_or_refuse(save: Callable[[], Any], model: Any) -> None:
    try:
        save()
    except ValidationError as error:
        raise Refused(error_messages(error, model)) from error
    except IntegrityError as error:
        raise Refused([CLASHED], 409) from error


def paging(page: Page) -> dict[str, Any]:
    numbers = page.paginator.get_elided_page_range(page.number)
    return {"page": page, "page_numbers": list(numbers)}
