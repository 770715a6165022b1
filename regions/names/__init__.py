"""How names are compared: folded, in one spelling, and by what people call a place.

Knows no models; every app may import its modules.
"""
