"""What people type by mistake or when probing, made from what the demo knows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
FIELDS = {
    "names": ["name"],
    "slugs": ["slug"],
    "codes": ["code"],
    "words": ["summary", "intro", "about", "text"],
}
# fmt: off
# Options of filters that are no rows.
CHOICES = [
    *("vmbo", "vmbo-kader", "vmbo-bkg", "havo", "mbo", "pro", "pie", "bwi", "niet-bekend", "25", "10"),
    *("nieuws", "activiteit", "school", "regio", "2021", "2026", "noord-holland", "fryslan", "geen"),
    *("opgegeven", "afgeleid", "loopt", "voorbij", "techniekpact", "havo-vwo", "2020-2024", "2"),
]
INSERTED = [*'%_*?"()|&!:;,\\/~^+-.', "'", "\x00", "\u200b", "\u0301", "\xad", "🙂", "  ", "\t", "\u202e"]
ALIKE = {"a": "аáàäåª", "e": "еéèëē", "i": "іíıÍİ", "o": "оóöø0", "u": "úüů", "s": "ſßš", "c": "с", "n": "ñŉ"}
AROUND = [
    *('"{}"', "'{}'", "({})", "{}*", "*{}", "^{}", "%{}%", "{}:*", "NOT {}", "title:{}", "{} AND {}"),
    *("{} OR xyzzy", "gemeente {}", "provincie {}", "{} NH", "{} (NH)", "{} 1703", "1703 {}", "{} te {}"),
    *("voorbeeld {}", "{} en {}", "school in {}", "wat is er in {}?", " {} ", "{}\n", "<b>{}</b>", "#{}"),
]
# fmt: on


def known_values() -> dict[str, list[str]]:
    known: dict[str, dict[str, None]] = {kind: {} for kind in FIELDS}
    for path in sorted(FIXTURES.glob("*.toml")):
        for field, value in _texts(tomllib.loads(path.read_text())):
            for kind, fields in FIELDS.items():
                if field in fields:
                    parts = value.split() if kind == "words" else [value]
                    known[kind] |= dict.fromkeys(parts)
    return {kind: list(values) for kind, values in known.items()} | {"choices": CHOICES}


def _texts(block: Any) -> Iterator[tuple[str, str]]:
    """(field, text) at any depth."""
    for field, value in block.items():
        if isinstance(value, str) and value:
            yield field, value
        for inner in value if isinstance(value, list) else []:
            if isinstance(inner, dict):
                yield from _texts(inner)


def mistaken(rng: Random, names: list[str]) -> str:
    text = rng.choice(names)
    for _ in range(rng.randint(1, 3)):
        text = rng.choice(MISTAKES)(rng, text) or text
    if rng.random() < 0.3:
        text = rng.choice(AROUND).format(text, rng.choice(names))
    return text


def _swapped(rng: Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _dropped(rng: Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _doubled(rng: Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at] * rng.choice([2, 3, 20]) + text[at + 1 :]


def _inserted(rng: Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(INSERTED) + text[at:]


def _look_alike(rng: Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(ALIKE.get(text[at].lower(), text[at])) + text[at + 1 :]


def _halved(rng: Random, text: str) -> str:
    at = rng.randint(1, len(text))
    return text[:at] if rng.random() < 0.8 else text[at - 1 :]


def _other_case(rng: Random, text: str) -> str:
    return rng.choice([str.upper, str.lower, str.swapcase, str.title])(text)


def _other_spaces(rng: Random, text: str) -> str:
    between = rng.choice(["", "-", "  ", "\xa0", "\u200b", "_", "+", ".", "/", "\x00", "'"])
    return between.join(text.replace("-", " ").split())


def _in_other_order(rng: Random, text: str) -> str:
    words = text.split()
    rng.shuffle(words)
    return " ".join(words)


MISTAKES = [
    *(_swapped, _dropped, _doubled, _inserted, _look_alike),
    *(_halved, _other_case, _other_spaces, _in_other_order),
]
