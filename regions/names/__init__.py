"""Comparison of names: folded, in one spelling, by alternative names of a place, and postcodes.

Imports no models; every app may import its modules.
"""
