"""What the pages about the past of a row share: who gets them, and what is refused."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from regions.directory import DirectoryModel
from regions.history.restoring import reasons

ROWS_ON_A_PAGE = 20
READ_OR_RESTORE = require_http_methods(["GET", "HEAD", "POST"])
CLASHED = (
    "Dit botst met iets dat een ander net heeft opgeslagen. Kijk het na en probeer het nog eens."
)
NOT_ALLOWED_THEN = (
    "Zoals het toen was, mag u het niet opslaan: het stond op de site of hoorde niet bij uw regio."
)


def key_in(text: str) -> int | None:
    """The number of a record, as it may stand in an address."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text, re.ASCII) else None


class PastPages(admin.ModelAdmin):
    """Whoever may not see a row gets the answer they would get if it were not there."""

    def _keeps_history(self) -> bool:
        return issubclass(self.model, DirectoryModel)

    def _readable(self, request: HttpRequest, object_id: str) -> Any:
        row = self.get_object(request, unquote(object_id))
        return row if row is not None and self.has_view_permission(request, row) else None

    def _as_if_missing(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]

    def _address(self, page: str, *args: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args, current_app=self.admin_site.name)

    def _page(
        self,
        request: HttpRequest,
        template: str,
        context: dict[str, Any],
        row: Any = None,
        status: int = 200,
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": row,
            "list_address": self._address("changelist"),
            "history_address": self._address("history", row.pk) if row else None,
            "change_address": self._address("change", row.pk) if row else None,
            "deleted_address": self._address("deleted"),
        }
        return TemplateResponse(
            request, f"admin/{template}.html", {**shared, **context}, status=status
        )


class Refused(Exception):
    """It was not put back, for these reasons; nothing was saved."""

    def __init__(self, reasons: list[str], status: int = 200) -> None:
        super().__init__(*reasons)
        self.reasons, self.status = reasons, status


def saved(save: Callable[[], Any], model: Any) -> None:
    try:
        save()
    except ValidationError as refusal:
        raise Refused(reasons(refusal, model)) from refusal
    except IntegrityError as refusal:
        raise Refused([CLASHED], 409) from refusal


def paging(page: Page) -> dict[str, Any]:
    numbers = page.paginator.get_elided_page_range(page.number)
    return {"page": page, "page_numbers": list(numbers)}
