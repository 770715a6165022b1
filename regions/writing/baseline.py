"""For migrations: writes a first history record for rows that predate the history."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.utils import timezone

PREFIX = "Historical"
REASON = "Stond er al toen de geschiedenis begon."


def record_rows_of(app_label: str) -> Callable[[Any, Any], None]:
    def record(apps: Any, schema_editor: Any) -> None:
        metadata = {
            "history_date": timezone.now(),
            "history_type": "+",
            "history_change_reason": REASON,
            "change_id": uuid4(),
        }
        for records in apps.get_app_config(app_label).get_models():
            if records.__name__.startswith(PREFIX):
                rows = apps.get_model(app_label, records.__name__.removeprefix(PREFIX))
                records.objects.bulk_create(
                    (records(**values, **metadata) for values in rows.objects.values()),
                    batch_size=500,
                )

    return record
