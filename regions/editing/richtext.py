"""The rich text editor of the admin.

The editor is TipTap, from django-prose-editor. Our script loads it from a URL in the page, and it
adds no inline styles. So no page needs an import map, a nonce or a hash, and the site's content
security policy has no exceptions.
"""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regions.editing.help import RICH_TEXT_AS_HTML, RICH_TEXT_IN_EDITOR
from regions.fields.rich_text import clean

EDITOR = "django_prose_editor/editor.js"
PASTE = "js/paste.js"
SCRIPT: Any = Script("js/rich_text.js", type="module")


class RichTextWidget(AdminTextareaWidget):
    """A textarea for HTML, which becomes an editor if JavaScript is available."""

    def format_value(self, value: Any) -> Any:
        # Clean the value, also after a form error, so that the editor never gets a script.
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
        return False  # browsers cannot show that message at a hidden textarea

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[SCRIPT])


def edit_as_rich_text(field: forms.Field) -> None:
    field.widget = RichTextWidget()
    field.help_text = format_html(
        '{} <span data-with-editor="{}">{}</span>',
        field.help_text,
        RICH_TEXT_IN_EDITOR,
        RICH_TEXT_AS_HTML,
    )
