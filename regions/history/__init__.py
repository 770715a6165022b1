"""The history of public rows: read as far as a user may, put in words, restored.

django-simple-history records every public row, bulk writes included. All records of one
`changing()` share a `change_id`, so that a save reads as one change; a save that changes nothing
leaves none. A record is shown to those who may see the region it belonged to at that time. Records
are written by `regions.writing.recording`.

The admin (`regions.editing`), the imports and the admin's first screen import from here.
"""
