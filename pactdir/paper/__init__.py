"""The page of a municipality or region as a tagged PDF, to print for a meeting.

`/gemeenten/<name>.pdf` and `/regios/<name>.pdf` have the data and texts of the page
(`templates/pdf/` includes its partials), with its URL, date and sources. WeasyPrint needs
Pango, which pip cannot install: without it the site works, but `.pdf` answers 503 with a link to
the page.
Rendering takes half a second of CPU, so a worker makes one at a time and the page store keeps it.
A test checks the tags, but no PDF/UA validator does, so no page claims conformance.

`pactdir/urls.py` imports the URLs.
"""
