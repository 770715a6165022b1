"""How far each municipality is from a location with each technical profile.

Distances are straight lines from a point in the municipality. A location with
unknown profiles may be nearer, so those that are nearer are counted too.

`pactdir/urls.py` imports `views` and `sheets`; the comparison of municipalities imports `nearest`
and the columns of `sheets`, the page for municipalities `nearest`.
"""
