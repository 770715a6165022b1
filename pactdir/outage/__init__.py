"""What the site answers while its database does not.

A GET that met a broken connection is tried once more (`middleware.py`). Where that does not help,
the last good copy of a public page goes out (`pactdir/page_store`), and else a page that says to
come back (`pages.py`), with what was sent in a form of the admin in it (`sent_form.py`).
"""
