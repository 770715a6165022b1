"""Ask both databases the same and compare: how many of which page, what broke, what differs.

Red where an answer is 5xx, where one differs, or where one costs too much. Other numbers of
questions: `python -m tests.measures.hostile 300`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.measures.databases import DATABASES, PROJECT, environment_in
from tests.measures.hostile import LONGEST

QUESTIONS = 10_000
SHOWN = 10
Answer = dict[str, Any]


def ask(number: int, work: Path) -> dict[str, Path]:
    """The same questions on both, side by side; where the answers of each lie."""
    started, folders = [], {}
    for name, before in DATABASES.items():
        folders[name] = folder = work / name
        (folder / "static").mkdir(parents=True)
        environment = environment_in(folder)
        asked = ["-m", "tests.measures.hostile.answers", str(number), str(folder)]
        command = [*before, sys.executable, *asked]
        started.append(subprocess.Popen(command, cwd=PROJECT, env=environment))
    codes = [process.wait() for process in started]
    if any(codes):
        sys.exit("De vragen zijn niet allemaal gesteld.")
    return folders


def answers_in(folder: Path) -> list[Answer]:
    return [json.loads(line) for line in (folder / "answers").read_text().splitlines()]


@dataclass(frozen=True)
class Found:
    """What both said, in the order asked."""

    answers: dict[str, list[Answer]]

    @property
    def broken(self) -> list[str]:
        return [
            f"{name}: {one['status']} {one['error']} {one['address']}"
            for name, answers in self.answers.items()
            for one in answers
            if one["status"] >= 500
        ]

    @property
    def differing(self) -> list[int]:
        """The numbers of the questions that the two answer in another way."""
        both = zip_longest(*self.answers.values(), fillvalue={})
        keys = ("asked", "status", "said")
        return [
            number
            for number, (one, other) in enumerate(both)
            if any(one.get(key) != other.get(key) for key in keys)
        ]

    @property
    def costly(self) -> list[str]:
        return [
            f"{name}: {_costs(one)}"
            for name, answers in self.answers.items()
            for one in answers
            if one["cpu"] > LONGEST
        ]

    def table(self) -> Iterator[str]:
        """How many questions a page got, and how it answered."""
        some = next(iter(self.answers.values()))
        for page, number in Counter(one["page"] for one in some).items():
            codes = Counter(one["status"] for one in some if one["page"] == page)
            said = ", ".join(f"{many} x {code}" for code, many in sorted(codes.items()))
            yield f"{page:30}{number:7}  {said}"

    def slowest(self) -> Iterator[str]:
        for name, answers in self.answers.items():
            yield f"{name}: de duurste {_costs(max(answers, key=lambda one: one['cpu']))}"


def _costs(one: Answer) -> str:
    return f"{one['cpu']:.3f} s CPU, {one['seconds']:.3f} s in al: {one['address'][:100]}"


def told(folder: Path, answers: list[Answer], number: int) -> list[str]:
    """The lines of one answer."""
    with (folder / "told").open("rb") as pages:
        pages.seek(sum(one["kept"] for one in answers[:number]))
        page = zlib.decompress(pages.read(answers[number]["kept"]))
    return page.decode(errors="replace").splitlines()


def first_difference(folders: dict[str, Path], found: Found, number: int) -> Iterator[str]:
    pages = [told(folders[name], answers, number) for name, answers in found.answers.items()]
    for lines in zip_longest(*pages, fillvalue=""):
        if lines[0] != lines[1]:
            for name, line in zip(folders, lines, strict=True):
                yield f"  {name}: {line.strip()[:200]}"
            return


def main(arguments: list[str]) -> int:
    number = int(arguments[0]) if arguments else QUESTIONS
    with tempfile.TemporaryDirectory() as work:
        folders = ask(number, Path(work))
        found = Found({name: answers_in(folder) for name, folder in folders.items()})
        print("\n".join([*found.table(), *found.slowest()]))
        red = {"kapot": found.broken, "te duur": found.costly}
        some = next(iter(found.answers.values()))
        different = len({one["said"] for one in some})
        print(
            f"{len(some)} vragen op elke database, {different} verschillende antwoorden; "
            f"{len(found.differing)} vragen waarop de twee verschillend antwoorden"
        )
        for one in found.differing[:SHOWN]:
            print("\n".join([some[one]["address"], *first_difference(folders, found, one)]))
        for what, those in red.items():
            print("\n".join([f"{what}: {len(those)}", *(f"  {one}" for one in those[:SHOWN])]))
    return int(bool(found.broken or found.differing or found.costly))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
