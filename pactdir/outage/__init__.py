"""Responses while the database is down.

A GET that hit a broken connection is retried once (`middleware`). Otherwise the last cached copy
of a public page is served (`pactdir/page_store`), or else a 503 (`pages`); after a POST to the
admin it holds the submitted form (`submitted_form`).

Others import `overload` (gunicorn); settings name the middleware and the error handler.
"""
