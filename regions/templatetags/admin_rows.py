"""Collapsible inline rows of an admin form, and the errors of a form."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from regions.clock import today

register = template.Library()


@dataclass
class Row:
    """An inline form, with its index and the text shown while collapsed."""

    index: int
    form: Any
    title: str = ""
    note: str = ""

    @property
    def is_open(self) -> bool:
        return bool(self.form.form.errors)


@dataclass
class Rows:
    """The rows of one inline; `blank` is the empty form that Django's script copies."""

    current: list[Row] = field(default_factory=list)
    former: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)
    blank: Row | None = None
    empty_text: str = ""

    @property
    def former_is_open(self) -> bool:
        return any(row.is_open for row in self.former)


@register.filter
def rows(formset: Any) -> Rows:
    inline_rows, day, count = Rows(), today(), len(formset.forms)
    for index, form in enumerate(formset):
        if index >= count:
            inline_rows.blank = Row(index, form)
        elif form.original is None:
            inline_rows.new.append(Row(index, form))
        else:
            title, note = (
                formset.opts.row_title(form.original),
                formset.opts.row_note(form.original),
            )
            past = formset.opts.is_past(form.original, day)
            (inline_rows.former if past else inline_rows.current).append(
                Row(index, form, title, note)
            )
    if count == 0:
        inline_rows.empty_text = formset.opts.empty_text(formset.formset.instance)
    return inline_rows


@register.filter
def for_scripts(formset: Any) -> str:
    options = {
        "prefix": formset.formset.prefix,
        "addText": capfirst(f"{formset.opts.verbose_name} toevoegen"),
        "deleteText": "Toch niet",
    }
    return json.dumps({"name": f"#{formset.formset.prefix}", "options": options})


@dataclass(frozen=True)
class Problem:
    """A validation error; `anchor` is the id of the field or of the row."""

    anchor: str
    place: str
    text: str


@register.filter
def problems(adminform: Any, formsets: Any) -> list[Problem]:
    errors = list(
        _of_form(adminform.form, "", f"{adminform.form._meta.model._meta.model_name}_form")
    )
    for formset in formsets or []:
        kind = str(formset.opts.verbose_name_plural)
        prefix = formset.formset.prefix
        errors += [Problem(f"{prefix}-group", kind, text) for text in formset.non_form_errors()]
        for index, form in enumerate(formset.forms):
            errors += _of_form(form, f"{kind}, rij {index + 1}", f"{prefix}-{index}")
    return errors


def _of_form(form: Any, place: str, anchor: str) -> Iterator[Problem]:
    for text in form.non_field_errors():
        yield Problem(anchor, place, text)
    for bound in form:
        for text in bound.errors:
            where = ": ".join(part for part in (place, str(bound.label)) if part)
            yield Problem(bound.id_for_label or bound.auto_id, where, text)


@register.filter
def labelled(cells: Iterable[str], headers: Iterable[dict[str, Any]]) -> list[SafeString]:
    return [
        mark_safe(cell.replace("<td", format_html('<td data-label="{}"', _name(header)), 1))  # noqa: S308 (escaped by the admin)
        for cell, header in zip(cells, headers, strict=True)
    ]


def _name(header: dict[str, Any]) -> str:
    is_column = "action-checkbox" not in str(header.get("class_attrib", ""))
    return capfirst(str(header["text"])) if is_column else ""
