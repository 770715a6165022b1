"""Composes style sheets: one file per entry sheet, and Django's own sheets in a lower layer.

The site and the admin each link one sheet, which imports files by subject; this package inlines
those imports. Django's templates link its admin sheets without a layer, and rules in no layer beat
those in any, so each of these is wrapped in the lowest layer, "django".

Settings name `finders`; nothing else imports this package.
"""
