"""Fills the search index with more entries than any site will have."""

import random
from datetime import date

from pactdir.models import EntryKind, SearchEntry, entry_key
from pactdir.search.words import index_words
from regions.names.folding import fold

PARTNERS, ARTICLES = 250_000, 100_000
FIRST_KEY = 10_000_000  # above the keys of existing rows
BATCH_SIZE = 5_000
COMMON, RARE = "techniek", "zeldzaamheid"


def fill(partners: int = PARTNERS, articles: int = ARTICLES) -> None:
    """A quarter of the entries has the common word, ten of each kind the rare one.

    None of them has a row, since only the index is queried.
    """
    rng = random.Random(7)  # noqa: S311
    syllables = [
        a + b for a in "bdfghklmnprstvwz" for b in ("aan", "eer", "ij", "oo", "uik", "end")
    ]
    kinds = [(EntryKind.PARTNER, partners), (EntryKind.ARTICLE, articles)]
    for kind, number in kinds:
        existing = SearchEntry.objects.filter(kind=kind, object_id__gte=FIRST_KEY).count()
        for start in range(0, number, BATCH_SIZE):
            batch = range(start, min(start + BATCH_SIZE, number))
            SearchEntry.objects.bulk_create(
                [_entry(kind, nth, existing, number, rng, syllables) for nth in batch],
                batch_size=1_000,
            )


def _entry(
    kind: EntryKind, nth: int, existing: int, number: int, rng: random.Random, syllables: list[str]
) -> SearchEntry:
    name = " ".join("".join(rng.choices(syllables, k=3)) for _ in range(2))
    text = " ".join("".join(rng.choices(syllables, k=2)) for _ in range(8))
    if nth % 4 == 0:
        text += f" {COMMON}"
    if nth % (number // 10) == 0:
        text += f" {RARE}"
    year = 2015 + nth % 12
    is_article = kind == EntryKind.ARTICLE
    return SearchEntry(
        id=entry_key(kind, FIRST_KEY + existing + nth),
        kind=kind,
        object_id=FIRST_KEY + existing + nth,
        title=name,
        folded_title=fold(name),
        address=f"/{kind}/{nth}/",
        words=index_words(name, [], [text]),
        text=text,
        shown={"where": ["bedrijf", "Dorp"]},
        shown_from=date(2020, 1, 1),
        date=year * 10_000 if is_article else None,
        year=year if is_article else None,
        regions=f"|{1 + nth % 78}:0:99999999|",
    )
