"""Database time-outs, detecting a server that hangs, and private SQLite files.

Settings, `deploy` and `outage` import its modules; Django the PostgreSQL backend.
"""
