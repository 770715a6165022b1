"""Site search: one index of everything public, with the same results on SQLite and PostgreSQL.

`SearchEntry` is an ordinary table with an entry per region, municipality, school, theme, partner,
event and article, built from that row and the related rows it displays (`entries.py`). Nothing in
it depends on the day. When a change ends, `indexing.py` works out which entries display one of the
touched rows, now or in their history, and rewrites those that differ in the same transaction. An
abolished municipality has no entry: its successor is found by the old name.

Words are folded and stemmed in Python (`words.py`). FTS5 (SQLite, kept up to date by triggers; a
migration that recreates the table must recreate them, and a test checks that) and a GIN index
(PostgreSQL) only say which entries contain a word or a prefix (`engine.py`): at most 1,000, whole
words first, prefixes only if those are few. Ranking and facets are computed in Python, so that both
databases agree. An entry's primary key combines its kind and the key of its row, so that both
databases cut off at the same entry. All words of a query must match. Synonyms match whole words
only: "pro" finds praktijkonderwijs, not every project. "vmbo-t" is indexed as one more word,
"vmbot", so that a stray "t" does not match it.

`synonyms.toml` lists synonyms; `migrate` adds new ones and leaves alone what editors changed or
deleted. `pupil_words.toml` maps pupils' words to profiles and levels. A migration that empties the
index causes a rebuild with the current stems.

`pactdir/urls.py` imports the views, `pactdir/apps.py` the signal handlers, and the management
commands `maintenance`.
"""
