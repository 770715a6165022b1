"""The audit log: who did what, in the database and as one line per event on stderr.

Code that changes something calls `record` in the same transaction; the receivers in
`pactdir/accounts/audit_receivers.py` do this for events that have a signal. `log_admin` shows the
whole log to national editors, and to leaders the part about their regions. Events are never changed
or deleted; only their IP addresses are cleared after thirty days, and that is recorded too.
"""
