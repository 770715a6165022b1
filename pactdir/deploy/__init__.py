"""Running the site: installation, first start, health probes, log format, compressed static files.

Used by settings, `pactdir/urls.py` and the shell scripts; by no other module.
"""
