"""Interprets a query before searching: as a postcode, a place or an address.

The gazetteer holds every place name in memory, normalised to one spelling, until public data
changes. A place that is unique redirects to the postcode at its centre, with a link to its
municipality. A municipality, present or former, that has no place of the same name leads to a
choice: the municipality itself, or one of its places; "Gemeente Hoorn" leads straight to it. A town
that extends across its municipal border counts as one place; for a village divided between two
municipalities the visitor chooses. Once a filter is in the URL, a search never redirects.
`tests/pactdir/search_box/queries.toml` lists the expected result of each query, tested with data of
the whole country.

Search, nearby, the page for municipalities and a management command import `gazetteer`, `typos` and
`interpreter`.
"""
