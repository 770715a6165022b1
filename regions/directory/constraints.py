"""Constraints and validators shared by several models."""

from django.core.validators import RegexValidator
from django.db import models


def ends_after_start(start: str, end: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=(
            models.Q(**{f"{start}__isnull": True})
            | models.Q(**{f"{end}__isnull": True})
            | models.Q(**{f"{end}__gte": models.F(start)})
        ),
        name=name,
        violation_error_message="Het einde ligt vóór het begin.",
    )


def code_validator(pattern: str, message: str) -> RegexValidator:
    return RegexValidator(rf"^{pattern}\Z", message)
