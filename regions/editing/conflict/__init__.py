"""Edit conflicts in the admin: of two people with the same form open, the second loses nothing.

An optimistic lock. A form carries a signed version: the last history record of its row and of every
row below it. Where another version is stored by the time it is sent, the three versions (base: as
shown, theirs: as stored, ours: as sent) are merged into the form, which comes back with a diff. A
form posted without a readable version is not saved either, and comes back once.

`version` reads, signs and compares versions; `merge` is the three-way merge, which knows no
requests and no database; `sent_fields` reads and writes the fields of a sent form; `merged_rows`
loads and merges the rows of one kind; `edit_conflict` puts the result in words; `optimistic_lock`
is the part of a ModelAdmin. Others import `OptimisticLock` from there, and in tests `version`.
"""
