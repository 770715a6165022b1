"""Comparing names: folded, in one spelling, and by the names that people use for a place.

Knows no models; every app may import its modules.
"""
