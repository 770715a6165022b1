"""Rich text: HTML with a small set of tags, cleaned on save and again on output."""

import re
from html import unescape
from typing import Any

import nh3
from django.db import models

from regions.fields.pasted import to_site_markup

TAGS = {"p", "h3", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br"}
_TAG = re.compile(r"<[^<>]*>")
_BLOCK_ENDS = re.compile(r"</(?:p|h3|li|blockquote)>|<br ?/?>")


def clean(html: str) -> str:
    return nh3.clean(
        to_site_markup(html),
        tags=TAGS,
        attributes={
            "a": {"href"},
            "*": set(),
        },  # without "*" nh3 keeps title and lang
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )


def plain(html: str) -> str:
    text = _TAG.sub("", _BLOCK_ENDS.sub(" ", html))
    return " ".join(unescape(text).split())


class RichTextField(models.TextField):
    """HTML with allowed tags only, cleaned on every write."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = clean(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        # Clean here too: `update()` and `bulk_*` skip `pre_save()`.
        if isinstance(value, str):
            value = clean(value)
        return super().get_db_prep_save(value, connection)
