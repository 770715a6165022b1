"""Charts as inline SVG, rendered on the server without script or style attributes.

A chart is a frozen dataclass that computes its coordinates; a partial in `templates/charts/` draws
it. It has a title and a description with every value, and is shown next to its table. An amount
between two bounds is drawn solid up to the lower bound and open up to the upper one, so a chart is
readable in black and white; a missing one is drawn as a question mark.

Pages import `points`, `bars`, `columns`, `lines` and `timeline`.
"""
