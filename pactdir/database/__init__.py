"""Database timeouts, detection of a hanging server, and private SQLite files.

Imported by settings, `deploy` and `outage`; Django imports the PostgreSQL backend.
"""
