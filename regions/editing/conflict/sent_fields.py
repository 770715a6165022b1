"""Reads the submitted fields of one row of a form, and writes fields as a browser submits them."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.forms import BoundField, CheckboxInput, ModelForm, Widget

from regions.editing.formset_data import is_key
from regions.fields.rich_text import RichTextField, clean
from regions.history.fields import editable_fields


@dataclass(frozen=True)
class SubmittedValue:
    """A submitted value that is not stored; `text` is set if it cannot be parsed."""

    value: Any
    text: str | None = None


def stored_fields(row: Model) -> dict[str, Any]:
    return {
        field.name: field.get_prep_value(field.value_from_object(row))
        for field in editable_fields(row)
    }


def sent_fields(form: ModelForm, base: Model | None, theirs: Model) -> dict[str, Any]:
    """Return the submitted values: the stored value if equivalent, otherwise a SubmittedValue.

    `base` is compared first, because a field that was left alone is not part of a conflict.
    """
    rows = [row for row in (base, theirs) if row is not None]
    columns = {field.name: field for field in editable_fields(theirs)}
    return {
        bound.name: _submitted_value(bound, columns[bound.name], rows)
        for bound in form
        if bound.name in columns
    }


def _submitted_value(bound: BoundField, field: Field, rows: list[Model]) -> Any:
    for row in rows:
        stored = field.value_from_object(row)
        if not bound.field.has_changed(_normal(stored, field), _normal(bound.data, field)):
            return field.get_prep_value(stored)
    try:
        return SubmittedValue(_read(bound, field))
    except (ValidationError, ValueError):
        return SubmittedValue(None, text=str(bound.data))


def _normal(value: Any, field: Field) -> Any:
    # Undo the CRLF of browsers, and the extra markup of the rich text editor.
    if not isinstance(value, str):
        return value
    one_way = value.replace("\r\n", "\n")
    return clean(one_way) if isinstance(field, RichTextField) else one_way


def _read(bound: BoundField, field: Field) -> Any:
    # Parse the submitted value; for a relation only its key, since names are loaded in bulk.
    if not field.is_relation:
        return bound.field.clean(bound.data)
    if bound.data and not is_key(bound.data):
        raise ValueError(f"{bound.data!r} is no key")
    return int(bound.data) if bound.data else None


def write_field(data: Any, bound: BoundField) -> None:
    if values := _submitted_values(bound):
        data.setlist(bound.html_name, values)
    else:
        data.pop(bound.html_name, None)


def put_hidden_initial(data: Any, form: ModelForm) -> None:
    for bound in form:
        if bound.field.show_hidden_initial:
            data.setlist(bound.html_initial_name, _submitted_values(bound))


def _submitted_values(bound: BoundField) -> list[str]:
    value, widget = bound.field.prepare_value(bound.initial), bound.field.widget
    if isinstance(widget, CheckboxInput):
        return ["on"] if value else []
    formatted = cast(Widget, getattr(widget, "widget", widget)).format_value(value)
    if isinstance(formatted, list | tuple):
        return [str(part) for part in formatted]
    return [] if formatted is None else [str(formatted)]
