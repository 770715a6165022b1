"""Dutch words for dates, counts, sources, states and terms, the same on every page.

Imports no models; every app may import its modules.
"""
