"""Computes figures from the rows of official files: masks small counts, adds up and stores.

Kinds of files (`pactdir/importing/kinds/`) pass their rows to these modules.
"""
