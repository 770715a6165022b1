"""Reads JSON, and reports errors with a line number."""

import json
import re
from collections import Counter
from typing import Any

from pactdir.importing.reading.encodings import UTF_8_BOM, as_utf_8, decoded
from pactdir.importing.reading.files import Unreadable

# In memory, the lists and numbers of a point take ten times as much space as its text.
MAX_LISTS = 500_000


def read_json(content: bytes) -> Any:
    """Raises Unreadable, with a line number if known."""
    text = decoded(content)
    if (count := text.count("[") + text.count("{")) > MAX_LISTS:
        raise Unreadable(f"Er staan {count} punten en lijsten in; dat is te veel om te lezen.")
    try:
        return json.loads(
            text, parse_constant=_reject_constant, object_pairs_hook=_without_duplicate_names
        )
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"Dit is geen JSON: bij teken {error.colno} klopt het niet.", error.lineno
        ) from error
    except Unreadable as error:
        if error.value and (token := re.search(rf"[\[,:\s]{re.escape(error.value)}\b", text)):
            error.line = text.count("\n", 0, token.end()) + 1
        raise
    except RecursionError as error:
        raise Unreadable("Er zitten te veel lijsten in elkaar.") from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable("Er staat een getal in dat te groot is.") from error


def _reject_constant(name: str) -> None:
    raise Unreadable("Dit is in JSON geen getal.", value=name)


def _without_duplicate_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises Unreadable for a repeated name, of which `json` would silently keep only the last."""
    members = dict(pairs)
    if len(members) < len(pairs):
        duplicate = next(name for name, count in Counter(n for n, _ in pairs).items() if count > 1)
        raise Unreadable("Deze naam staat ergens twee keer in dezelfde vorm.", column=duplicate)
    return members


def looks_like_json(content: bytes) -> bool:
    return as_utf_8(content).removeprefix(UTF_8_BOM).lstrip()[:1] == b"{"
