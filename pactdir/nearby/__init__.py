"""The page of a postcode: its region, the schools by distance, events, neighbouring municipalities.

Distances are computed to all schools of the country, which are cached per version. That way the
page can widen its search when there are few, and can count every choice. Schools known to teach
only havo and vwo are hidden unless chosen; schools with unknown levels or profiles are not. There
is a page for every postcode, without content of its own, so these pages are `noindex` and in no
sitemap. A postcode borders another municipality if a stretch of the border, at most 6 km away, is
nearer to its point than to that of any other postcode of its own municipality, or if the other
municipality is within a kilometre.

`pactdir/urls.py` imports views, calendar and sheets, `pactdir.digest` the `surroundings`,
`pactdir.to_do` the `surroundings` and `distances`.
"""
