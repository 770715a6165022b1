"""Maps as SVG, rendered on the server: no script, no tiles, no third party.

Every map has a list next to it with the same content. Outlines are snapped to a grid and simplified
so that both sides of a border stay identical (`outlines.py`). The maps of the country and of each
province have a URL with a hash of the SVG, cached forever; `/kaart/nederland.svg` redirects
to the current one. Pages get that URL from a per-version cache (`cached_maps.py`) and embed the map
in an iframe, so that its links and keyboard navigation work. Only our own pages may frame it, and
its Content-Security-Policy allows its own style sheet, by hash, and nothing else. Maps of a region
and of the surroundings of a postcode are small, and inline. Where no boundaries are loaded, points
are drawn instead.

`pages`, `nearby`, the template tags and `pactdir/urls.py` import from here.
"""
