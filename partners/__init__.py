"""Companies and other organisations that take part in a region.

Other apps import the models from `partners.models`; `pactdir` also includes `partners.urls`.
"""
