"""Real municipalities and all regions: the page, PDF, CSV and XLSX of each say the same numbers.

What is compared is in `tests/pages/same_numbers.py`.
"""
