"""Delays search entries of rows from `make` until something depends on them.

They take two thirds of the time of such a row, and few tests search. A query of the entries, or any
other write of public data, first writes them; those queries are not counted as queries of a page.
"""

import re
from contextlib import contextmanager

from django.db import connection

from pactdir.search.indexing import update_index
from regions.writing.changing import Change, changing

# Statements that neither read entries nor write public data. Django checks the foreign keys at the
# end of a test, just before it is rolled back.
INDEPENDENT = re.compile(
    r"(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|PRAGMA foreign_key_check|SET CONSTRAINTS"
    r'|(?:INSERT INTO|UPDATE|DELETE FROM) "(?:auth_|axes_|django_|otp_'
    r"|pactdir_(?:account|audit|brake)))"
    r"(?!.*pactdir_search)",
    re.DOTALL,
)


class LateIndex:
    """Replaces `update_index` among the listeners."""

    def __init__(self):
        self._touched = set()
        self._is_making = False

    def __call__(self, change):
        if self._is_making and _in_transaction_of_test():
            self._touched |= change.touched
        else:
            update_index(change)

    @contextmanager
    def making(self):
        """A change to rows for a test that does not read the entries."""
        outer, self._is_making = self._is_making, True
        try:
            with changing(savepoint=False):
                yield
        finally:
            self._is_making = outer

    def before_statement(self, execute, sql, params, many, context):
        if self._touched and not self._is_making and not INDEPENDENT.match(sql):
            self.write()
        return execute(sql, params, many, context)

    def write(self):
        change = Change(touched=self._touched)
        self._touched = set()
        counted, wrappers = connection.force_debug_cursor, connection.execute_wrappers
        connection.force_debug_cursor, connection.execute_wrappers = False, []
        try:
            update_index(change)
        finally:
            connection.force_debug_cursor, connection.execute_wrappers = counted, wrappers

    @property
    def is_behind(self):
        return bool(self._touched)

    def forget(self):
        self._touched.clear()


def _in_transaction_of_test():
    # Invisible to other connections, and rolled back after the test.
    blocks = connection.atomic_blocks
    return bool(blocks) and blocks[0]._from_testcase


late_index = LateIndex()
