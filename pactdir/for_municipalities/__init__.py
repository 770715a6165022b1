"""`/voor-gemeenten/`: what a municipality can do here with the call of 24 March 2022.

The page has the four recommendations of that call. `?gemeente=<slug>` fills them in for one
municipality, with the data of its own page and what lies around it. A name that is no slug
redirects to the municipality it means, or asks which of several. Of networks and schemes it says
only what a source says (`networks.toml`).

`pactdir/urls.py` imports `views`.
"""
