"""Pages outside the index that a query may refer to, by the words people use for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse

from pactdir.search.query import Query
from pactdir.search.words import index_words


class PageLink(NamedTuple):
    title: str
    address: str


@dataclass(frozen=True)
class SitePage:
    title: str
    url_name: str
    keywords: str  # the query must contain one of these words
    others: str  # other words that it may contain; any further word rules the page out

    @property
    def address(self) -> str:
        return reverse(self.url_name)

    def is_named_by(self, query: Query) -> bool:
        keywords, every_word = self._index
        return any(term.is_in(keywords) for term in query.terms) and all(
            term.is_in(every_word) for term in query.terms
        )

    @cached_property
    def _index(self) -> tuple[set[str], set[str]]:
        texts = self.keywords, f"{self.keywords} {self.others}"
        keywords, every_word = (set(index_words(text, [], []).split()) for text in texts)
        return keywords, every_word


SITE_PAGES = [
    SitePage(
        "Cijfers over techniek in het vmbo",
        "figures:list",
        "cijfers statistiek aantal aandeel leerlingen examenkandidaten geslaagden slaagpercentage",
        "techniek technisch technische vmbo provincie gemeente landelijk Nederland",
    ),
    SitePage(
        "Voor gemeenten: vier aanbevelingen voor techniekonderwijs",
        "for-municipalities",
        "gemeenten wethouder raadslid gemeenteraad ambtenaar aanbevelingen katapult",
        "nieuwe vier oproep techniek techniekonderwijs techniekpact onderwijs doen",
    ),
    SitePage(
        "Doe mee: plaats uw bedrijf of aanbod",
        "join",
        "meedoen meehelpen aanmelden plaatsen",
        "doe mee bedrijf aanbod gastles stage regio techniek hoe",
    ),
    SitePage(
        "Witte vlekken: waar technische profielen ver weg zijn",
        "white-spots",
        "witte vlekken vlek",
        "kaart techniek technisch technische vmbo profiel profielen",
    ),
]


def pages_for(query: Query) -> list[PageLink]:
    return [PageLink(page.title, page.address) for page in SITE_PAGES if page.is_named_by(query)]
