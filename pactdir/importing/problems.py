"""Problems in a file, with their location."""

from dataclasses import dataclass

CONFIRM_NAMES = "Kloppen de namen toch, bevestig dat dan."
MAX_VALUE_LENGTH = 80
MAX_PROBLEMS_SHOWN = 100
# Reading stops after this many: it must be another kind of file.
MAX_PROBLEMS_PER_FILE = 1_000


@dataclass(frozen=True)
class Problem:
    """`line` counts from 1, and is 0 if the problem is with the whole file.

    In GeoJSON it is the line of a syntax error or, with `part="onderdeel"`, the feature number.
    """

    file: str
    text: str  # a Dutch sentence
    line: int = 0
    column: str = ""
    value: str = ""
    part: str = "regel"

    def __str__(self) -> str:
        location = [printable(self.file)]
        if self.line:
            location.append(f"{self.part} {self.line}")
        if self.column:
            location.append(f"kolom {self.column}")
        value = f" Er staat: {_shortened(self.value)}." if self.value else ""
        return f"{', '.join(location)}: {self.text}{value}"


def printable(text: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in text)


def _shortened(value: str) -> str:
    plain = printable(value[: MAX_VALUE_LENGTH + 1])
    return f"“{plain[:MAX_VALUE_LENGTH]}{'…' if len(plain) > MAX_VALUE_LENGTH else ''}”"


@dataclass(frozen=True)
class Unknown:
    """A file of an unknown kind, with a possible reason."""

    file: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}: niet herkend, overgeslagen. {self.why}"


class Refused(Exception):
    """The files cannot be imported. Contains every problem, in reading order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problemen")
        self.problems = problems

    @property
    def only_asks_about_names(self) -> bool:
        return all(CONFIRM_NAMES in problem.text for problem in self.problems)

    def lines(self) -> list[str]:
        lines = [str(problem) for problem in self.problems[:MAX_PROBLEMS_SHOWN]]
        hidden_count = len(self.problems) - len(lines)
        return [*lines, f"En nog {hidden_count} meer."] if hidden_count else lines
