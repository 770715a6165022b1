"""Accounts: their admin, the lock after failed log-ins, and forms submitted while logged out.

Settings, commands and `pactdir/admin.py` use it, and so does `admin_site` for the log-in page.
"""
