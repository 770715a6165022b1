"""Form fields of the admin, with Dutch help texts and unique labels for choices."""

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminIntegerFieldWidget,
    AdminTextareaWidget,
    AdminURLFieldWidget,
    AutocompleteSelect,
)
from django.db import models
from django.db.models import Field, Q

from regions.editing.help import HOW_PRECISE, instruction_for
from regions.editing.richtext import edit_as_rich_text
from regions.fields.partial_date import PartialDateField
from regions.fields.rich_text import RichTextField

SMALL_INTEGER_MAX = 32_767  # PostgreSQL's maximum; SQLite has none
A_FEW_SENTENCES = 300  # characters; more does not fit on one line
FORMFIELD_OVERRIDES: dict[Any, dict[str, Any]] = {
    models.PositiveSmallIntegerField: {
        "max_value": SMALL_INTEGER_MAX,
        "widget": AdminIntegerFieldWidget,
    },
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
}


def adapt(field: forms.Field, db_field: Field) -> None:
    field.help_text = instruction_for(db_field) or field.help_text
    if isinstance(db_field, RichTextField):
        edit_as_rich_text(field)
    elif isinstance(db_field, PartialDateField):
        field.help_text = field.help_text or HOW_PRECISE
    elif (db_field.max_length or 0) >= A_FEW_SENTENCES and not db_field.choices:
        field.widget = AdminTextareaWidget(attrs={"rows": 3, "maxlength": db_field.max_length})
    elif isinstance(db_field, models.SlugField):
        field.label = "Adres van de pagina"
    elif db_field.name == "source" and is_required(db_field):
        field.required = True
        field.error_messages["required"] = "Noem de bron: zonder bron komt dit niet op de site."
    elif db_field.name == "source_url" and is_required(db_field):
        field.required = True
        field.label = "Adres van het document"


def is_required(db_field: Field) -> bool:
    """Whether a constraint forbids leaving this text empty."""
    return any(
        isinstance(constraint, models.CheckConstraint)
        and constraint.condition == ~Q(**{db_field.name: ""})
        for constraint in db_field.model._meta.constraints
    )


def choice_label(row: models.Model) -> str:
    if not admin.site.is_registered(type(row)):
        return str(row)
    label = getattr(admin.site.get_model_admin(type(row)), "choice_label", str)
    return label(row)


class ChoiceByLabel(forms.ModelChoiceField):
    def label_from_instance(self, obj: models.Model) -> str:
        return choice_label(obj)

    def share_choices(self, name: str, row: models.Model, shared: dict[str, list[Any]]) -> None:
        widget = getattr(self.widget, "widget", self.widget)
        if not isinstance(widget, KeyedAutocomplete):
            if name not in shared:
                shared[name] = list(cast(Any, self.choices))
            self.choices = shared[name]
        elif name in row._state.fields_cache and (chosen_row := getattr(row, name)):
            widget.labels = {str(chosen_row.pk): choice_label(chosen_row)}


class KeyedAutocomplete(AutocompleteSelect):
    """Shows the selected row; a value that is not a key is dropped instead of looked up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels: dict[str, str] = {}  # by key

    @property
    def media(self) -> forms.Media:
        django: Any = super().media
        # Use one list, so that our script is loaded after the scripts it depends on.
        return forms.Media(css=django._css, js=[*django._js, "js/autocomplete_names.js"])

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        keys = [key for key in value if _is_key(key)]
        if not keys or keys[0] not in self.labels:
            return super().optgroups(name, keys, attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        option = self.create_option(name, keys[0], self.labels[keys[0]], True, len(empty))
        return [(None, [*empty, option], 0)]


def _is_key(value: object) -> bool:
    return re.fullmatch(r"[0-9]{1,18}", str(value)) is not None
