"""Imports in the admin, for national editors: upload, preview, log, undo, verdicts.

Uploads stay in the database for a day, zipped and without a public URL. The preview is an import
that is rolled back; "Laden" runs it again and commits only if the result is the same. Files
imported together share a `change_id` and are undone together: created rows are deleted, changed
rows get their old values back, and the previous imported values are restored (`Import.former`).
Undo is refused if a person or a later import has changed one of those rows since. A row that others
refer to stays and is reported; a decided proposal stays too. An import and its undo cancel out, so
a series of imports can be undone from last to first. The form of an imported row shows the source's
value for a field that an editor changed (`source_values`); an empty cell is ignored. Uploads are
limited to 10 MB a file (`upload_limit`).

Only `pactdir/admin.py`, the admin's index page and the settings import from here.
"""
