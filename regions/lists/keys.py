"""Rows looked up once, for a condition that many queries then repeat."""

from __future__ import annotations

import json

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL


def among(rows: QuerySet) -> Q:
    """Look up the keys of these rows now, and pass them as one parameter, however many they are."""
    keys = list(rows.order_by().values_list("pk", flat=True))
    if connection.vendor == "postgresql":
        return Q(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [keys]))
    return Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)]))
