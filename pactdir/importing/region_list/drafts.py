"""Related rows of a draft region: agreement, themes, participating schools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pactdir.importing.outcome import Outcome
from pactdir.importing.region_list.cells import CERTAIN, split_cell
from pactdir.importing.region_list.matching import project_numbers_of, without_spaces
from pactdir.importing.schools.school_lookup import SchoolLookup
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
    """Loads shared rows once for the whole list."""

    outcome: Outcome

    def fill(
        self, cells: Mapping[str, Any], region: Region, *, is_new: bool, is_imported: bool
    ) -> None:
        # A region that existed before it appeared in the list only gets warnings.
        if is_new:
            self._add_agreement(cells, region)
            self._add_themes(cells, region)
        else:
            self._warn_new_numbers(cells, region)
        if is_imported and region.published_from is None:
            self._warn_uncertain_lead(cells, region)
            self._add_schools(cells, region)

    def _add_agreement(self, cells: Mapping[str, Any], region: Region) -> None:
        numbers = split_cell(cells["project_numbers"])
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
        for organisation in Organisation.objects.prefetch_related("other_names"):
            for name in [
                organisation.name,
                *(other_name.name for other_name in organisation.other_names.all()),
            ]:
                organisations.setdefault(fold(name), organisation)
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
        return {without_spaces(theme.name): theme for theme in Theme.objects.all()}

    def _add_themes(self, cells: Mapping[str, Any], region: Region) -> None:
        # Keep the order of the list. A theme that only drafts use is not published.
        names: dict[str, str] = {}
        for name in split_cell(cells["themes"]):
            names.setdefault(without_spaces(name), name)
        for order, (key, name) in enumerate(names.items(), 1):
            if key not in self._known_themes:
                theme = Theme(name=name)
                theme.slug = theme.free_slug()
                theme.save()
                self._known_themes[key] = theme
            RegionTheme(region=region, theme=self._known_themes[key], order=order).save()

    @cached_property
    def _school_lookup(self) -> SchoolLookup:
        return SchoolLookup.load()

    def _add_schools(self, cells: Mapping[str, Any], region: Region) -> None:
        missing = []
        for name in split_cell(cells["schools"]):
            school, proposal = self._school_lookup.find(name, split_cell(cells["area"]))
            if school is None:
                missing.append(f"{name} ({proposal})" if proposal else name)
            elif (region.pk, school) not in self._participations:
                SchoolParticipation(region=region, school_id=school, source=cells["source"]).save()
                self._participations.add((region.pk, school))
        if missing:
            self.outcome.warnings.append(
                f"{region}: niet gevonden onder de scholen: {'; '.join(missing)}"
            )

    @cached_property
    def _participations(self) -> set[tuple[int, int]]:
        pair = "region_id", "school_id"
        return {
            *SchoolParticipation.objects.values_list(*pair),
            *SchoolParticipation.history.filter(history_type="-").values_list(*pair),
        }

    def _warn_uncertain_lead(self, cells: Mapping[str, Any], region: Region) -> None:
        if cells["lead"] and cells["certainty"] != CERTAIN:
            self.outcome.warnings.append(
                f"{region}: {cells['lead']} is niet zeker de penvoerder; niet ingevuld"
            )

    def _warn_new_numbers(self, cells: Mapping[str, Any], region: Region) -> None:
        known_numbers = project_numbers_of(region)
        if new_numbers := [
            number for number in split_cell(cells["project_numbers"]) if number not in known_numbers
        ]:
            self.outcome.warnings.append(
                f"{region}: de lijst noemt ook projectnummer {listed(new_numbers)}; niet ingevuld"
            )
