"""Public pages that join the apps: home, regions, municipalities, comparisons, texts, sitemaps.

A page is loaded in a fixed number of queries before it is rendered. `/gemeenten/<name>/` also
accepts former municipalities and places: it redirects, or lists the municipalities if several are
meant. `/vergelijken/` compares up to four regions or schools. The URL holds the whole choice, and
the list of schools keeps it in its own URLs (`?vergelijk=`). On narrow screens the table shows one
aspect after another. Example pages, search results and comparisons are `noindex`. A term
links to the glossary at its first use on a page, but not in a list, heading or link. The menu is
folded on a phone; without the CSS for that, a browser shows it open.

`pactdir/urls.py` imports the views, the template tag `picture` the size of a picture.
"""
