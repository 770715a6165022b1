"""The page of a municipality as a PDF to take to a meeting: tagged, and made from the page's data.

`/gemeenten/<name>.pdf` shows what the page shows, in the same words (`templates/pdf/` includes the
partials of the page), with its address, the day and the sources. WeasyPrint needs Pango, which pip
cannot install: without it the site works and `.pdf` answers 503 with a link to the page itself.
Making one takes half a second of CPU, so one is made at a time per worker; the page store keeps it.
The tags are checked by a test, but not by a validator of PDF/UA, so no page claims that.

`pactdir/urls.py` imports the URLs.
"""
