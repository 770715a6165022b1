"""Who did what: the audit log in the database, and a line per event on stderr.

Whoever does something worth recording calls `record` in the same transaction;
`pactdir/accounts/audit_receivers.py` does so for what signals tell of. `log_admin` shows the log to
national editors, and to leaders the part about their regions. Events are never changed or deleted;
only their addresses are cleared after thirty days, which is recorded itself.
"""
