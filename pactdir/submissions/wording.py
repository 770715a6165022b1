"""Answers in words."""

from collections.abc import Mapping
from typing import Any


def answers_in_words(questions: Any, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (field.label, in_words(field, answers.get(field.name)))
        for field in questions
        if answers.get(field.name) not in (None, "", [], False)
    ]


def in_words(field: Any, value: Any) -> str:
    """An answer as the form shows it: labels of choices, and "ja" for a tick."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return "" if value is None else str(value)
    labels = {str(key): str(label) for key, label in choices}
    values = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(item), str(item)) for item in values if item not in (None, ""))
