"""Checks a file of vmbo profiles against the fixed list in `schools.models`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.schools.profile_departments import CODES
from regions.names.folding import fold
from schools.models import Profile, School


class ProfileForm(RowForm):
    abbreviation = forms.CharField()
    department = forms.CharField(required=False)
    profile_name = forms.CharField()

    class Meta:
        model = School
        fields: list[str] = []

    def clean_abbreviation(self) -> Profile:
        abbreviation = self.cleaned_data["abbreviation"]
        try:
            return Profile(fold(abbreviation).replace(" ", ""))
        except ValueError:
            raise ValidationError(
                "Dit profiel kennen we niet. De profielen staan vast in het programma."
            ) from None


class Profiles(Kind):
    name = "vmbo-profielen"
    model = School
    columns = (
        Column("abbreviation", ("afkorting",)),
        Column("department", ("duo afdeling",)),
        Column("profile_name", ("naam",)),
    )
    form = ProfileForm
    key_field = "abbreviation"
    fields = ()

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        rows = [match.row.cells for match in matches.skipped]
        for cells in rows:
            differences = _differences(cells)
            profile = cells["abbreviation"]
            outcome.warnings += [f"{profile.name}: {text}" for text in differences]
            outcome.unchanged += not differences
        missing = set(Profile) - {cells["abbreviation"] for cells in rows}
        outcome.warnings += [
            f"{profile.name}: staat niet in het bestand"
            for profile in Profile
            if profile in missing
        ]
        return {}


def _differences(cells: dict[str, Any]) -> list[str]:
    profile, code, name = cells["abbreviation"], cells["department"], cells["profile_name"]
    differences = []
    if name != profile.label:
        differences.append(f"heet hier “{profile.label}”, in het bestand “{name}”")
    if code and CODES.get(code) != profile:
        differences.append(f"heeft in het bestand de afdeling “{code}”, die wij niet kennen")
    return differences
