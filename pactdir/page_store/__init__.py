"""Caches rendered public pages until public data, the release or the day changes.

A page's ETag hashes the release (code, templates, static files, requirements, settings shown on
pages), the content version, the day in Amsterdam and the URL with its host. It is known before the
page is rendered, so nothing is ever stale and no dependencies are tracked. A page is cached in
brotli and gzip, in the worker's memory or in Redis, and served (or answered by a 304) with one
query. Never cached: the admin, previews, responses with a cookie, `no-store`, `private` or `Vary:
Cookie`, errors, and pages that show what a visitor typed (`q`, `naam`, `vanaf`). Filtered lists
have a small cache of their own, so that they only evict each other, and so have sheets. Only public
pages are compressed, since none of them contains a secret.

A view declares which query parameters it reads (`regions.lists.query_names.reads`); others, such as
"?utm_source=...", are dropped by a redirect (`clean_urls`). A test checks that public pages
read only tables that are written inside `changing()`.

Settings use `middleware.PageStore`, `clean_urls.CleanUrls` and `backends`; others may use
`middleware.seen_versions`, the content versions that this worker knows.
"""
