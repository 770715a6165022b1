"""Charts as inline SVG, made on the server: no script, no style attributes.

A chart is a frozen dataclass that works out its coordinates; a partial in `templates/charts/` draws
it. It has a title and a description with every value, and stands next to the table that it comes
from. An amount between two bounds is drawn solid up to the lower bound and open up to the upper
one, so a chart says the same in black and white; a missing one is drawn as a question mark.

Pages import `points`, `bars`, `columns`, `lines` and `timeline`.
"""
