"""The third step: write the matches to the database. Editors win.

The last imported value of each field is stored, and a field is overwritten only if it still has
that value. An empty field is filled.
"""
