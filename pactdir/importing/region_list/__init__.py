"""The list of STO regions: which region of ours a row is, and what a draft of it holds.

The list was gathered from many pages and is not complete. Of what it says only that becomes a row
which it says for certain; all of it stands in the draft's note.
"""
