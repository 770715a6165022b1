"""The admin as a whole: who gets in, and the page it opens with.

`pactdir/apps.py` names `site.PactAdminSite`; nothing else imports from here.
"""
