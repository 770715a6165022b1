"""What is wrong with a file, said so that one finds it back in it."""

from dataclasses import dataclass

LONGEST_VALUE = 80
MOST_PROBLEMS = 100
# After so many a file is read no further: it is another one than we take it for.
MOST_IN_A_FILE = 1_000


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `line` counts from 1; 0 where it is the file as a whole.

    Of GeoJSON `line` is the line of the text where that cannot be read, else the number of the
    feature, which then is said.
    """

    file: str
    text: str  # a Dutch sentence
    line: int = 0
    column: str = ""
    value: str = ""
    part: str = "regel"

    def __str__(self) -> str:
        where = [printable(self.file)]
        if self.line:
            where.append(f"{self.part} {self.line}")
        if self.column:
            where.append(f"kolom {self.column}")
        value = f" Er staat: {_shortened(self.value)}." if self.value else ""
        return f"{', '.join(where)}: {self.text}{value}"


def printable(text: str) -> str:
    """A text as it can be shown on one line, whatever it holds."""
    return "".join(char if char.isprintable() else "�" for char in text)


def _shortened(value: str) -> str:
    plain = printable(value[: LONGEST_VALUE + 1])
    return f"“{plain[:LONGEST_VALUE]}{'…' if len(plain) > LONGEST_VALUE else ''}”"


@dataclass(frozen=True)
class Unknown:
    """A file that is nothing we know, and what may be the matter."""

    file: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}: niet herkend, overgeslagen. {self.why}"


class Refused(Exception):
    """The files cannot be imported as they are. Holds every problem, in the order of reading."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problemen")
        self.problems = problems

    def lines(self) -> list[str]:
        """The problems in words; of very many the first, and how many more there are."""
        shown = [str(problem) for problem in self.problems[:MOST_PROBLEMS]]
        more = len(self.problems) - len(shown)
        return [*shown, f"En nog {more} meer."] if more else shown
