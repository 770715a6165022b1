"""Distances between points, and the postcode from which distances to a place are measured.

Imports no models; every app may import its modules.
"""
