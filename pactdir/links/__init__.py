"""Visits the links on public pages: `manage.py check_links`.

`public_links` finds the URLs in the rows of all record kinds, `answers` visits one and judges the
answer, `checking` visits those that are due, `dead` lists the dead links in the rows of regions.
"""
