"""Lists filtered by the query string.

`narrowing.py` parses a query string into choices, ignored values, links that drop a choice, and
facets; it does not use the database. Subclasses of `NarrowedList` supply the counts:
`DirectoryFilter` here by SQL, `pactdir/search/facets.py` over matches, `pactdir/nearby/filters.py`
over schools in memory. Templates take `ShownFilters` from any of them. A blank value is dropped by
a redirect. A choice without results stays on the page, with its count of 0.

Every app, search and `nearby` may import its modules.
"""
