"""Distances between points, and the postcode a place is measured from.

Knows no models; every app may import its modules.
"""
