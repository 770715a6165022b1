"""Search: one index of everything public, with the same answers on both databases.

`SearchEntry` is an ordinary table: an entry per region, municipality, school, theme, partner, event
and article, made from that row and what it shows of others (`entries.py`). Nothing in it depends on
the day. As a change ends, `renewing.py` looks up which entries show something of a touched row, in
the rows and their history, and rewrites those that differ in the same transaction. A municipality
that no longer exists has no entry: its successor is found by its name.

Words are folded and stemmed in Python (`words.py`). FTS5 (SQLite, kept by triggers; a migration
that recreates the table must recreate them, which a test checks) and a GIN index (PostgreSQL) only
tell which entries hold a word or one with that prefix (`engine.py`): 1,000 at most, whole words
first, prefixes where those are few. Order and facets are computed in Python, so both databases
agree. The key of an entry is its kind and the key of its row in one number, so both stop at the
same entry. Of a query of two words both must hit; of synonyms only whole words: "pro" finds
praktijkonderwijs, not every project. "vmbo-t" is one more word in the index ("vmbot"), so that no
loose "t" matches.

`synonyms.toml` holds synonyms; `migrate` adds new ones, and keeps what editors changed or deleted.
`pupil_words.toml` maps pupils' words to profiles and advice; a migration that empties the index has
it refilled with today's stems.

`pactdir/urls.py` takes the views, `pactdir/apps.py` what runs at start-up, commands `checking`.
"""
