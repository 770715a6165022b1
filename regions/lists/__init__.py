"""Lists narrowed by what the address asks for.

`narrowing.py` reads an address and says what is chosen, what is ignored, which links drop a choice
and which facets to show; it knows no database. Whoever has the rows subclasses `NarrowedList` and
counts: `DirectoryFilter` here in SQL, `pactdir/search/choices.py` in what was found,
`pactdir/nearby/filters.py` in the schools at hand. Templates take `ShownFilters`, whoever counted.
A blank value in an address is no choice, and is dropped by a redirect. A choice that would give
nothing stays on the page, with its 0.

Every app, search and `nearby` may import its modules.
"""
