"""What people type by mistake, or to look for holes, of what the demo knows."""

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
# What filters offer that is no row.
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
    """What the fixtures of the demo call their rows, and the words of their texts."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in FIELDS}
    for path in sorted(FIXTURES.glob("*.toml")):
        for field, value in _said(tomllib.loads(path.read_text())):
            for kind, fields in FIELDS.items():
                if field in fields:
                    parts = value.split() if kind == "words" else [value]
                    found[kind] |= dict.fromkeys(parts)
    return {kind: list(values) for kind, values in found.items()} | {"choices": CHOICES}


def _said(block: Any) -> Iterator[tuple[str, str]]:
    """Every text of a fixture with the name of its field, however deep."""
    for field, value in block.items():
        if isinstance(value, str) and value:
            yield field, value
        for inner in value if isinstance(value, list) else []:
            if isinstance(inner, dict):
                yield from _said(inner)


def mistaken(dice: Random, names: list[str]) -> str:
    """A name, or a piece of one, with up to three things wrong."""
    text = dice.choice(names)
    for _ in range(dice.randint(1, 3)):
        text = dice.choice(MISTAKES)(dice, text) or text
    if dice.random() < 0.3:
        text = dice.choice(AROUND).format(text, dice.choice(names))
    return text


def _swapped(dice: Random, text: str) -> str:
    at = dice.randrange(len(text))
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _dropped(dice: Random, text: str) -> str:
    at = dice.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _doubled(dice: Random, text: str) -> str:
    at = dice.randrange(len(text))
    return text[:at] + text[at] * dice.choice([2, 3, 20]) + text[at + 1 :]


def _inserted(dice: Random, text: str) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + dice.choice(INSERTED) + text[at:]


def _look_alike(dice: Random, text: str) -> str:
    at = dice.randrange(len(text))
    return text[:at] + dice.choice(ALIKE.get(text[at].lower(), text[at])) + text[at + 1 :]


def _halved(dice: Random, text: str) -> str:
    at = dice.randint(1, len(text))
    return text[:at] if dice.random() < 0.8 else text[at - 1 :]


def _other_case(dice: Random, text: str) -> str:
    return dice.choice([str.upper, str.lower, str.swapcase, str.title])(text)


def _other_spaces(dice: Random, text: str) -> str:
    between = dice.choice(["", "-", "  ", "\xa0", "\u200b", "_", "+", ".", "/", "\x00", "'"])
    return between.join(text.replace("-", " ").split())


def _in_other_order(dice: Random, text: str) -> str:
    words = text.split()
    dice.shuffle(words)
    return " ".join(words)


MISTAKES = [
    *(_swapped, _dropped, _doubled, _inserted, _look_alike),
    *(_halved, _other_case, _other_spaces, _in_other_order),
]
