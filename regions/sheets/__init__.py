"""Lists and pages as CSV and XLSX, for spreadsheets and programs.

A page at "/gemeenten/" has its sheets at "/gemeenten.csv" and "/gemeenten.xlsx", with the same
query string (`addresses.py`). The view of a sheet returns a `Sheet` under `@as_sheet`, made of the
filter or the data object that the page shows. Each app declares its columns in `sheets.py`, a list
of `Column`; a page that is not a list is a table of `Fact`.

Unknown values are written out, as on the page, since an empty cell could be read as "no". A date
is as precise as its source, in a form that no spreadsheet turns into a day.
"""
