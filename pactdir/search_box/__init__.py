"""What the one search box understands: postcodes, places, municipalities, addresses, typing errors.

The gazetteer holds all place names in memory until public data changes; a query is compared with
each, in one spelling. A unique place redirects to the postcode at its centre, with a link to its
municipality. A municipality (or a former one) without a place of its name asks: the municipality
itself, or one of its places; "Gemeente Hoorn" asks nothing. A town that extends over its border is
one place; a village in two municipalities is asked about. Who filters a search by a choice in the
address is never redirected. `tests/pactdir/search_box/questions.toml` says what each query must
give, and is tested over the whole country.

Search, nearby and a command import `gazetteer`, `typing_errors` and `understanding`.
"""
