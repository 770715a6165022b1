"""The page of a municipality or region as a tagged PDF, made from the page's data, for a meeting.

`/gemeenten/<name>.pdf` and `/regios/<name>.pdf` say what the page says, in the same words
(`templates/pdf/` includes the partials of the page), with its address, the day and the sources.
WeasyPrint needs Pango, which pip cannot install: without it the site works and `.pdf` answers 503
with a link to the page itself.
Making one takes half a second of CPU, so one is made at a time per worker; the page store keeps it.
The tags are checked by a test, but not by a validator of PDF/UA, so no page claims that.

`pactdir/urls.py` imports the URLs.
"""
