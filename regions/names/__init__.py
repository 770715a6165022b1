"""Comparison of names: folded, in one spelling, and by alternative names of a place.

Imports no models; every app may import its modules.
"""
