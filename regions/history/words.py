"""What changed, in words: "einddatum van 18 november naar 26 november 2021", by whom and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import localize
from django.utils.text import Truncator, capfirst
from django.utils.timesince import timesince

from regions.directory import DirectoryModel
from regions.fields.choice_set import ChoiceSetField
from regions.fields.partial_date import MONTHS
from regions.fields.rich_text import RichTextField
from regions.history.names import EMPTY, OTHER_REGION, Names
from regions.history.records import (
    Head,
    heads_of,
    latest_changes,
    model_of,
    owner_of,
    records_by_key,
    records_of_regions,
)
from regions.history.text import Piece, compared, plain
from regions.models import (
    Agreement,
    Confirmation,
    Contact,
    Goal,
    MunicipalitySuccession,
    Neighbour,
    Participation,
    PostcodeDoubt,
    Region,
)
from regions.rights import Rights
from regions.wording.dutch import counted, day_in_words, listed

LONGEST_VALUE = 80  # characters: what is longer is compared word by word, not put in a sentence
LAST = {"slug", "published_from", "is_example", "source", "source_url"}
_DATE = re.compile(rf"((\d{{1,2}} )?({'|'.join(MONTHS)})) (\d{{4}})")

# What a row is called, and what it says, where its name alone does not tell.
TITLES: dict[type[models.Model], tuple[str, str]] = {
    Agreement: ("{kind}", "begint {starts}"),
    Confirmation: ("Bevestiging van {block}", "{on}"),
    Contact: ("Contact {role}", "{organisation_name}"),
    Goal: ("Doel {order}", "{text}"),
    Neighbour: ("Buurgemeenten {municipality} en {neighbour}", ""),
    PostcodeDoubt: ("Twijfel over postcode {area}", "{reason}"),
    MunicipalitySuccession: ("Herindeling {old} naar {new}", "per {on}"),
}


# A form may ask "van" or "op de site vanaf"; a sentence needs a noun: "begintijd van … naar …".
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
    "on": "datum",
    "by": "bevestiger",
    "venue": "plek",
    "audience": "doelgroep",
    "how_to_join": "aanmelding",
    "horizon": "streefdatum",
    "closed_on": "sluitingsdatum",
    "successor": "opvolger",
    "published_from": "datum op de site",
    "publication_agreed_on": "datum van de afspraak",
    "publication_ground": "reden om dit te tonen",
    "organisation_name": "werkgever",
    "levels_basis": "bron van de niveaus",
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
NOUNS_OF_KIND = {("Event", "name"): "naam", ("Region", "about"): "tekst over de regio"}
NOUNS_OF_KIND |= {("PostcodeDoubt", "about"): "onderwerp"}


@dataclass(frozen=True)
class FieldChange:
    """One field of a row, before and after, in Dutch words."""

    name: str
    label: str
    old_words: str
    new_words: str
    is_text: bool = False
    noun: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is read better word by word than in a sentence."""
        words = (self.old_words, self.new_words)
        return self.is_text and any(len(one) > LONGEST_VALUE or "\n" in one for one in words)

    @property
    def only_marks(self) -> bool:
        """The text itself stayed the same; only bold, headings and the like changed."""
        return self.is_text and self.old_words == self.new_words

    @property
    def sentence(self) -> str:
        if self.only_marks:
            return f"{self.noun}: alleen de opmaak is veranderd"
        if self.is_long:
            return f"{self.noun} gewijzigd"
        return f"{self.noun} van {_without_equal_year(self.old_words, self.new_words)}"

    @property
    def pieces(self) -> list[Piece]:
        old, new = ("" if words == EMPTY else words for words in (self.old_words, self.new_words))
        return compared(old, new)


def _without_equal_year(old: str, new: str) -> str:
    before, after = _DATE.fullmatch(old), _DATE.fullmatch(new)
    if before and after and before[4] == after[4] and before[1] != after[1]:
        old = before[1]
    return f"{old} naar {new}"


def shown_fields(model: Any) -> list[Any]:
    """The fields that people fill in: what a row says first, how it stands on the site last."""
    shown = [one for one in model._meta.concrete_fields if not one.primary_key and one.editable]
    return sorted(shown, key=lambda one: one.name in LAST)


def label_of(field: Any) -> str:
    if isinstance(field, models.SlugField):
        return "adres van de pagina"  # "adres" alone is where a school stands
    return str(field.verbose_name)


def noun_of(field: Any, model: type[models.Model]) -> str:
    """What a field is called in a sentence that tells how it changed."""
    of_kind = NOUNS_OF_KIND.get((model.__name__, field.name))
    return of_kind or NOUNS.get(field.name) or label_of(field)


def words_of(field: Any, row: Any, names: Names) -> str:
    """The value of one field of a row, as a Dutch reader writes it."""
    value = getattr(row, field.attname)
    if value is None or value == "" or value == []:
        return EMPTY
    if field.is_relation:
        return names.of(field.related_model, value, row)
    if isinstance(field, ChoiceSetField):
        labels = dict(field.options.choices) if field.options else {}
        return listed(labels.get(one, one) for one in field.to_python(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, RichTextField):
        return plain(value) or EMPTY
    return _plain_words(value)


def _plain_words(value: Any) -> str:
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


def moment_in_words(moment: datetime) -> str:
    """Write "3 november 2026 14:05"."""
    local = timezone.localtime(moment)
    return f"{day_in_words(local.date())} {local:%H:%M}"


def ago_in_words(moment: datetime, now: datetime) -> str:
    """Write "3 minuten geleden", or "zojuist"."""
    if (now - moment).total_seconds() < 60:
        return "zojuist"
    return f"{timesince(moment, now, depth=1)} geleden".replace("\N{NO-BREAK SPACE}", " ")


def differences(older: Any, newer: Any, rights: Rights | None = None) -> list[FieldChange]:
    """What differs between two instances or records of one model, in words.

    Name the reader's rights: without them nothing that a region owns is named.
    """
    return differences_named(older, newer, Names(rights or Rights(), [older, newer]))


def differences_named(older: Any, newer: Any, names: Names) -> list[FieldChange]:
    """The same with names that were loaded before."""
    return [
        side_by_side(field, older, newer, names)
        for field in shown_fields(model_of(newer))
        if field.get_prep_value(getattr(older, field.attname))
        != field.get_prep_value(getattr(newer, field.attname))
    ]


def all_values(older: Any, newer: Any, names: Names) -> list[FieldChange]:
    """Every field that people fill in, also where both say the same."""
    return [side_by_side(one, older, newer, names) for one in shown_fields(model_of(newer))]


def side_by_side(field: Any, older: Any, newer: Any, names: Names) -> FieldChange:
    return FieldChange(
        name=field.name,
        label=label_of(field),
        noun=noun_of(field, model_of(newer)),
        old_words=words_of(field, older, names),
        new_words=words_of(field, newer, names),
        is_text=isinstance(field, models.CharField | models.TextField) and not field.choices,
    )


def title_of(row: Any, names: Names) -> str:
    """What tells this row from its neighbours: "Doel 2", "Deelname van Tabor College"."""
    model = model_of(row)
    if issubclass(model, Participation):
        return f"Deelname van {_value(model.member_field, row, names)}"
    if hasattr(model, "theme"):  # of a region, an article or an activity
        return f"Thema {_value('theme', row, names)}"
    if model in TITLES:
        return capfirst(_filled(TITLES[model][0], row, names))
    named = [one for one in ("number", "name", "code") if hasattr(row, one)]
    name = " ".join(_value(one, row, names) for one in named)
    return f"{capfirst(model._meta.verbose_name)} {name}".strip()


def title_in_region(row: Any, names: Names) -> str:
    """With its region, for who reads of several: "Doel 2 in West-Friesland"."""
    region = owner_of(row)
    title = title_of(row, names)
    if region is None or model_of(row) is Region:
        return title
    return f"{title} in {names.of(Region, region, row)}"


def gist_of(row: Any, names: Names) -> str:
    """What a row says, in short."""
    model = model_of(row)
    gist = _filled(TITLES[model][1], row, names) if model in TITLES else ""
    return Truncator(gist).chars(LONGEST_VALUE)


def _filled(template: str, row: Any, names: Names) -> str:
    """The template with the words of the fields it names; nothing where all of them are empty."""
    fields = re.findall(r"{(\w+)}", template)
    values = {name: _value(name, row, names) for name in fields}
    if fields and set(values.values()) == {EMPTY}:
        return ""
    return template.format_map({k: "?" if v == EMPTY else v for k, v in values.items()})


def _value(name: str, row: Any, names: Names) -> str:
    return words_of(model_of(row)._meta.get_field(name), row, names)


@dataclass(frozen=True)
class RecordInWords:
    """What one record says of one row."""

    record: Any
    title: str
    gist: str
    changes: list[FieldChange]
    from_elsewhere: bool  # of another region before, of which nothing is told here

    @property
    def kind(self) -> str:
        return cast(str, self.record.history_type)

    @property
    def sentence(self) -> str:
        """What happened to it, without its name."""
        if self.kind == "-":
            return "verwijderd"
        if self.from_elsewhere:
            return f"kwam van {OTHER_REGION}"
        if self.kind == "+":
            return f"toegevoegd: {self.gist}" if self.gist else "toegevoegd"
        return "; ".join(one.sentence for one in self.changes) or "bijgewerkt"

    @property
    def between(self) -> str:
        """What stands between its name and what happened to it."""
        return ": " if self.kind == "~" and not self.from_elsewhere else " "


def record_in_words(
    head: Head,
    records: dict[tuple[str, int], Any],
    names: Names,
    title: Callable[[Any, Names], str] = title_of,
) -> RecordInWords:
    record = records[head.label, head.record]
    before = records.get((head.label, head.previous)) if head.previous else None
    is_change = record.history_type == "~"
    return RecordInWords(
        record=record,
        title=title(record, names),
        gist=gist_of(record, names),
        changes=differences_named(before, record, names) if is_change and before else [],
        from_elsewhere=is_change and before is None and head.previous is not None,
    )


@dataclass(frozen=True)
class ChangeInWords:
    """One change to what a region owns: who, when, what, and the row it is mainly about."""

    change_id: UUID
    who: str
    when: datetime
    title: str  # of the row it is mainly about
    what: str  # happened to it, and to how many others
    model: type[DirectoryModel]
    pk: int
    exists: bool

    @property
    def summary(self) -> str:
        return self.title + self.what


def last_changes(
    rights: Rights, regions: Iterable[int], limit: int, but: QuerySet | None = None
) -> list[ChangeInWords]:
    """The last changes to what these regions own, the newest first, as far as one may read them.

    Without the changes in `but`, of which more is told elsewhere.

    However many there are: two queries, and a few for each model among the changes shown.
    """
    keys = list(regions)
    records = [
        found
        for model in apps.get_models()
        if issubclass(model, DirectoryModel)
        and (found := records_of_regions(model, rights, keys)) is not None
    ]
    if but is not None:
        records = [one.exclude(change_id__in=but) for one in records]
    changes = latest_changes(records, limit)
    if not changes:
        return []
    heads = heads_of(one.filter(change_id__in=changes) for one in records)
    sizes = Counter(head.change for head in heads)
    leading = [_leading([head for head in heads if head.change == one]) for one in changes]
    by_key = records_by_key(leading, rights)
    names = Names(rights, by_key.values())
    stored = stored_keys(by_key.values(), rights)
    title = title_in_region if len(keys) > 1 else title_of
    said = [record_in_words(head, by_key, names, title) for head in leading]
    return [_change_in_words(one, names, sizes[one.record.change_id], stored) for one in said]


def _leading(heads: list[Head]) -> Head:
    """What a change is mainly about: its region, else what has a name, else the first."""
    return min(heads, key=lambda head: (head.model is not Region, "name" not in _field_names(head)))


def _field_names(head: Head) -> set[str]:
    return {field.name for field in head.model._meta.concrete_fields}


def key_of(record: Any) -> int:
    return cast(int, getattr(record, model_of(record)._meta.pk.attname))


def stored_keys(records: Iterable[Any], rights: Rights) -> set[tuple[Any, int]]:
    """Which of the rows recorded here are still there, for this reader: none that moved away."""
    keys: dict[Any, set[int]] = {}
    for record in records:
        keys.setdefault(model_of(record), set()).add(key_of(record))
    return {
        (model, key)
        for model, wanted in keys.items()
        for key in model.objects.visible_to(rights)
        .filter(pk__in=wanted)
        .values_list("pk", flat=True)
    }


def _change_in_words(
    said: RecordInWords, names: Names, size: int, stored: set[tuple[Any, int]]
) -> ChangeInWords:
    model, key = model_of(said.record), key_of(said.record)
    more = counted(size - 1, "andere rij", "andere rijen")
    return ChangeInWords(
        change_id=said.record.change_id,
        who=names.who(said.record),
        when=said.record.history_date,
        title=said.title,
        what=f"{said.between}{said.sentence}" + (f"; en {more}" if size > 1 else ""),
        model=model,
        pk=key,
        exists=(model, key) in stored,
    )
