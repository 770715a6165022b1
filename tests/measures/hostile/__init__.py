"""Thousands of hostile requests to both databases: make hostile"""

LONGEST = 0.5  # seconds of CPU for one answer
