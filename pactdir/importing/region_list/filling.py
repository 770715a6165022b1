"""What a draft of a region holds besides its own fields: agreement, themes and schools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pactdir.importing.outcome import Outcome
from pactdir.importing.region_list.cells import CERTAIN, several
from pactdir.importing.region_list.finding import in_one_word, project_numbers_of
from pactdir.importing.schools.listed_schools import ListedSchools
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


@dataclass
class Drafts:
    """Fills drafts; what they share is looked up once for the whole list."""

    outcome: Outcome

    def fill(
        self, cells: Mapping[str, Any], region: Region, *, is_new: bool, is_imported: bool
    ) -> None:
        """Of a region that stood before the list did, only what is new to us is said."""
        if is_new:
            self._agreement(cells, region)
            self._themes(cells, region)
        else:
            self._name_new_numbers(cells, region)
        if is_imported and region.published_from is None:
            self._doubt_lead(cells, region)
            self._schools(cells, region)

    def _agreement(self, cells: Mapping[str, Any], region: Region) -> None:
        """A project of the funding scheme, where the list gives a number of it or who leads it."""
        numbers = several(cells["project_numbers"])
        lead = cells["lead"] if cells["certainty"] == CERTAIN else ""
        if numbers or (lead and region.kind == RegionKind.STO):
            Agreement(
                region=region,
                kind=AgreementKind.STO_PROJECT,
                project_numbers=", ".join(numbers),
                lead_organisation=self._organisation(lead) if lead else None,
                source=cells["source"],
            ).save()

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        organisations: dict[str, Organisation] = {}
        for row in Organisation.objects.prefetch_related("other_names"):
            for name in [row.name, *(other.name for other in row.other_names.all())]:
                organisations.setdefault(fold(name), row)
        return organisations

    def _organisation(self, name: str) -> Organisation:
        if (organisation := self._organisations.get(fold(name))) is None:
            organisation = Organisation(name=name)
            organisation.slug = organisation.free_slug()
            organisation.save()
            self._organisations[fold(name)] = organisation
        return organisation

    @cached_property
    def _known_themes(self) -> dict[str, Theme]:
        return {in_one_word(row.name): row for row in Theme.objects.all()}

    def _themes(self, cells: Mapping[str, Any], region: Region) -> None:
        """In the order of the list. A theme of drafts alone stands nowhere on the site."""
        names: dict[str, str] = {}
        for name in several(cells["themes"]):
            names.setdefault(in_one_word(name), name)
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

    def _schools(self, cells: Mapping[str, Any], region: Region) -> None:
        """Those found for certain take part in the draft, unless an editor took one out."""
        missing = []
        for name in several(cells["schools"]):
            school, proposal = self._listed_schools.find(name, several(cells["area"]))
            if school is None:
                missing.append(f"{name} ({proposal})" if proposal else name)
            elif (region.pk, school) not in self._participations:
                SchoolParticipation(region=region, school_id=school, source=cells["source"]).save()
                self._participations.add((region.pk, school))
        if missing:
            self.outcome.doubtful.append(
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

    def _doubt_lead(self, cells: Mapping[str, Any], region: Region) -> None:
        if cells["lead"] and cells["certainty"] != CERTAIN:
            self.outcome.doubtful.append(
                f"{region}: {cells['lead']} is niet zeker de penvoerder; niet ingevuld"
            )

    def _name_new_numbers(self, cells: Mapping[str, Any], region: Region) -> None:
        known = project_numbers_of(region)
        if more := [number for number in several(cells["project_numbers"]) if number not in known]:
            self.outcome.doubtful.append(
                f"{region}: de lijst noemt ook projectnummer {listed(more)}; niet ingevuld"
            )
