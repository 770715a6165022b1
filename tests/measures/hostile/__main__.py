"""Sends the same requests to the site on either database, and compares the answers.

Fails if an answer is 5xx, if two differ, or if one takes too much CPU. For another number of
requests: `python -m tests.measures.hostile 300`.
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
from tests.measures.hostile import MAX_CPU

REQUESTS = 10_000
MAX_LINES = 10
Answer = dict[str, Any]


def send(number: int, work: Path) -> dict[str, Path]:
    processes, folders = [], {}
    for name, before in DATABASES.items():
        folders[name] = folder = work / name
        (folder / "static").mkdir(parents=True)
        module = ["-m", "tests.measures.hostile.answers", str(number), str(folder)]
        command = [*before, sys.executable, *module]
        processes.append(subprocess.Popen(command, cwd=PROJECT, env=environment_in(folder)))
    codes = [process.wait() for process in processes]
    if any(codes):
        sys.exit("De vragen zijn niet allemaal gesteld.")
    return folders


def answers_in(folder: Path) -> list[Answer]:
    return [json.loads(line) for line in (folder / "answers").read_text().splitlines()]


@dataclass(frozen=True)
class Comparison:
    answers: dict[str, list[Answer]]

    @property
    def broken(self) -> list[str]:
        return [
            f"{name}: {answer['status']} {answer['error']} {answer['address']}"
            for name, answers in self.answers.items()
            for answer in answers
            if answer["status"] >= 500
        ]

    @property
    def differing(self) -> list[int]:
        pairs = zip_longest(*self.answers.values(), fillvalue={})
        keys = ("request", "status", "response")
        return [
            number
            for number, (first, second) in enumerate(pairs)
            if any(first.get(key) != second.get(key) for key in keys)
        ]

    @property
    def costly(self) -> list[str]:
        return [
            f"{name}: {_cost(answer)}"
            for name, answers in self.answers.items()
            for answer in answers
            if answer["cpu"] > MAX_CPU
        ]

    @property
    def of_first(self) -> list[Answer]:
        return next(iter(self.answers.values()))

    def table(self) -> Iterator[str]:
        for page, number in Counter(answer["page"] for answer in self.of_first).items():
            codes = Counter(answer["status"] for answer in self.of_first if answer["page"] == page)
            statuses = ", ".join(f"{count} x {code}" for code, count in sorted(codes.items()))
            yield f"{page:30}{number:7}  {statuses}"

    def slowest(self) -> Iterator[str]:
        for name, answers in self.answers.items():
            yield f"{name}: de duurste {_cost(max(answers, key=lambda answer: answer['cpu']))}"


def _cost(answer: Answer) -> str:
    cpu, seconds, address = answer["cpu"], answer["seconds"], answer["address"]
    return f"{cpu:.3f} s CPU, {seconds:.3f} s in al: {address[:100]}"


def response_lines(folder: Path, answers: list[Answer], number: int) -> list[str]:
    with (folder / "responses").open("rb") as responses:
        responses.seek(sum(answer["length"] for answer in answers[:number]))
        response = zlib.decompress(responses.read(answers[number]["length"]))
    return response.decode(errors="replace").splitlines()


def first_difference(
    folders: dict[str, Path], comparison: Comparison, number: int
) -> Iterator[str]:
    responses = [
        response_lines(folders[name], answers, number)
        for name, answers in comparison.answers.items()
    ]
    for lines in zip_longest(*responses, fillvalue=""):
        if lines[0] != lines[1]:
            for name, line in zip(folders, lines, strict=True):
                yield f"  {name}: {line.strip()[:200]}"
            return


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as work:
        folders = send(int(arguments[0]) if arguments else REQUESTS, Path(work))
        comparison = Comparison({name: answers_in(folder) for name, folder in folders.items()})
        print("\n".join([*comparison.table(), *comparison.slowest()]))
        answers = comparison.of_first
        print(
            f"{len(answers)} vragen op elke database, "
            f"{len({answer['response'] for answer in answers})} verschillende antwoorden; "
            f"{len(comparison.differing)} vragen waarop de twee verschillend antwoorden"
        )
        for number in comparison.differing[:MAX_LINES]:
            lines = first_difference(folders, comparison, number)
            print("\n".join([answers[number]["address"], *lines]))
        for label, faults in {"kapot": comparison.broken, "te duur": comparison.costly}.items():
            print(
                "\n".join(
                    [f"{label}: {len(faults)}", *(f"  {line}" for line in faults[:MAX_LINES])]
                )
            )
    return int(bool(comparison.broken or comparison.differing or comparison.costly))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
