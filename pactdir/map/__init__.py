"""Maps: drawn here as SVG, so that they need no script, no tiles and nobody else's server."""
