"""The history of public rows: filtered by rights, described in Dutch, and restored.

django-simple-history records every public row, bulk writes included. All records of one
`changing()` have the same `change_id`, so that a save reads as one change; a save that changes
nothing adds no record. A record is visible to those with rights in the region that owned the row at
that time. Records are written by `regions.writing.recording`.

The admin (`regions.editing`), the imports and the admin's home page import from this package.
"""
