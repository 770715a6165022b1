"""The list of STO regions: which region a row describes, and what its draft contains.

The list was compiled from many pages and is incomplete. Only what is certain becomes a row; the
internal note of the draft holds everything.
"""
