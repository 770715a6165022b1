"""Thousands of hostile requests to both databases: make hostile"""

MAX_CPU = 0.5  # seconds of CPU for one answer
