"""Hostile addresses, the same on every machine: a value, its parameter, and its encoding.

An address is as a server gets it: latin-1 letters, each of them one byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, cycle
from random import Random
from urllib.parse import quote, quote_plus

from tests.measures.hostile.mistakes import known_values, mistaken
from tests.measures.hostile.values import HOSTILE

SEED = 20_261_126
WHERE = ["provincie", "gemeente"]
ANYWHERE = ["page", "naam", "x"]  # no page reads the last one
# Each page with its share of the requests, and the parameters it reads: "" is a part of its path.
PAGES: dict[str, tuple[int, list[str]]] = {
    "/zoeken/": (9, ["q", "q", "q", "q", "soort", "regio", "thema", "jaar", "page"]),
    "/zoeken/suggesties/": (6, ["q"]),
    "/dichtbij/1703/": (3, ["advies", "profiel", "afstand", "ook", *ANYWHERE]),
    "/dichtbij/{}/": (3, ["", "", "", "page", "advies"]),
    "/vergelijken/": (5, ["school", "school", "vanaf", "regio", "page"]),
    "/vergelijken/open-dagen.ics": (1, ["school"]),
    "/scholen/": (2, ["vergelijk", "vanaf", "niveau", "profiel", *WHERE, "regio", "thema"]),
    "/regios/": (1, ["soort", "staat", "periode", "thema", *WHERE, *ANYWHERE]),
    "/gemeenten/": (1, ["provincie", "regio", "bekend", *ANYWHERE]),
    "/partners/": (1, ["soort", "sector", "regio", *WHERE, *ANYWHERE]),
    "/aanbod/": (1, ["voor", "soort", "thema", "wanneer", "kosten", "regio", *ANYWHERE]),
    "/nieuws/": (1, ["regio", "soort", "jaar", "thema", *ANYWHERE]),
    "/agenda/": (1, ["regio", "periode", "voor", "staat", "thema", *WHERE, *ANYWHERE]),
}
# Extra query strings, so that there is something to filter or compare.
SENT_ALONG = {
    "/zoeken/": [
        *("q=school", "q=techniek&soort=nieuws", "q=hoorn&soort=school", "q=sterk%20tech"),
        *("q=voorbeeld&regio=voorbeeldregio", "q=techlab&thema=techlab", "q=xyzzyschool"),
    ],
    "/dichtbij/1703/": ["advies=vmbo-kader", "profiel=pie&afstand=25", "ook=havo-vwo"],
    "/vergelijken/": [
        *("school=vonk-hoorn&vanaf=1703", "school=voorbeeldcollege-noord", "vanaf=1000"),
        "regio=techniekpact-amstelland",
        "regio=voorbeeldregio&regio=techniekpact-west-friesland",
    ],
    "/vergelijken/open-dagen.ics": ["school=voorbeeldcollege-noord"],
    "/scholen/": ["niveau=vmbo", "vergelijk=vonk-hoorn&vanaf=1703", "regio=voorbeeldregio"],
    "/regios/": ["provincie=noord-holland", "soort=techniekpact"],
    "/agenda/": ["regio=voorbeeldregio", "jaar=2021"],
}
KINDS_OF_VALUES = {
    "q": ["names", "names", "words", "codes"],
    "naam": ["names"],
    "": ["codes"],
    "vanaf": ["codes"],
}
ONLY_WITH = {"/zoeken/": "q"}  # without it the others do nothing

# --- encodings ---


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _plain(text: str) -> str:
    return quote(_bytes(text), safe="")


def _every_byte(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in _bytes(text[:30_000]))


def _as_it_stands(text: str) -> str:
    return _bytes(text).decode("latin-1")


def _overlong(text: str) -> str:
    # ASCII in two bytes: invalid UTF-8 that once bypassed filters.
    return "".join(
        f"%{0xC0 | ord(letter) >> 6:X}%{0x80 | ord(letter) & 63:X}" for letter in text[:9_000]
    )


ENCODINGS: list[Callable[[str], str]] = [
    *([_plain] * 6),
    lambda text: quote_plus(_bytes(text)),
    lambda text: quote(_bytes(text))[:-1],
    lambda text: quote(quote(_bytes(text))),
    lambda text: quote(text.encode("latin-1", errors="replace")),
    lambda text: quote(text[:30_000].encode("utf-16-le", errors="surrogatepass")),
    lambda text: "".join(f"%u{ord(letter):04X}" for letter in text[:9_000]),
    lambda text: f"%FF{_plain(text)}%",
    *(_every_byte, _as_it_stands, _overlong),
]
# Once, twice, as an array, without a value, among empty ones.
QUERIES = [
    *(["{0}={1}"] * 8),
    *("{0}={1}&{0}={1}", "{0}={1}&{0}=", "{0}=&{0}={1}", "{0}[]={1}", "{0}[a]={1}", "{0}"),
    *("&;{0}={1}&=", "{0}=={1}", "{0}={1}#a", "?{0}={1}", "{0}={1};a=b", "{0}={1}&{1}={0}"),
    *("{0}={1}&page=2", "{0}={1}&page=%00", "page=-1&{0}={1}", "{0}={1}&{0}=%00&{0}=%ED%A0%80"),
]
MANY = [5, 13, 200, 1000, 15_000]
MAX_LETTERS = 100_000


@dataclass(frozen=True)
class Address:
    page: str
    text: str


class Drawing:
    def __init__(self) -> None:
        self.rng = Random(SEED)  # noqa: S311  reproducible, not secret
        self.known = known_values()

    def hostile(self) -> Iterator[Address]:
        values = self.rng.sample(HOSTILE, len(HOSTILE))
        for value, (page, name) in zip(cycle(values), self._places(), strict=False):
            yield self._address(page, name, value)

    def mistaken(self) -> Iterator[Address]:
        for page, name in self._places():
            kinds = KINDS_OF_VALUES.get(name, ["slugs", "choices"])
            of_kind = self.known[self.rng.choice(kinds)]
            is_right = self.rng.random() < 0.2
            value = self.rng.choice(of_kind) if is_right else mistaken(self.rng, of_kind)
            yield self._address(page, name, value)

    def _places(self) -> Iterator[tuple[str, str]]:
        """Yield (page, parameter) forever: pages by share, the parameters of each in rotation."""
        names = {page: cycle(names) for page, (_, names) in PAGES.items()}
        pages = [page for page, (share, _) in PAGES.items() for _ in range(share)]
        while True:
            for page in self.rng.sample(pages, len(pages)):
                yield page, next(names[page])

    def _address(self, page: str, name: str, value: str) -> Address:
        encoded = self.rng.choice(ENCODINGS)(value)
        if not name:
            return Address(page, page.format(encoded))
        query = self._many(name, encoded) or self.rng.choice(QUERIES).format(name, encoded)
        sent_along = SENT_ALONG.get(page, [])
        if sent_along and (ONLY_WITH.get(page, name) != name or self.rng.random() < 0.3):
            both = [self.rng.choice(sent_along), query]
            query = "&".join(self.rng.sample(both, 2))
        return Address(page, f"{page.format(self.rng.choice(self.known['codes']))}?{query}")

    def _many(self, name: str, encoded: str) -> str:
        if self.rng.random() > 0.02:
            return ""
        most = self.rng.choice(MANY)
        others = [_plain(self.rng.choice(self.known["slugs"])) for _ in range(min(most, 200))]
        query = [f"{name}={encoded}", *(f"{name}={other}" for other in others)]
        query += [f"{name}={number}" for number in range(most - len(others))]
        return "&".join(query)[:MAX_LETTERS]


def addresses(number: int) -> Iterator[Address]:
    drawing, seen = Drawing(), set()
    by_turns = zip(drawing.hostile(), drawing.mistaken(), strict=False)
    for address in chain.from_iterable(by_turns):
        digest = blake2b(address.text.encode("latin-1"), digest_size=12).digest()
        if digest in seen:
            continue
        seen.add(digest)
        yield address
        if len(seen) == number:
            return
