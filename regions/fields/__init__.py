"""Model fields that Django lacks: dates as precise as their source, sets of choices, rich text.
And a migration that alters only words.

Imports no models of the site; every app and migration may import its modules.
"""
