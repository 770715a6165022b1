"""What is near a postcode: its region, schools by distance, events, what lies across the border.

Distances are computed to every school in the country, cached per version: so the page can look
further where there are few, and count every choice. Schools known to teach only havo and vwo are
left out until asked for; one whose levels or profiles are unknown never is. There are as many of
these pages as postcodes, with nothing of their own, so they are `noindex` and in no sitemap. A
postcode is said to lie at a border where no other postcode of its municipality is nearer to some of
the municipality, up to 6 km from its point, or within a kilometre of that point.

Only `pactdir/urls.py` imports from here.
"""
