"""Public pages that join the apps: home, regions, municipalities, comparisons, texts and sitemaps.

`pactdir/urls.py` takes the views; the maps and `nearby` take the
typed pages. A page is loaded in a fixed number of queries before it is rendered.
"""
