"""The list of STO regions, which was gathered from many pages and is not complete.

A region we do not know comes in as a draft, for an editor to look at and publish. Of what the list
says only that becomes a row which it says for certain; all of it stands in the draft's note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db import models

from pactdir.importing.kinds.kind import Kind
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.rows import Checked
from pactdir.importing.schools.listed_schools import ListedSchools
from pactdir.models import ImportedRow
from regions.models import (
    Agreement,
    AgreementKind,
    Organisation,
    Region,
    RegionKind,
    RegionTheme,
    Theme,
)
from regions.names.folding import fold
from regions.wording.dutch import listed
from schools.models import SchoolParticipation

OFFICIAL_ADDRESS = re.compile(r"sterktechniekonderwijs\.nl/regio/([\w-]+)")
CERTAIN, PROBABLE = "vast", "waarschijnlijk"
# What a name says of the kind of thing it is, and not of which one.
OF_THE_KIND = {"techniekpact", "sto", "sterk", "techniekonderwijs", "regio", "techniekregio"}
LONGEST_THEME = 120
NOTE_LINES = {
    "area": "Gebied",
    "schools": "Scholen",
    "mbo": "Mbo",
    "lead": "Penvoerder",
    "themes": "Thema's",
    "official_slug": "Op sterktechniekonderwijs.nl",
}


def several(cell: str) -> list[str]:
    """The values in one cell."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def bare(name: str) -> str:
    """ "TechniekPact West-Friesland" and "STO Regio West-Friesland" are "west friesland"."""
    words = [word for word in fold(name).split() if word not in OF_THE_KIND]
    return " ".join(words) or fold(name)


class RegionForm(RowForm):
    official_slug = forms.SlugField(required=False)
    project_numbers = forms.CharField(
        required=False,
        validators=[
            RegexValidator(
                r"^(STO[0-9]{5}(\s*\|\s*|\Z))*\Z",
                "Een projectnummer is STO en vijf cijfers, met | ertussen.",
            )
        ],
    )
    lead = forms.CharField(required=False, max_length=120)
    certainty = forms.ChoiceField(
        required=False,
        choices=[(CERTAIN, CERTAIN), (PROBABLE, PROBABLE)],
        error_messages={"invalid_choice": "Schrijf vast, waarschijnlijk of niets."},
    )
    area = forms.CharField(required=False)
    schools = forms.CharField(required=False)
    mbo = forms.CharField(required=False)
    themes = forms.CharField(required=False)

    class Meta:
        model = Region
        fields = ["name", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = True
        self.fields["source"].error_messages["required"] = "Noem de bron van deze regio."

    def clean_themes(self) -> str:
        cell: str = self.cleaned_data["themes"]
        if any(len(name) > LONGEST_THEME for name in several(cell)):
            raise forms.ValidationError("Een thema is langer dan 120 tekens.")
        return cell


@dataclass(frozen=True)
class Found:
    """The region that a row of the list is, if any, and what is doubtful about that."""

    region: Region | None = None
    doubt: str = ""
    is_certain: bool = True


class Regions(Kind):
    name = "regio's"
    model = Region
    columns = (
        Column("name", ("naam",)),
        Column("official_slug", ("slug officiele site",)),
        Column("project_numbers", ("projectnummers",)),
        Column("lead", ("penvoerder",)),
        Column("certainty", ("penvoerder zekerheid",)),
        Column("area", ("gebied",)),
        Column("schools", ("vmbo scholen",)),
        Column("mbo", ("mbo",)),
        Column("themes", ("themas", "thema's")),
        Column("source", ("bron",)),
    )
    form = RegionForm
    key_field = "name"
    fields = ("name", "kind", "source", "editor_note")

    def key(self, cleaned: Mapping[str, Any]) -> str:
        return fold(cleaned["name"])

    # Which region a row is

    def before(self, rows: list[dict[str, Any]]) -> None:
        regions = list(Region.objects.real().prefetch_related("agreements"))
        self.by_pk = {region.pk: region for region in regions}
        self.memory = {one.key: one for one in ImportedRow.objects.filter(kind=self.name)}
        self.found: dict[str, Found] = {}
        for row in rows:
            key = self.key(row)
            if key in self.memory:
                self.found[key] = Found(self.by_pk.get(self.memory[key].object_id))
            else:
                self.found[key] = _found(row, regions)
        self._doubt_doubles()
        for row in rows:
            if doubt := self.found[self.key(row)].doubt:
                self.run.outcome.doubtful.append(f"{row['name']}: {doubt}")

    def _doubt_doubles(self) -> None:
        """Two rows are not one region: which of them it is, the list does not say."""
        count = Counter(one.region.pk for one in self.found.values() if one.region)
        for key, one in self.found.items():
            if one.region and count[one.region.pk] > 1 and key not in self.memory:
                text = f"meer dan een regel lijkt {one.region} te zijn; niet geladen"
                self.found[key] = Found(None, text, is_certain=False)

    def admitted(self, rows: list[Checked], existing: Collection[str]) -> list[Checked]:
        return [row for row in rows if self.found[row.key].is_certain]

    def existing(self) -> Iterator[tuple[str, models.Model]]:
        for key, one in self.memory.items():
            if one.object_id in self.by_pk:
                yield key, self.by_pk[one.object_id]
        for key, found in self.found.items():
            if found.region:
                yield key, found.region

    def _is_ours(self, key: str) -> bool:
        """Whether an import made this region; of one that stood already nothing is written."""
        return self.found[key].region is None or bool(key in self.memory and self._said(key))

    def _said(self, key: str) -> Any:
        return self.memory[key].values

    # What is written

    def values(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        if not self._is_ours(self.key(cleaned)):
            return {}
        is_pact = "techniekpact" in fold(cleaned["name"])
        return {
            "name": cleaned["name"],
            "kind": RegionKind.PACT if is_pact else RegionKind.STO,
            "source": cleaned["source"],
            "editor_note": _note(cleaned),
        }

    def made(self, rows: list[Any]) -> None:
        super().made(rows)
        for row in rows:
            row.published_from = None

    def written(self, rows: list[tuple[dict[str, Any], Any]]) -> None:
        for cleaned, region in rows:
            key = self.key(cleaned)
            if self.found[key].region is None:
                self._agreement(cleaned, region)
                self._themes(cleaned, region)
            else:
                self._say_new_numbers(cleaned, region)
            if self._is_ours(key) and region.published_from is None:
                self._say_doubtful_lead(cleaned, region)
                self._schools(cleaned, region)

    def gone(self, rows: Mapping[str, Any]) -> None:
        """The list is not complete: a region that left it may well go on."""
        self.run.outcome.doubtful += [
            f"{region} staat niet meer in de lijst; er verandert niets" for region in rows.values()
        ]

    def _agreement(self, cleaned: Mapping[str, Any], region: Region) -> None:
        """A project of the funding scheme, where the list gives a number of it or who leads it."""
        numbers = several(cleaned["project_numbers"])
        lead = cleaned["lead"] if cleaned["certainty"] == CERTAIN else ""
        if numbers or (lead and region.kind == RegionKind.STO):
            Agreement(
                region=region,
                kind=AgreementKind.STO_PROJECT,
                project_numbers=", ".join(numbers),
                lead_organisation=self._organisation(lead) if lead else None,
                source=cleaned["source"],
            ).save()

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        found: dict[str, Organisation] = {}
        for row in Organisation.objects.prefetch_related("other_names"):
            for name in [row.name, *(other.name for other in row.other_names.all())]:
                found.setdefault(fold(name), row)
        return found

    def _organisation(self, name: str) -> Organisation:
        if (found := self._organisations.get(fold(name))) is None:
            found = Organisation(name=name)
            found.slug = found.free_slug()
            found.save()
            self._organisations[fold(name)] = found
        return found

    @cached_property
    def _known_themes(self) -> dict[str, Theme]:
        return {_in_one(row.name): row for row in Theme.objects.all()}

    def _themes(self, cleaned: Mapping[str, Any], region: Region) -> None:
        """In the order of the list. A theme of drafts alone stands nowhere on the site."""
        names: dict[str, str] = {}
        for name in several(cleaned["themes"]):
            names.setdefault(_in_one(name), name)
        for order, (key, name) in enumerate(names.items(), 1):
            if key not in self._known_themes:
                theme = Theme(name=name)
                theme.slug = theme.free_slug()
                theme.save()
                self._known_themes[key] = theme
            RegionTheme(region=region, theme=self._known_themes[key], order=order).save()

    @cached_property
    def _listed_schools(self) -> ListedSchools:
        return ListedSchools.load()

    def _schools(self, cleaned: Mapping[str, Any], region: Region) -> None:
        """Those found for certain take part in the draft, unless an editor took one out."""
        missing = []
        for said in several(cleaned["schools"]):
            school, proposal = self._listed_schools.find(said, several(cleaned["area"]))
            if school is None:
                missing.append(f"{said} ({proposal})" if proposal else said)
            elif (region.pk, school) not in self._participations:
                SchoolParticipation(
                    region=region, school_id=school, source=cleaned["source"]
                ).save()
                self._participations.add((region.pk, school))
        if missing:
            self.run.outcome.doubtful.append(
                f"{region}: niet gevonden onder de scholen: {'; '.join(missing)}"
            )

    @cached_property
    def _participations(self) -> set[tuple[int, int]]:
        """Which school takes part in which region, or was taken out of it."""
        of_both = "region_id", "school_id"
        return {
            *SchoolParticipation.objects.values_list(*of_both),
            *SchoolParticipation.history.filter(history_type="-").values_list(*of_both),
        }

    def _say_doubtful_lead(self, cleaned: Mapping[str, Any], region: Region) -> None:
        if cleaned["lead"] and cleaned["certainty"] != CERTAIN:
            self.run.outcome.doubtful.append(
                f"{region}: {cleaned['lead']} is niet zeker de penvoerder; niet ingevuld"
            )

    def _say_new_numbers(self, cleaned: Mapping[str, Any], region: Region) -> None:
        if more := [one for one in several(cleaned["project_numbers"]) if one not in _of(region)]:
            self.run.outcome.doubtful.append(
                f"{region}: de lijst noemt ook projectnummer {listed(more)}; niet ingevuld"
            )


def _in_one(name: str) -> str:
    return fold(name).replace(" ", "")


def _of(region: Region) -> set[str]:
    """The project numbers of a region."""
    cells = [row.project_numbers for row in region.agreements.all()]
    return {part.strip() for cell in cells for part in cell.split(",") if part.strip()}


def _found(row: Mapping[str, Any], regions: list[Region]) -> Found:
    """By a project number, by name, and by the address on the official site: all must agree."""
    numbers, name = set(several(row["project_numbers"])), bare(row["name"])
    address = row["official_slug"].replace("-", "")
    ways = {
        "projectnummer": [one for one in regions if numbers & _of(one)],
        "naam": [one for one in regions if bare(one.name) == name],
        "adres": [one for one in regions if address and address in _addresses(one)],
    }
    reasons: dict[Region, list[str]] = {}
    for way, found in ways.items():
        for region in found:
            reasons.setdefault(region, []).append(way)
    if len(reasons) > 1:
        each = [f"{region} ({' en '.join(why)})" for region, why in reasons.items()]
        return Found(None, f"kan {listed(each)} zijn; niet geladen", is_certain=False)
    if reasons:
        return Found(next(iter(reasons)))
    alike = [one.name for one in regions if _one_holds_the_other(bare(one.name), name)]
    if alike:
        return Found(None, f"lijkt op {listed(alike)}. Is het dezelfde, gooi dan het concept weg")
    return Found()


def _addresses(region: Region) -> set[str]:
    """What the official site may call it: our own address, or the last part of one it has there."""
    found = {region.slug.replace("-", ""), _in_one(region.name)}
    if match := OFFICIAL_ADDRESS.search(region.website):
        found.add(match[1].replace("-", ""))
    return found


def _one_holds_the_other(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return words < others or others < words


def _note(cleaned: Mapping[str, Any]) -> str:
    """All that the list says of a region, in its own words."""
    lines = []
    for name, label in NOTE_LINES.items():
        if cell := cleaned[name]:
            said = "; ".join(several(cell)) if name != "official_slug" else f"/regio/{cell}"
            sure = f" ({cleaned['certainty'] or 'hoe zeker, zegt de lijst niet'})"
            lines.append(f"{label}: {said}{sure if name == 'lead' else ''}")
    return "\n".join(["De lijst van STO-regio's zegt:", *lines]) if lines else ""
