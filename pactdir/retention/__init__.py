"""How long personal data is kept: the table of /privacy/, and `manage.py retention`, which deletes
what is older.

Each number stands in the code of what it is about; `rules` names them all. The page of the site and
a command import it.
"""
