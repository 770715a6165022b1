"""The list of STO regions. An unknown region becomes a draft for an editor to publish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from pactdir.importing.imported_values import PreviousValues, imported_rows
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.region_list.cells import CERTAIN, PROBABLE, note_of, split_cell
from pactdir.importing.region_list.drafts import Drafts
from pactdir.importing.region_list.matching import match_regions
from pactdir.importing.run import Run
from pactdir.importing.writing.free_slugs import FreeSlugs
from pactdir.importing.writing.rows import write_rows
from regions.models import Region, RegionKind
from regions.names.folding import fold

MAX_THEME_LENGTH = 120


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
        if any(len(name) > MAX_THEME_LENGTH for name in split_cell(cell)):
            raise forms.ValidationError("Een thema is langer dan 120 tekens.")
        return cell


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

    @classmethod
    def key(cls, cells: Mapping[str, Any], line: int) -> str:
        return fold(cells["name"])

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        regions = list(Region.objects.exclude_examples().prefetch_related("agreements"))
        imported = imported_rows(cls.name)
        region_matches = match_regions(rows, regions, imported)
        outcome.warnings += [
            f"{row.cells['name']}: {region_matches[row.key].doubt}"
            for row in rows
            if region_matches[row.key].doubt
        ]
        existing = {key: match.region for key, match in region_matches.items() if match.region}

        def values(row: Row) -> dict[str, Any]:
            # Return no values for a region that existed before it appeared in a list.
            is_new, previous = row.key not in existing, imported.get(row.key)
            return _values(row.cells) if is_new or (previous and previous.values) else {}

        by_pk = {region.pk: region for region in regions}
        by_old_key = {
            key: by_pk[row.object_id] for key, row in imported.items() if row.object_id in by_pk
        }
        return match_rows(
            cls,
            rows,
            {**by_old_key, **existing},
            values,
            run,
            outcome,
            imported=imported,
            should_write=lambda row: region_matches[row.key].is_certain,
        )

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        result = write_rows(cls, matches, run, outcome, prepare=_prepare_draft)
        drafts = Drafts(outcome)
        for match, region in result.objects:
            is_new = match.existing is None
            drafts.fill(match.row.cells, region, is_new=is_new, is_imported=bool(match.values))
        # The list is incomplete: a region that is no longer in it may still exist.
        outcome.warnings += [
            f"{region} staat niet meer in de lijst; er verandert niets"
            for region in matches.missing.values()
        ]
        return result.previous


def _values(cells: Mapping[str, Any]) -> dict[str, Any]:
    is_pact = "techniekpact" in fold(cells["name"])
    return {
        "name": cells["name"],
        "kind": RegionKind.PACT if is_pact else RegionKind.STO,
        "source": cells["source"],
        "editor_note": note_of(cells),
    }


def _prepare_draft(regions: list[Region]) -> None:
    FreeSlugs(Region).assign(regions)
    for region in regions:
        region.published_from = None
