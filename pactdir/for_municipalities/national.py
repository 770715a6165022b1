"""The part of the page that is the same for every municipality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from news.models import Article
from news.models.articles import ArticleKind
from pactdir.for_municipalities.early import has_events_for_primary_schools, is_early
from pactdir.for_municipalities.funding import Funded, funded_periods
from regions.models import Theme
from regions.writing.version_cache import cached_per_version

CALL_SLUG = "2022-03-24"


@dataclass(frozen=True, slots=True)
class National:
    """Shared by all requests; do not mutate."""

    call: Article | None
    early_themes: list[Theme]
    has_early_events: bool  # planned
    funded: list[Funded]

    @property
    def has_money(self) -> bool:
        return any(row.budgets or row.per_region for row in self.funded)


@cached_per_version
def national(on: date) -> National:
    calls = Article.objects.published(on).filter(
        kind=ArticleKind.CALL, region=None, dated=CALL_SLUG
    )
    themes = Theme.objects.used_by_real_rows(on).order_by("folded_name", "pk")
    return National(
        call=calls.order_by("pk").first(),
        early_themes=[row for row in themes if is_early(f"{row.name} {row.pupil_word}")],
        has_early_events=has_events_for_primary_schools(on),
        funded=funded_periods(on),
    )
