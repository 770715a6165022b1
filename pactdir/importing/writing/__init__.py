"""The third step: what the matches come down to is written. Editors win.

Of each field the value that was last imported is kept, and a field is overwritten only where
today's value is still that one. A field that was empty is filled.
"""
