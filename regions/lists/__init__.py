"""Lists filtered by the query string.

`narrowing.py` parses a query string into choices, ignored values, links that remove one choice, and
the facets to show, without the database. Code that has the rows subclasses `NarrowedList` and
counts: `DirectoryFilter` here in SQL, `pactdir/search/facets.py` in the search results,
`pactdir/nearby/filters.py` in the schools in memory. Templates always take a `ShownFilters`.
A blank value is no choice, and a redirect drops it. A choice without results stays on the page,
with its 0.

Every app, search and `nearby` may import its modules.
"""
