"""Accounts: their admin, the lockout after failed logins, and forms submitted while logged out.

Settings, commands and `pactdir/admin.py` use it, and so does `admin_site` for the login page.
"""
