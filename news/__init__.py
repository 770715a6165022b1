"""News, events and themes of regions: models, filters, pages, calendar files and admin.

An event that runs past midnight (20.00 tot 00.30 uur) is stored on the day it starts, with an end
time before its start time, and is past on the next day; an end time of 00:00 is the midnight at the
end of its day. An ambiguous time in October means the first of the two. A date typed without a year
is read as the next such date for an event and as the nearest one elsewhere; a year more than 50
years back or 10 ahead has to be confirmed once. Calendar files give times in UTC, so they need no
rules for summer time. An event of several days becomes an all-day entry, because no source says
whether it includes the evenings in between.

Articles and events point to themes; schools do not. A theme's page lists the schools of the regions
that work on the theme, and states that nothing more is known about these schools.

Other apps import the models from `news.models`; `pactdir` also imports the URL patterns, the view
of the open days, `news.calendar` for calendars to follow, and `news.months` for the sitemap.
"""
