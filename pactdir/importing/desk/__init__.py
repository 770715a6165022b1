"""Imports in the admin: uploads, previews, the log, undo, and what waits for a verdict.

Only `pactdir/admin.py`, the first screen of the admin and the settings import from here.
"""
