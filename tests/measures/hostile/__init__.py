"""Sends thousands of hostile requests to the site, on SQLite and on PostgreSQL: make hostile"""

MAX_CPU = 0.5  # seconds of CPU for one answer
