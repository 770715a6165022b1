"""News, events and themes of regions.

An event past midnight (20.00 tot 00.30 uur) is stored on the day it begins, with an end time before
its start time, and is over the day after; an end at 00:00 is the midnight that ends its day. Of an
ambiguous time in October the first is meant. A date typed without a year is the next one for an
event, the nearest elsewhere; a year over 50 back or 10 ahead is asked about once. Calendar files
state times in UTC, which needs no time zone table; events of several days are whole days, because
nobody says whether the evenings between belong to them.

Themes are rows; articles and events point to them. Schools have none: a theme's page lists the
schools of the regions that work on it, and says that this is all it knows.
"""
