"""Imports in the admin, for national editors: uploads, preview, log, undo, verdicts.

Uploads stay in the database for a day, zipped, under no address. The preview is an import that is
rolled back; "Laden" runs it again and commits only if it comes to what was shown. Files loaded
together share a `change_id` and are undone together: created rows are deleted, changed ones get
their old values back, and so do the last imported values (`Import.former`). Undo is refused where
someone or a later import changed such a row since; a row that others depend on stays, and is named,
and so does a decided proposal. An undecided one goes back with the import. An import and its undo
cancel out, so that imports are undone last to first. On the form of an imported row, `source_says`
shows what the source says of a field that an editor changed; an empty cell says nothing. Uploads
stop at 10 MB a file (`upload_limit.py`).

Only `pactdir/admin.py`, the admin's first screen and the settings import from here.
"""
