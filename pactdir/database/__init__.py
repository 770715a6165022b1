"""Database time-outs, detection of a hung server, and private SQLite files.

Imported by settings, `deploy` and `outage`; Django imports the PostgreSQL backend.
"""
