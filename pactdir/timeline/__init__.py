"""Timelines of regions and municipalities, and their changes since a day.

Both are made of points (`points.py`): a dated fact with its source and the row that states it. A
kind of point is one function from a `Scope` to points, listed in `collecting.py`. Points come from
rows that are public now. The history is only used for the date on which a row got its current
values (`known.py`), so drafts, contacts and deleted rows never appear.

`pactdir/urls.py` imports the patterns of `urls`, `pactdir.digest` the `changes` with their `scope`
and `points`.
"""
