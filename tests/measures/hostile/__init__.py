"""Thousands of hostile questions, asked on both databases: make hostile"""

LONGEST = 0.5  # seconds of CPU for one answer
