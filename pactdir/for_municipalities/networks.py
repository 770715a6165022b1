"""National networks with knowledge of technical education."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Network:
    name: str
    offers: str
    source: str
    formerly: str = ""
    url: str = ""
    checked: date | None = None  # when the URL was last checked


def _read() -> list[Network]:
    with Path(__file__).with_name("networks.toml").open("rb") as file:
        return [Network(**row) for row in tomllib.load(file)["network"]]


NETWORKS = _read()
