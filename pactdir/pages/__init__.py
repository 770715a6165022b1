"""Public pages that join the apps: home, regions, municipalities, comparisons, texts, sitemaps.

A page is loaded in a fixed number of queries before it is rendered. `/gemeenten/<name>/` also
answers to a former municipality and to a place; where several are meant the page asks.
`/vergelijken/` compares up to four regions or schools; the address holds the whole choice, the list
of schools passes it on (`?vergelijk=`). On a narrow screen the table becomes one aspect after
another. What is invented, searched or compared is `noindex`. A term is linked to its explanation
where it first stands on a page, never in a list, heading or link. The menu folds on a phone; a
browser that cannot keep it folded by CSS shows it open.

`pactdir/urls.py` imports the views, the tag `picture` the size of a picture.
"""
