"""Computes figures from rows of official files: masks small counts, adds them up and stores them.

Kinds of files (`pactdir/importing/kinds/`) pass their rows to these modules.
"""
