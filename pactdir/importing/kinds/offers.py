"""Offers, as a region, school or company lists them. New ones are drafts.

The headings are those of the sheet of `/aanbod/`, so that a downloaded list can be completed and
loaded. An offer is identified by region, organisation, title and start: a title may have several
editions. Themes and other regions are only added to a new offer, since editors keep those in rows
of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from pactdir.importing.imported_values import PreviousValues, as_text, imported_rows, rename
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.kinds.reported import key_of
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.offer_names import Owner
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.reading.sheets import Line
from pactdir.importing.run import Run
from pactdir.importing.writing.free_slugs import FreeSlugs
from pactdir.importing.writing.rows import write_rows
from pactdir.models import ImportedRow
from partners.models import (
    Cost,
    Offer,
    OfferAudience,
    OfferKind,
    OfferRegion,
    OfferTheme,
)
from regions.fields.partial_date import PartialDateFormField
from regions.models import Region, Theme
from regions.names.folding import fold
from regions.sheets.columns import NOT_KNOWN

SEPARATOR = re.compile(r"[;|]")
# What a downloaded list adds to "juni 2026" and to a source.
REMARK = re.compile(r" \((dag|datum) niet bekend\)\Z")
OWNER = ("school", "partner", "is_of_region")
TEXTS = (
    *("name", "summary", "venue", "weekdays", "cost_note", "how_to_join"),
    *("join_url", "join_email", "join_phone", "source", "source_url"),
)
VALUES = (*TEXTS, "capacity", "join_until", "source_dated")
Identity = tuple[int | None, int | None, int | None, str]  # region, school, partner, title
MAX_CAPACITY = 32_767  # what the column holds in PostgreSQL; SQLite has no limit


def choice_of(options: type[TextChoices], text: str) -> str:
    """Raises ValidationError unless the text is a value or label of the options."""
    by_name = {fold(name): choice for choice in options for name in (choice.value, choice.label)}
    if (choice := by_name.get(fold(text))) is None:
        names = ", ".join(option.label for option in options)
        raise ValidationError(f"“{text}” kennen we niet. Schrijf een van deze: {names}.")
    return str(choice.value)


def parts_of(cell: str) -> list[str]:
    return [part.strip() for part in SEPARATOR.split(cell) if part.strip()]


class OfferForm(RowForm):
    name_fields = ()  # a title is a text: "100% techniek"
    kind = forms.CharField(max_length=120)
    regions = forms.CharField(max_length=1000)
    owner = forms.CharField(max_length=200)
    audience = forms.CharField(required=False, max_length=200)
    themes = forms.CharField(required=False, max_length=1000)
    # Not fields of the model form: it would send a query per row for their constraint.
    starts = PartialDateFormField(required=False)
    ends = PartialDateFormField(required=False)
    place = forms.CharField(required=False, max_length=200)
    by_appointment = forms.TypedChoiceField(
        required=False,
        choices=[("ja", "ja"), ("nee", "nee")],
        coerce=lambda value: value == "ja",
        error_messages={"invalid_choice": "Schrijf ja, nee of niets."},
    )
    cost = forms.CharField(required=False, max_length=40)
    capacity = forms.IntegerField(required=False, min_value=1, max_value=MAX_CAPACITY)
    join_url = forms.URLField(required=False, assume_scheme="https")
    source_url = forms.URLField(required=False, assume_scheme="https")

    class Meta:
        model = Offer
        fields = VALUES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = True
        self.fields["source"].error_messages["required"] = "Noem de bron van dit aanbod."

    def clean_kind(self) -> str:
        return choice_of(OfferKind, self.cleaned_data["kind"])

    def clean_cost(self) -> str:
        text = self.cleaned_data["cost"]
        return choice_of(Cost, text) if text else str(Cost.UNKNOWN)

    def clean_by_appointment(self) -> bool:
        return bool(self.cleaned_data["by_appointment"])

    def clean_join_phone(self) -> str:
        # A cell that begins with "+" is refused, since a spreadsheet would evaluate it.
        return re.sub(r"\A\+31 ?", "0", self.cleaned_data["join_phone"])

    def clean_audience(self) -> list[str]:
        chosen = {
            choice_of(OfferAudience, text) for text in parts_of(self.cleaned_data["audience"])
        }
        return [value for value in OfferAudience.values if value in chosen]

    def clean_regions(self) -> list[Region]:
        regions = self.run.offer_names.regions
        if not (names := parts_of(self.cleaned_data["regions"])):
            raise ValidationError("Dit veld is verplicht.")
        return [regions.find(name) for name in names]

    def clean_themes(self) -> list[Theme]:
        themes = self.run.offer_names.themes
        return [themes.find(text) for text in parts_of(self.cleaned_data["themes"])]

    def clean_place(self) -> Any:
        text = self.cleaned_data["place"]
        return self.run.offer_names.places.find(text) if text else None

    def clean(self) -> dict[str, Any]:
        super().clean()
        cells = self.cleaned_data
        if cells.get("regions") and cells.get("owner"):
            try:
                cells["owner"] = self.run.offer_names.owner(cells["owner"], cells["regions"][0])
            except ValidationError as error:
                self.add_error("owner", error)
        self._check_pairs(cells)
        # A column that the file lacks says nothing about its field.
        return {name: value for name, value in cells.items() if name in self.data}

    def _check_pairs(self, cells: dict[str, Any]) -> None:
        # As the constraints do, but with the column in which it is wrong.
        starts, ends = cells.get("starts"), cells.get("ends")
        if starts and ends and ends.last_day < starts.first_day:
            self.add_error("ends", "Het einde ligt vóór het begin.")
        if cells.get("cost_note") and cells.get("cost") != Cost.PAID:
            self.add_error("cost_note", "Een bedrag hoort alleen bij “kost geld”.")


class Offers(Kind):
    name = "aanbod"
    publisher = "de indiener"
    model = Offer
    columns = (
        Column("name", ("titel",)),
        Column("kind", ("soort",)),
        Column("regions", ("kenmerk techniekregio", "techniekregio", "regio")),
        Column("owner", ("van",)),
        Column("source", ("bron",)),
        Column("source_url", ("adres van de bron",), is_required=False),
        Column("source_dated", ("datum van de bron",), is_required=False),
        Column("audience", ("voor wie",), is_required=False),
        Column("themes", ("thema's", "themas"), is_required=False),
        Column("starts", ("begint",), is_required=False),
        Column("ends", ("tot en met",), is_required=False),
        Column("weekdays", ("dagen", "op welke dagen"), is_required=False),
        Column("by_appointment", ("op afspraak",), is_required=False),
        Column("venue", ("waar",), is_required=False),
        Column("place", ("plaats",), is_required=False),
        Column("cost", ("kosten",), is_required=False),
        Column("cost_note", ("hoeveel",), is_required=False),
        Column("capacity", ("aantal plaatsen",), is_required=False),
        Column("how_to_join", ("meedoen",), is_required=False),
        Column("join_url", ("link om mee te doen",), is_required=False),
        Column("join_email", ("e mailadres om mee te doen",), is_required=False),
        Column("join_phone", ("telefoon om mee te doen",), is_required=False),
        Column("join_until", ("aanmelden tot en met",), is_required=False),
        Column("summary", ("in het kort",), is_required=False),
    )
    form = OfferForm
    key_field = "name"
    fields = (
        *VALUES,
        "starts",
        "ends",
        "kind",
        "region",
        *OWNER,
        "audience",
        "by_appointment",
        "cost",
        "place",
    )
    field_groups = (
        ("region", *OWNER),
        ("starts", "ends"),
        ("cost", "cost_note"),
        ("source", "source_url", "source_dated"),
    )
    remark = (
        "Nieuw aanbod is een concept: kijk het na en zet het dan op de site. Wat een redacteur "
        "anders invulde, blijft. Wat niet meer in het bestand staat, blijft ook. Staat er een "
        "e-mailadres of telefoonnummer bij? Alleen een van de organisatie, nooit van een persoon."
    )

    @classmethod
    def cells_of(cls, line: Line) -> dict[str, Any]:
        cells = super().cells_of(line)
        return {
            name: "" if cell == NOT_KNOWN else REMARK.sub("", cell) for name, cell in cells.items()
        }

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return key_of(*_parts_without_start(cells), str(cells.get("starts") or ""))

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        stored = imported_rows(cls.name)
        offers = _existing(rows, stored.values())
        stored = _with_deleted_before_starts(rows, stored, offers)
        matched = _match_offers(rows, stored, offers, run.day)
        imported = _by_current_key(stored, matched)

        def should_write(row: Row) -> bool:
            if (offer := matched.get(row.key)) is None or not _is_next_edition(row, offer, run.day):
                return True
            outcome.warnings.append(
                f"{offer} is al geweest; wat nu komt, is nieuw aanbod. Kies daar “Kopieer naar "
                "volgend jaar”, of geef het in het bestand een andere titel"
            )
            return False

        def values(row: Row) -> dict[str, Any]:
            return _values(row.cells, matched.get(row.key))

        return match_rows(
            cls, rows, matched, values, run, outcome, imported=imported, should_write=should_write
        )

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        renamed = rename({match.row.key for match in matches.to_update}, matches.imported)
        result = write_rows(cls, matches, run, outcome, prepare=FreeSlugs(Offer).assign)
        for match, offer in result.objects:
            if match.existing is None:
                for theme in dict.fromkeys(match.row.cells.get("themes", [])):
                    OfferTheme(offer=offer, theme=theme).save()
                for region in dict.fromkeys(match.row.cells["regions"]):
                    if region != offer.region:
                        OfferRegion(offer=offer, region=region).save()
        return {**result.previous, **renamed}


def _parts_without_start(cells: Mapping[str, Any]) -> tuple[str, str, str]:
    owner: Owner = cells["owner"]
    return f"regio {cells['regions'][0].pk}", owner.key, cells["name"]


def _with_deleted_before_starts(
    rows: Iterable[Row], imported: Mapping[str, ImportedRow], offers: Mapping[int, Offer]
) -> dict[str, ImportedRow]:
    """Add the keys of today to offers deleted when a key had no start, so that they stay away."""
    found = dict(imported)
    for row in rows:
        old_key = key_of(*_parts_without_start(row.cells))
        stored = found.get(old_key)
        if stored is None or stored.object_id in offers or row.key in found:
            continue
        starts = as_text(Offer, "starts", row.cells.get("starts"))
        if stored.values.get("starts", "") == starts:
            found[row.key] = found.pop(old_key)
    return found


def _identity(row: Row | Offer | ImportedRow) -> Identity:
    """What editions of an offer have in common."""
    if isinstance(row, Offer):
        return row.region_id, row.school_id, row.partner_id, fold(row.name)
    if isinstance(row, ImportedRow):
        region, school, partner = (
            int(row.values.get(name) or 0) or None for name in ("region", "school", "partner")
        )
        return region, school, partner, fold(row.values.get("name", ""))
    owner: Owner = row.cells["owner"]
    organisations = (getattr(owner.school, "pk", None), getattr(owner.partner, "pk", None))
    return row.cells["regions"][0].pk, *organisations, fold(row.cells["name"])


def _existing(rows: Iterable[Row], imported: Iterable[ImportedRow]) -> dict[int, Offer]:
    """Offers of the regions in the file, and those of earlier imports, which may have moved."""
    regions = {row.cells["regions"][0].pk for row in rows}
    offers = Offer.objects.select_related("school__place", "partner__place", "region", "place")
    found = {offer.pk: offer for offer in offers.filter(region__in=regions).order_by("pk")}
    return found | offers.in_bulk({row.object_id for row in imported} - found.keys())


def _match_offers(
    rows: Iterable[Row], imported: Mapping[str, ImportedRow], offers: Mapping[int, Offer], on: date
) -> dict[str, Offer]:
    """Map row keys to the edition that starts then, or else the one imported from that row, or else
    the nearest one that no other row describes.
    """
    editions: defaultdict[Identity, dict[int, Offer]] = defaultdict(dict)
    for offer in offers.values():
        editions[_identity(offer)][offer.pk] = offer
    for stored in imported.values():  # an editor may have renamed it
        if stored.object_id in offers:
            editions[_identity(stored)][stored.object_id] = offers[stored.object_id]
    matched: dict[str, Offer] = {}
    taken: set[int] = set()
    known = {
        row.key: offers.get(imported[row.key].object_id) for row in rows if row.key in imported
    }
    for row in rows:
        free = [offer for pk, offer in editions[_identity(row)].items() if pk not in taken]
        if same := _starting_then(row, free, known.get(row.key)):
            matched[row.key] = same
            taken.add(same.pk)
    for row in rows:
        before = known.get(row.key)
        if before and row.key not in matched and before.pk not in taken:
            matched[row.key] = before
            taken.add(before.pk)
    # What an editor deleted is not found again as another edition.
    left = [row for row in rows if row.key not in matched and row.key not in imported]
    pairs = [
        (_days_apart(row, offer), -pk, row)
        for row in left
        for pk, offer in editions[_identity(row)].items()
    ]
    for _, negative_pk, row in sorted(pairs, key=lambda pair: pair[:2]):
        offer = offers[-negative_pk]
        if row.key in matched or offer.pk in taken:
            continue
        matched[row.key] = offer
        if not _is_next_edition(row, offer, on):
            taken.add(offer.pk)
    return matched


def _starting_then(row: Row, editions: list[Offer], known: Offer | None) -> Offer | None:
    if "starts" not in row.cells:
        return None
    same = [offer for offer in editions if offer.starts == row.cells["starts"]]
    return max(same, key=lambda offer: (offer == known, offer.pk), default=None)


def _days_apart(row: Row, offer: Offer) -> int:
    starts = row.cells.get("starts")
    if not (starts and offer.starts):
        return date.max.toordinal()
    return abs((starts.first_day - offer.starts.first_day).days)


def _by_current_key(
    imported: Mapping[str, ImportedRow], matched: Mapping[str, Offer]
) -> dict[str, ImportedRow]:
    """Key each stored row by the row that describes its offer now, as its date may have moved."""
    keys = {offer.pk: key for key, offer in matched.items()}
    current = {key: keys.get(row.object_id, key) for key, row in imported.items()}
    return {
        current[key]: row
        for key, row in imported.items()
        if current[key] == key or current[key] not in imported
    }


def _is_next_edition(row: Row, offer: Offer, on: date) -> bool:
    starts, ends = (row.cells.get(name) for name in ("starts", "ends"))
    return offer.is_past(on) and bool(starts) and not Offer(starts=starts, ends=ends).is_past(on)


def _values(cells: Mapping[str, Any], existing: Offer | None) -> dict[str, Any]:
    owner: Owner = cells["owner"]
    values = {name: cells[name] for name in Offers.fields if name in cells}
    values |= {
        "region": cells["regions"][0],
        "school": owner.school,
        "partner": owner.partner,
        "is_of_region": owner == Owner(),
    }
    if "place" in cells:
        # A list gives the place of the school or partner for an offer without its own.
        town = existing.town if existing else owner.place
        if cells["place"] == town:
            values["place"] = existing.place if existing else None
    return values
