"""Regions, which can also be found by goals, lead organisations and municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch

from regions.directory import (
    Fixture,
    RecordKind,
    SearchText,
    labelled,
    on_one_line,
    register,
    register_rows,
)
from regions.fields.rich_text import plain
from regions.models import (
    Agreement,
    Channel,
    Confirmation,
    Contact,
    Goal,
    GoalDocument,
    MunicipalityParticipation,
    Region,
    RegionDocument,
    RegionTheme,
    Theme,
)
from regions.models.documents import STORED, document_titles
from regions.models.periods import BEGINNING, END


@register
class RegionRecords(RecordKind):
    model = Region
    fixture = Fixture("region", ("slug",))
    sitemap = "regios"
    page_parts = (
        "agreements",
        "confirmations",
        "contacts",
        "goals",
        "region_themes",
        "school_participations",
        "partner_participations",
        "municipality_participations",
        "documents",
    )
    search_number = 0
    search_key, search_label, search_plural = "regio", "techniekregio", "Techniekregio's"
    search_parts = (
        "agreements",
        "goals",
        "region_themes",
        "municipality_participations",
        "documents",
        "agreements__lead_organisation__other_names",
    )
    search_mentions = (
        "agreements__lead_organisation",
        "municipality_participations__municipality",
        "region_themes__theme",
    )

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        agreements = Agreement.objects.select_related("lead_organisation").prefetch_related(
            "lead_organisation__other_names"
        )
        members = MunicipalityParticipation.objects.select_related("municipality").order_by(
            "municipality__folded_name", "pk"
        )
        rows = Region.objects.filter(pk__in=keys).prefetch_related(
            Prefetch("agreements", agreements),
            "goals",
            Prefetch("region_themes", RegionTheme.objects.select_related("theme")),
            Prefetch("municipality_participations", members),
            Prefetch("documents", RegionDocument.objects.with_file()),
        )
        return (_text_of(region) for region in rows)


def _text_of(region: Region) -> SearchText:
    agreements = list(region.agreements.all())
    leads = [agreement.lead_organisation for agreement in agreements if agreement.lead_organisation]
    themes = [row.theme for row in region.region_themes.all()]
    members = list(region.municipality_participations.all())
    return SearchText(
        region,
        more=[
            region.get_kind_display(),
            *(agreement.project_numbers for agreement in agreements),
            *("budget" for agreement in agreements if agreement.budget is not None),
            *(row.named_as for row in members),
            *(other.name for lead in leads for other in lead.other_names.all()),
        ],
        text=on_one_line(
            region.summary,
            plain(region.about),
            region.aims_note,
            *(f"{goal.text} {goal.target}".strip() for goal in region.goals.all()),
            *(agreement.end_goal for agreement in agreements),
            labelled("Thema's", _words_of(themes)),
            labelled("Gemeenten", [row.municipality.name for row in members]),
            labelled("Penvoerder", [lead.name for lead in leads]),
            document_titles(region),
        ),
        shown_from=region.published_from,
        is_example=region.is_example,
        regions=[(region.pk, BEGINNING, END)],
        themes=[theme.pk for theme in themes],
    )


def _words_of(themes: Iterable[Theme]) -> list[str]:
    return [word for theme in themes for word in (theme.name, theme.pupil_word)]


register_rows(Agreement, Fixture("agreement", ("region", "kind"), may_repeat=True))
register_rows(Goal, Fixture("goal", ("region", "order"), may_repeat=True))
register_rows(GoalDocument, Fixture("goal_document", ("goal", "source_url")))
register_rows(Channel, Fixture("channel", ("region", "url")))
register_rows(Contact, Fixture("contact", ("region", "order"), (("region", "role"),), True))
register_rows(
    MunicipalityParticipation, Fixture("municipality_participation", ("region", "municipality"))
)
register_rows(Confirmation, Fixture("confirmation", ("region", "block"), may_repeat=True))
register_rows(RegionDocument, Fixture("region_document", ("region", "name"), settable=STORED))
