"""Pages of figures: all indicators, one indicator with its areas, and a citable page of one area.

Other apps use only `urls.py`.
"""
