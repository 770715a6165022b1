"""Distances between points, and the postcode to measure a place from.

Knows no models; every app may import its modules.
"""
