"""Model fields that Django lacks: dates as precise as their source, sets of choices, rich text.
Also a migration operation for attributes such as help texts.

Imports no models of the site; every app and migration may import its modules.
"""
