"""Running the site: installation, first start, health probes, log format, compressed static files.

Only settings, `pactdir/urls.py`, `pactdir/apps.py` and the shell scripts use it.
"""
