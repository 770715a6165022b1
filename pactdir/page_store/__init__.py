"""Public pages cached as they went out, until public data, the release or the day changes.

Others use `middleware.PageStore` and `clean_addresses.CleanAddresses` (settings), `backends` for
the caches, and `middleware.seen`, the versions this worker knows of.
"""
