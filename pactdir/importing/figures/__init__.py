"""Figures counted from the rows of official files: what may be shown of a number, sums, storing.

Kinds of files (`pactdir/importing/kinds/`) hand their rows to these.
"""
