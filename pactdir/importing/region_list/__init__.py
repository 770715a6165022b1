"""The list of STO regions: which region a row describes, and what its draft contains.

The list was compiled from many pages and is incomplete. Only what it is certain of becomes a row;
all of it is in the internal note of the draft.
"""
