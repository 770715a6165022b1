"""Style sheets as they go out: one file for what one imports, so that a page asks for one.

A browser also reads the parts as they are, a request for each.

The settings name `finders`; nobody imports this package.
"""
