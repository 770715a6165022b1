"""Real municipalities and all regions: page, PDF, CSV and XLSX have the same numbers.

The comparison is in `tests/pages/same_numbers.py`.
"""
