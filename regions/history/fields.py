"""Values of fields and how they changed: "einddatum van 18 november naar 26 november 2021"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import localize

from regions.directory import DirectoryModel
from regions.fields.choice_set import ChoiceSetField
from regions.fields.partial_date import MONTHS
from regions.fields.rich_text import RichTextField
from regions.history.moments import moment_in_words
from regions.history.names import EMPTY, Names
from regions.history.records import model_of, owner_of
from regions.history.text import DiffPiece, diff_words, plain_text
from regions.rights import Rights
from regions.wording.dutch import day_in_words, listed

WITHHELD = "niet openbaar"
MAX_SENTENCE_VALUE = 80  # characters; longer values are compared word by word
# These fields come last in a comparison.
PUBLICATION_FIELDS = {"slug", "published_from", "is_example", "source", "source_url"}
_DATE = re.compile(rf"((\d{{1,2}} )?({'|'.join(MONTHS)})) (\d{{4}})")

# A form label can be "van" or "op de site vanaf", but a sentence needs a noun: "begintijd van …".
NOUNS = {
    "starts_at": "begintijd",
    "ends_at": "eindtijd",
    "since": "begin",
    "until": "einde",
    "valid_from": "begin",
    "valid_until": "einde",
    "starts": "begin",
    "ends": "einde",
    "end_wording": "bewoording van het einde",
    "signed": "datum van ondertekening",
    "signed_at": "plaats van ondertekening",
    "terminated": "datum van beëindiging",
    "budget_note": "toelichting bij het budget",
    "end_goal": "einddoel",
    "quoted_role": "rol van wie dit zegt",
    "makes": "omschrijving van het werk",
    "recognition_source": "bron van de erkenning",
    "alt": "beschrijving van het beeld",
    "on": "datum",
    "found_on": "dag van de laatste vondst",
    "by": "bevestiger",
    "venue": "plek",
    "audience": "doelgroep",
    "how_to_join": "aanmelding",
    "weekdays": "dagen",
    "by_appointment": "afspraak",
    "is_of_region": "aanbod van de regio zelf",
    "cost_note": "bedrag",
    "join_until": "laatste dag om aan te melden",
    "horizon": "streefdatum",
    "closed_on": "sluitingsdatum",
    "successor": "opvolger",
    "published_from": "datum op de site",
    "publication_agreed_on": "datum van de afspraak",
    "publication_ground": "reden om dit te tonen",
    "organisation_name": "werkgever",
    "levels_basis": "bron van de niveaus",
    "profiles_basis": "bron van de profielen",
    "profiles_on": "datum van de profielen",
    "of_low": "kleinste getal waarvan het een deel is",
    "of_high": "grootste getal waarvan het een deel is",
    "summary": "korte tekst",
    "aims_note": "toelichting bij de doelen",
    "editor_note": "notitie voor de redactie",
    "named_as": "naam in de bron",
    "commitment": "eigen inzet van de gemeente",
    "said": "waarde in de postcodetabel",
    "other": "andere waarde",
    "reason": "reden",
    "moved_from_start": "eerste dag van eerst",
    "moved_from_end": "laatste dag van eerst",
}
NOUNS_BY_MODEL = {("Event", "name"): "naam", ("Region", "about"): "tekst over de regio"}
NOUNS_BY_MODEL |= {("PostcodeDoubt", "about"): "onderwerp"}


@dataclass(frozen=True)
class FieldChange:
    """The value of a field before and after, in Dutch."""

    name: str
    label: str
    old_words: str
    new_words: str
    is_text: bool = False
    noun: str = ""

    @property
    def is_long(self) -> bool:
        texts = (self.old_words, self.new_words)
        return self.is_text and any(
            len(text) > MAX_SENTENCE_VALUE or "\n" in text for text in texts
        )

    @property
    def only_marks(self) -> bool:
        return self.is_text and self.old_words == self.new_words

    @property
    def sentence(self) -> str:
        if WITHHELD == self.old_words == self.new_words:
            return f"{self.noun} gewijzigd ({WITHHELD})"
        if self.only_marks:
            return f"{self.noun}: alleen de opmaak is veranderd"
        if self.is_long:
            return f"{self.noun} gewijzigd"
        return f"{self.noun} van {_without_equal_year(self.old_words, self.new_words)}"

    @property
    def pieces(self) -> list[DiffPiece]:
        old, new = ("" if text == EMPTY else text for text in (self.old_words, self.new_words))
        return diff_words(old, new)


def _without_equal_year(old: str, new: str) -> str:
    before, after = _DATE.fullmatch(old), _DATE.fullmatch(new)
    if before and after and before[4] == after[4] and before[1] != after[1]:
        old = before[1]
    return f"{old} naar {new}"


def editable_fields(model: Any) -> list[Any]:
    fields = [
        field for field in model._meta.concrete_fields if field.editable and not field.primary_key
    ]
    return sorted(fields, key=lambda field: field.name in PUBLICATION_FIELDS)


def recorded_fields(model: Any) -> list[Any]:
    """Without fields that change unrecorded: a record does not say who changed those, or when."""
    return [field for field in editable_fields(model) if field.name not in model.derived_elsewhere]


def field_label(field: Any) -> str:
    if isinstance(field, models.SlugField):
        return "adres van de pagina"  # just "adres" is the street address of a school
    return str(field.verbose_name)


def field_noun(field: Any, model: type[models.Model]) -> str:
    noun = NOUNS_BY_MODEL.get((model.__name__, field.name)) or NOUNS.get(field.name)
    return noun or field_label(field)


def value_in_words(field: Any, row: Any, names: Names) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "" or value == []:
        return EMPTY
    if is_withheld(field, row, names.rights):
        return WITHHELD
    if field.is_relation:
        return names.of(field.related_model, value, row)
    if isinstance(field, ChoiceSetField):
        labels = dict(field.options.choices) if field.options else {}
        return listed(labels.get(choice, choice) for choice in field.to_python(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, RichTextField):
        return plain_text(value) or EMPTY
    return _scalar_in_words(value)


def is_withheld(field: Any, row: Any, rights: Rights) -> bool:
    """Whether this personal data was never public and is visible only to users who publish for the
    region.

    Other editors of the region see the current value in its form, but no past values.
    """
    flag = model_of(row).public_if.get(field.name)
    if flag is None or getattr(row, flag):
        return False
    return not rights.may_publish_in(owner_of(row))


def withheld_fields(model: Any, rights: Rights, row: Any = None) -> set[str]:
    """Names of the personal data in a shared model that this user may not read outside the history.

    Of `row`, only what is not public; without a row, as in lists and searches, all of it. A row
    with an owner is visible only to users of its region, who see these values.
    """
    if rights.is_national or not issubclass(model, DirectoryModel) or not model.is_shared:
        return set()
    return {name for name, flag in model.public_if.items() if row is None or not getattr(row, flag)}


def restores_withheld(then: Any, present: Any | None, rights: Rights) -> bool:
    """`present` is None if the row was deleted."""
    restored = [
        field
        for field in editable_fields(model_of(then))
        if getattr(then, field.attname) not in ("", None, getattr(present, field.attname, None))
    ]
    return any(is_withheld(field, then, rights) for field in restored)


def _scalar_in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return moment_in_words(value)
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, time):
        return f"{value:%H.%M} uur"
    if isinstance(value, float | Decimal):
        return str(localize(value))
    return str(value)


def differences(older: Any, newer: Any, rights: Rights | None = None) -> list[FieldChange]:
    """Compare two instances or records of one model.

    Without `rights`, related rows that belong to a region are not named.
    """
    return differences_with_names(older, newer, Names(rights or Rights(), [older, newer]))


def differences_with_names(older: Any, newer: Any, names: Names) -> list[FieldChange]:
    return [
        _field_change(field, older, newer, names)
        for field in recorded_fields(model_of(newer))
        if field.get_prep_value(getattr(older, field.attname))
        != field.get_prep_value(getattr(newer, field.attname))
    ]


def compare_all_fields(older: Any, newer: Any, names: Names) -> list[FieldChange]:
    return [_field_change(field, older, newer, names) for field in recorded_fields(model_of(newer))]


def _field_change(field: Any, older: Any, newer: Any, names: Names) -> FieldChange:
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    return FieldChange(
        name=field.name,
        label=field_label(field),
        noun=field_noun(field, model_of(newer)),
        old_words=value_in_words(field, older, names),
        new_words=value_in_words(field, newer, names),
        is_text=is_text,
    )
