"""The editor of rich text in the admin.

The editor is TipTap, out of django-prose-editor. Its script is fetched by ours from an address that
the page names, and it paints by no style of its own: so no page needs an import map, a nonce or a
hash, and the policy of the whole site stays without exceptions.
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
        '{} <span data-with-editor="{}">{}</span>',
        field.help_text,
        RICH_TEXT_IN_EDITOR,
        RICH_TEXT_AS_HTML,
    )
