"""Maps as SVG, drawn here: no script, no tiles, no third party. Every map has a list beside it.

Outlines are snapped to a grid and simplified alike on both sides of a border (`outlines.py`). The
country and each province have an address with a digest of the drawing, cached for ever;
`/kaart/nederland.svg` redirects to today's. Pages know the digest from a per-version cache
(`cached_maps.py`). Such a map is framed, so that its links and keys work: it alone may be framed,
by our own pages, and its policy allows only its own style, by hash. Maps of a region and of what is
nearby are small and inline. Without boundaries, points are drawn.

The template tags, `nearby` and `pactdir/urls.py` import from here.
"""
