"""Responses while the database is down.

A GET that hit a broken connection is retried once (`middleware.py`). Otherwise the last cached copy
of a public page is served (`pactdir/page_store`), or else a 503 (`pages.py`); after a POST to the
admin it holds the submitted form (`sent_form.py`).

Others import `overload` (gunicorn); settings name the middleware and the error handler.
"""
