"""Model fields that Django lacks: dates as precise as their source, sets of choices, rich text.

Knows no models of ours; every app and migration may import its modules.
"""
