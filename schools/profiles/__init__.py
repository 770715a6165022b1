"""A page for each vmbo profile: what you do in it, and the schools that offer it.

`pactdir/urls.py` imports the URLs, and `schools/structured_data.py` a profile's summary.
"""
