"""The whole country with its figures on top of the demo, with every draft region published."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from regions.clock import today
from regions.models import Region
from regions.writing.changing import changing
from tests.measures.load import gather


def load(folder: Path) -> list[str]:
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO())
    output = StringIO()
    with tempfile.TemporaryDirectory() as work:
        gathered = gather(folder, Path(work) / "files")
        call_command("import_country", str(gathered), stdout=output)
    publish_drafts()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does within a minute
    return [line for line in output.getvalue().splitlines() if not line.startswith(" ")]


def publish_drafts() -> None:
    with changing():
        for region in Region.objects.filter(published_from=None):
            region.published_from = today() - timedelta(days=1)
            region.save()
