"""Former names in words; shared by the model and by rows that are no model."""

from collections.abc import Iterable

from regions.names.folding import is_same_name


def names_before(name: str, former: Iterable[str]) -> str:
    """The former names that differ from today's by more than capitals or accents."""
    return ", ".join(before for before in former if not is_same_name(before, name))
