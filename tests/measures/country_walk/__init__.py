"""Every page of the whole country asked once, and every sentence on it looked at: make country-walk

`loading` fills a database, `asking` asks, `reading` cuts a page into sentences and rows, `checks`
and the patterns in `forbidden.toml` say what may not stand there, `facts` what the database knows
that a page may not contradict.
"""
