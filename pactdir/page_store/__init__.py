"""Public pages cached as they went out, until public data, the release or the day changes.

A page's ETag hashes the release (code, templates, static files, requirements, printed settings),
the content version, the day in Amsterdam and the address with its host. It is known before the page
is rendered, so nothing is stale and no dependencies are tracked. A page is kept in brotli and gzip,
in the worker's memory or in Redis, and served (or answered by a 304) for one query. Never cached:
the admin, previews, answers with a cookie, `no-store`, `private` or `Vary: Cookie`, errors, and
pages that show what a visitor typed (`q`, `naam`, `vanaf`). Filtered lists have a small cache of
their own, so that strangers only evict each other. Only public pages are compressed: none with a
secret.

A view declares which query parameters it reads (`regions.lists.query_names.reads`); all others
("?utm_source=...") are dropped by one redirect (`clean_addresses.py`). A test checks that public
pages read only tables written inside `changing()`.

Others use `middleware.PageStore` and `clean_addresses.CleanAddresses` (settings), `backends` for
the caches, and `middleware.seen`, the versions this worker knows of.
"""
