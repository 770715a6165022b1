"""What is known of a region in one calendar year or funding period, on one page and as a PDF.

`/regios/<name>/jaar/2021/` and `/regios/<name>/jaar/2020-2023/`: below the region, because it is
the region that answers for it, and by the years alone, which no later edit changes. What held is
shown as of the last day of the year; what happened are the points of the timeline in it.

`pactdir/urls.py` imports the patterns of `urls`; `pactdir/paper/` makes the PDF from `report`.
"""
