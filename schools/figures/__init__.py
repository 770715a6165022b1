"""Pages of figures: all indicators, one with its areas, and one area to cite. Only urls.py is used
elsewhere.
"""
