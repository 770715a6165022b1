"""Who did what: the audit log in the database, and a line per event on stderr.

Whoever does something worth recording calls `record` in the same transaction; `receivers` does so
for what signals tell of. `log_admin` shows the log: all of it to national editors, to leaders what
is about their regions. Events are never changed or deleted, but for two exceptions that are
recorded themselves: addresses are cleared after thirty days, and a person can be erased.
"""
