"""Database time-outs, detection of a server that hangs, private SQLite files.

Imported by settings, `deploy` and `outage`; Django imports the PostgreSQL backend.
"""
