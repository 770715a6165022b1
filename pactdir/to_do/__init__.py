"""The list of things to do: offers, and upcoming events from the calendar.

Both are counted in the same facets and share one order: what is there now, then by date, then
offers that may be gone, then past offers. Past and cancelled events are in the calendar only. With
a postcode, the nearest come first within each part. Its letters are dropped by a redirect.

`pactdir/urls.py` imports the views and the sheet, `pactdir/digest/` the `filters`, to list the same
rows for a postcode.
"""
