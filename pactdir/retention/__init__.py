"""How long personal data is kept: the table on /privacy/, and `manage.py retention`, which
deletes older data.

Each period is defined in the code it concerns; `rules` lists them all. The page and the command
import it.
"""
