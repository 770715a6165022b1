"""Accounts: their admin, the log-in lock per address, and forms sent while logged out.

Settings and `pactdir/admin.py` use it, and `admin_site` for the log-in page.
"""
