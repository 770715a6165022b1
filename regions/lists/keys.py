"""A condition for rows that were looked up before, which many queries can repeat."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL


def among(keys: Iterable[int]) -> Q:
    """Pass the keys as one parameter, however many there are."""
    if connection.vendor == "postgresql":
        return Q(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(keys)]))
    return Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))]))
