"""What runs the site: installing, the first start, health, the log, compressed static files.

Settings, `pactdir/urls.py` and the shell scripts use it; no other module does.
"""
