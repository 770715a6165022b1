"""The links to the sheets of a page."""

from django import template
from django.http import HttpRequest

from regions.lists.shown import ShownFilters
from regions.sheets.addresses import sheets_of

register = template.Library()


@register.inclusion_tag("_download.html", takes_context=True)
def download(context: template.Context, what: str, pdf: str = "") -> dict[str, object]:
    """Use as {% download "deze lijst" %}; shows nothing on a page without sheets.

    `pdf` is the URL of the page as a PDF.
    """
    request: HttpRequest | None = context.get("request")
    filters: ShownFilters | None = context.get("filters")
    choices = filters.pairs if filters else None
    is_preview = hasattr(request, "is_preview")
    return {
        "what": what,
        "pdf": pdf,
        "sheets": sheets_of(request, choices) if request and not is_preview else [],
        "asked": context.get("asked"),
    }
