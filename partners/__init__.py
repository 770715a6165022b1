"""Companies and other organisations that take part in a region, and offers: things to do.

An offer is of one school, one partner or the region itself. One region edits it; it can be open in
other regions too. Without an end date, it counts as running for a year after its source.

Other apps import the models from `partners.models`; `pactdir` also includes the URL
patterns and sheets.
"""
