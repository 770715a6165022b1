"""Kinds of files with one reported figure per row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import model_to_dict

from pactdir.importing.imported_values import PreviousValues, imported_rows
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cell_form import CellForm
from pactdir.importing.reading.layout import Row
from pactdir.importing.run import Run
from pactdir.importing.writing.rows import write_rows
from pactdir.models import ImportedRow
from regions.fields.partial_date import PartialDate
from regions.names.folding import fold
from schools.models import Figure

IDENTITY = ("indicator", "area_code", "profile", "level", "period")


class DateField(forms.CharField):
    def clean(self, value: Any) -> PartialDate:
        try:
            return PartialDate.parse(super().clean(value))
        except ValueError:
            raise ValidationError("Schrijf een jaar, een maand of een dag: 2019-07.") from None


def key_of(*parts: str) -> str:
    # Readable, and unique even if truncated.
    text = " | ".join(map(fold, parts))
    return f"{text[:100]} {sha256(text.encode()).hexdigest()[:12]}"


def bounds_of(number: Decimal) -> dict[str, Decimal]:
    stored = number.quantize(Decimal("0.01"))
    return {"low": stored, "high": stored}


class ReportedForm(CellForm):
    @property
    def instance(self) -> Figure:
        return Figure()


class Reported(Kind):
    """A kind whose rows are one figure each, or a reason to skip it."""

    model = Figure
    fields = (
        *("indicator", "area_code", "area_name", "region", "province", "profile", "level"),
        *("period", "as_of", "low", "high", "note", "source", "source_url"),
    )
    field_groups = (("low", "high"), ("source", "source_url"), ("region", "area_name", "province"))

    @classmethod
    def values(cls, rows: list[Row]) -> dict[str, dict[str, Any] | str]:
        """Map row keys to the fields of a figure, or to the reason why there is none."""
        raise NotImplementedError

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        imported = imported_rows(cls.name)
        figures = Figure.objects.in_bulk({row.object_id for row in imported.values()})
        values = cls.values(rows)
        for row in rows:
            if isinstance(reason := values[row.key], str):
                outcome.warnings.append(f"regel {row.line}: {reason}; weggelaten")
        fields = {key: value for key, value in values.items() if isinstance(value, dict)}
        keys = _keys_of_corrected(fields, imported, figures)
        fields |= {new: fields[key] for key, new in keys.items()}
        existing = {f"#{pk}": figure for pk, figure in figures.items()}
        return match_rows(
            cls,
            [
                replace(row, key=keys.get(row.key, row.key))
                for row in rows
                if isinstance(values[row.key], Mapping)
            ],
            existing | _known_otherwise(fields, imported, figures),
            lambda row: fields[row.key],
            run,
            outcome,
            imported=imported,
        )

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        # The list is incomplete by nature, so a removed row may still be true.
        outcome.warnings += [
            f"{figure} ({figure.source}) staat niet meer in het bestand; het cijfer blijft, tot "
            "een redacteur het verwijdert"
            for figure in matches.missing.values()
        ]
        return write_rows(cls, matches, run, outcome).previous


def _known_otherwise(
    fields: Mapping[str, Mapping[str, Any]],
    imported: Mapping[str, ImportedRow],
    figures: Mapping[int, Figure],
) -> dict[str, Figure]:
    """Map keys of new rows to the figure of that source by an editor or the demo."""
    new = {key: values for key, values in fields.items() if key not in imported}
    rows = Figure.objects.filter(indicator__in={values["indicator"] for values in new.values()})
    # Rows with a region last, so that they win over duplicates without one.
    others = sorted(rows.exclude(pk__in=figures), key=lambda row: row.region_id is not None)
    by_name = {_named(model_to_dict(row)): row for row in others}
    figure_by_key = {
        key: by_name.get(_named({**values, "indicator": values["indicator"].pk}))
        for key, values in new.items()
    }
    for key, row in figure_by_key.items():
        if row and not row.region_id:
            # Not an edit: it is derived from the region, which the demo may name before it exists.
            row.area_code = fields[key]["area_code"]
    return {key: row for key, row in figure_by_key.items() if row}


def _named(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The part that stays the same whether or not the region is known."""
    area = values["area_name"] or values["area_code"]
    return (area, values["source"], *(values[name] for name in IDENTITY if name != "area_code"))


def _keys_of_corrected(
    fields: Mapping[str, Mapping[str, Any]],
    imported: Mapping[str, ImportedRow],
    figures: Mapping[int, Figure],
) -> dict[str, str]:
    """Map rows to the stored key of a figure that has another key now.

    A key contains the cells as written, and a corrected edition may word the source or region of
    the same figure differently ("idem").
    """
    stored = {
        key: identity
        for key, row in imported.items()
        if key not in fields and (figure := figures.get(row.object_id))
        for identity in [_identity(model_to_dict(figure) | {"indicator": figure.indicator_id})]
    }
    new = {
        key: _identity({**values, "indicator": values["indicator"].pk})
        for key, values in fields.items()
        if key not in imported
    }
    counts = Counter([*stored.values(), *new.values()])
    keys = {identity: key for key, identity in stored.items()}
    return {
        key: keys[identity]
        for key, identity in new.items()
        if identity in keys and counts[identity] == 2  # one stored, one new
    }


def _identity(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The identifying fields of a figure, which corrections do not change."""
    source = values["source"].removesuffix(f", {values['as_of']}")
    return (*(values[name] for name in IDENTITY), source)
