"""Former names in words, for the model and for rows that are not model instances."""

from collections.abc import Iterable

from regions.names.folding import is_same_name


def former_names_text(name: str, former: Iterable[str]) -> str:
    """Omit names that differ from the current one only in capitals or accents."""
    return ", ".join(old_name for old_name in former if not is_same_name(old_name, name))
