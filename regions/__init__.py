"""The ground floor: geography, regions, agreements, participation, and what all apps share.

The domain is in `models` and the modules beside it. A derived municipality (linked to a region only
through schools) is never a row: `models/links.py` has the condition, `Municipality.objects.derived`
is the query, `taking_part` the same for pages. A region is never derived from a province: a
municipality without a known region links to the regions of its province, and its page says that
this is all.

What the models are made of knows no subject: `fields`, `names`, `wording`, `geo`, `rights`,
`writing` and `directory`. On top of the domain: `history`, `lists` (filters and facets) and
`editing` (the admin's machinery).
"""
