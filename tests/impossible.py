"""Impossible rows: refused by save() in Dutch, and by the database if save() is bypassed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from regions.writing.changing import changing


def refused_with_message(row, message, **changes):
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refusal:
        row.save()
    assert message in refusal.value.messages


def refused_by_the_database(row, **changes):
    with pytest.raises(IntegrityError), changing():
        type(row).objects.filter(pk=row.pk).update(**changes)


def refused_twice(row, message, **changes):
    refused_by_the_database(row, **changes)
    refused_with_message(row, message, **changes)
