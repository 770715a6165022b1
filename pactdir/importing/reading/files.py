"""Reads the bytes of a file; `encodings` decodes them."""

from pathlib import Path

from pactdir.importing.problems import Problem

# The largest official file is a few hundred kB. Files are read into memory whole.
MAX_BYTES = 10_000_000
START_BYTES = 100_000  # longer than any header


class Unreadable(Exception):
    def __init__(self, text: str, line: int = 0, column: str = "", value: str = "") -> None:
        super().__init__(text)
        self.text, self.line, self.column, self.value = text, line, column, value

    def problem(self, file: str) -> Problem:
        return Problem(file, self.text, self.line, self.column, self.value)

    @property
    def located_text(self) -> str:
        return f"Regel {self.line}: {self.text}" if self.line else self.text


def read_bytes(path: Path) -> bytes:
    """Raises Unreadable, for a file that is too large too."""
    try:
        if path.is_dir():
            raise Unreadable("Dit is een map. Wat erin staat, laadt u door de map zelf te noemen.")
        if not path.is_file():  # a pipe or a device
            raise Unreadable("Dit is geen bestand.")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise Unreadable(
                f"Het bestand is {size // 1_000_000} MB; meer dan {MAX_BYTES // 1_000_000} MB "
                "lezen we niet."
            )
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError as error:
        raise Unreadable("Het bestand is niet te openen.") from error


def read_start(path: Path) -> bytes:
    """The first kilobytes of a file of any size; nothing if it cannot be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(START_BYTES)
    except OSError:
        return b""
