"""Kinds of files whose rows each give one figure as a source reported it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.imported_values import PreviousValues, imported_rows
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.cell_form import CellForm
from pactdir.importing.reading.layout import Row
from pactdir.importing.run import Run
from pactdir.importing.writing.rows import write_rows
from regions.fields.partial_date import PartialDate
from regions.names.folding import fold
from schools.models import Figure


class DateField(forms.CharField):
    def clean(self, value: Any) -> PartialDate:
        try:
            return PartialDate.parse(super().clean(value))
        except ValueError:
            raise ValidationError("Schrijf een jaar, een maand of een dag: 2019-07.") from None


def key_of(*parts: str) -> str:
    # Readable, and different for other parts even where it is cut off.
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
    """A kind whose rows each give the fields of one figure, or a reason to leave it out."""

    model = Figure
    fields = (
        *("indicator", "area_code", "area_name", "region", "province", "profile", "level"),
        *("period", "as_of", "low", "high", "note", "source", "source_url"),
    )
    field_groups = (("low", "high"), ("source", "source_url"), ("region", "area_name", "province"))

    @classmethod
    def values(cls, rows: list[Row]) -> dict[str, dict[str, Any] | str]:
        """By row key: the fields of its figure, or the reason why there is none."""
        raise NotImplementedError

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        imported = imported_rows(cls.name)
        pks = [row.object_id for row in imported.values()]
        existing = {f"#{figure.pk}": figure for figure in Figure.objects.filter(pk__in=pks)}
        values = cls.values(rows)
        for row in rows:
            if isinstance(reason := values[row.key], str):
                outcome.warnings.append(f"regel {row.line}: {reason}; weggelaten")
        with_values = [row for row in rows if isinstance(values[row.key], Mapping)]
        fields = {key: value for key, value in values.items() if isinstance(value, dict)}
        return match_rows(
            cls,
            with_values,
            existing,
            lambda row: fields[row.key],
            run,
            outcome,
            imported=imported,
        )

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        return write_rows(cls, matches, run, outcome).previous
