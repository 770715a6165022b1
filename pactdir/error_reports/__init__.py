"""`/klopt-niet/`: anyone reports what is wrong on a page, without an account.

`reported_page` decides which region a page is of; its leader answers, and national editors answer
about what regions share and what waits too long. `answering` receives and answers a report, each
exactly once, and mails whoever left an address. Nothing of a report is public.

Others import `report_admin` and `urls`.
"""
