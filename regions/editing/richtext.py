"""Rich text in the admin: an editor to write it in, and as it reads where one may only look.

The editor is TipTap, out of django-prose-editor. Its script is fetched by ours from an address that
the page names, and it paints by no style of its own: so no page needs an import map, a nonce or a
hash, and the policy of the whole site stays without exceptions.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.forms.widgets import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regions.fields.rich_text import TAGS, RichTextField, clean
from regions.templatetags.words import richtext

EDITOR = "django_prose_editor/editor.js"
PASTE = "js/paste.js"
AS_HTML = f"HTML mag. Dit blijft staan: {', '.join(sorted(TAGS))}; al het andere gaat eruit."
IN_EDITOR = (
    "Typ of plak uw tekst. Koppen, lijsten, citaten en links blijven staan; "
    "kleuren, lettertypes en plaatjes niet. Van een tabel wordt elke rij een regel."
)
SCRIPT: Any = Script("js/rich_text.js", type="module")


class RichTextWidget(AdminTextareaWidget):
    """A textarea that takes HTML, and in a browser with JavaScript becomes an editor."""

    def format_value(self, value: Any) -> Any:
        """Cleaned, what comes back with an error too: the editor is handed nothing that runs."""
        return clean(value) if value and "<" in value else value

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-rich-text": static(EDITOR),
            "data-paste": static(PASTE),
        }
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        textarea = super().render(name, value, attrs, renderer)
        return render_to_string("admin/_rich_text.html", {"textarea": textarea})

    def use_required_attribute(self, initial: Any) -> bool:
        return False  # a hidden textarea could not say what is missing

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[SCRIPT])


def edit_as_rich_text(field: forms.Field) -> None:
    """Give a form field the editor, and a help text for those who have it and who have not."""
    field.widget = RichTextWidget()
    field.help_text = format_html(
        '{} <span data-with-editor="{}">{}</span>', field.help_text, IN_EDITOR, AS_HTML
    )


class RichTextAsItReads(BaseModelAdmin):
    """Shows rich text formatted, not as HTML, to who may look and not write."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        shown = {field.name: _as_it_reads(field) for field in self._rich_fields()}
        return [
            (title, {**options, "fields": _replaced(options["fields"], shown)})
            for title, options in fieldsets
        ]

    def _rich_fields(self) -> list[RichTextField]:
        return [field for field in self.model._meta.fields if isinstance(field, RichTextField)]


def _as_it_reads(field: RichTextField) -> Callable[[models.Model], str]:
    def as_it_reads(row: models.Model) -> str:
        text = richtext(field.value_from_object(row))
        return format_html('<div class="rich-text__read">{}</div>', text) if text else "–"

    as_it_reads.__name__ = field.name
    as_it_reads.short_description = field.verbose_name  # type: ignore[attr-defined]
    return as_it_reads


def _replaced(fields: Any, shown: dict[str, Any]) -> list[Any]:
    return [
        tuple(_replaced(one, shown)) if isinstance(one, tuple | list) else shown.get(one, one)
        for one in fields
    ]
