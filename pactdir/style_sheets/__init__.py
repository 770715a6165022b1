"""Style sheets as they go out: one file for what one imports, and Django's own below ours.

The site and the admin each link one sheet, kept in files by subject; a browser also reads those as
they are, a request for each. Django's templates link its sheets for the admin without a layer, and
rules in no layer beat those in any; so each is put in the layer "django", the lowest.

The settings name `finders`; nobody imports this package.
"""
