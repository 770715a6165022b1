"""Report on a region in one calendar year or funding period, as a page and as a PDF.

`/regios/<name>/jaar/2021/` and `/regios/<name>/jaar/2020-2023/`: the URL has years only, so that it
stays the same after edits. The state is that of the last day of the year; what happened are the
points of the timeline in that year.

`pactdir/urls.py` imports the patterns of `urls`; `pactdir/paper/` makes the PDF from `report`.
"""
