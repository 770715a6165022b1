"""Requests every page of the whole country and checks every sentence on it: make country-walk

`loading` fills a database, `visiting` requests pages, `reading` cuts a page into sentences and
rows, `checks` and the patterns in `forbidden.toml` describe what no page may hold, `facts` what the
database knows and a page may not contradict.
"""
