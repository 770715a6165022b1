"""`/voor-gemeenten/`: what a municipality can do about the recommendations of 24 March 2022.

The page has the four recommendations of that call. `?gemeente=<slug>` fills them in for one
municipality, with the data of its own page and of its surroundings. Any other name redirects to its
municipality, or lists the candidates. Texts about networks and schemes follow their sources
(`networks.toml`).

`pactdir/urls.py` imports `views`.
"""
