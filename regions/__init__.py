"""Geography, regions, agreements and participation, and the code that all apps share.

The domain is in `models` and the modules next to it. A derived municipality (linked to a region
only through schools) is never stored: `models/links.py` has the condition,
`Municipality.objects.derived` is the query, and `taking_part` has the links for pages. A region is
never derived from a province: a municipality without a known region links to the regions of its
province, and its page states that nothing more is known.

The packages below the models import no domain model: `fields`, `names`, `wording`, `geo`, `rights`,
`writing` and `directory`. The packages above them are `history`, `lists` (filters and facets) and
`editing` (base classes of the admin).
"""
