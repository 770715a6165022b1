"""The admin site: who may log in, and its index page.

`pactdir/apps.py` names `site.PactAdminSite`; nothing else imports from here.
"""
