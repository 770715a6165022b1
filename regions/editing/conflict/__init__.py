"""Edit conflicts in the admin: if two users have the same form open, neither loses any input.

This is an optimistic lock. A form contains a signed version: the last history record of its row and
of every inline row. If the stored version is different on submission, the three versions (base: as
opened, theirs: as stored, ours: as submitted) are merged into the form, which is shown again with a
diff. A form submitted without a readable version is not saved at first either.

`version` reads, signs and compares versions; `merge` is the three-way merge, without requests or
queries; `sent_fields` reads and writes the fields of a submitted form; `merged_rows` loads and
merges the rows of one kind; `edit_conflict` describes the result; `optimistic_lock` is the part of
a ModelAdmin. Other code imports `OptimisticLock` from there, and tests import `version`.
"""
