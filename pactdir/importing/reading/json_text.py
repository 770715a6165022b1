"""JSON, read so that what is wrong has its line."""

import json
import re
from collections import Counter
from typing import Any

from pactdir.importing.reading.files import UTF_8_MARK, Unreadable, decoded

# Of a point in JSON the lists and numbers take ten times the room that its text does.
MOST_LISTS = 500_000


def read_json(content: bytes) -> Any:
    """What a JSON file holds. Raises Unreadable with its line."""
    text = decoded(content)
    if (count := text.count("[") + text.count("{")) > MOST_LISTS:
        raise Unreadable(f"Er staan {count} punten en lijsten in; dat is te veel om te lezen.")
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once)
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


def _refuse_constant(name: str) -> None:
    raise Unreadable("Dit is in JSON geen getal.", value=name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which every name stands there once; of two, JSON keeps the last unsaid."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, count in Counter(n for n, _ in pairs).items() if count > 1)
        raise Unreadable("Deze naam staat ergens twee keer in dezelfde vorm.", column=twice)
    return found


def looks_like_json(content: bytes) -> bool:
    return content.removeprefix(UTF_8_MARK).lstrip()[:1] == b"{"
