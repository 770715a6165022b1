"""The demo of `load_demo` for hundreds of tests: by the command the first time, then from
a copy of its rows, then by the statements that wrote those.
"""

from io import StringIO

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.db.models import QuerySet

from regions.writing.changing import ContentVersion, changing

# Filled by migrations; and the version, which `changing` maintains.
NOT_OF_THE_DEMO = {"contenttypes.contenttype", "auth.permission", "regions.contentversion"}


class DemoRows:
    def __init__(self):
        self._rows = {}
        self._inserts = []

    def load(self):
        is_empty = _is_empty()
        if not (is_empty and self._rows):
            call_command("load_demo", stdout=StringIO())
            if is_empty:
                self._rows = {model: list(model._base_manager.all()) for model in _models()}
            return
        with changing(), connection.cursor() as cursor:
            self._write(cursor)
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._rows)):
                cursor.execute(statement)
            # Raw inserts touch no row, but loading by the command would increment the version.
            ContentVersion.increment()

    def _write(self, cursor):
        if self._inserts:
            for sql, values in self._inserts:
                cursor.execute(sql, values)
            return
        inserts = []

        def note(execute, sql, values, many, context):
            inserts.append((sql, values))
            return execute(sql, values, many, context)

        with connection.execute_wrapper(note):
            for model, instances in self._rows.items():
                QuerySet(model).bulk_create(instances)  # includes history
        self._inserts = inserts


def _models():
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.label_lower not in NOT_OF_THE_DEMO]


def _is_empty():
    tables = {connection.ops.quote_name(model._meta.db_table) for model in _models()}
    filled = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in sorted(tables))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {filled}")
        return not cursor.fetchone()[0]
