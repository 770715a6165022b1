"""The first step: a file of bytes becomes checked rows, or problems with their lines.

`files` makes text of bytes, `sheets` reads CSV, `json_text` and `geojson` the rest; a `layout` says
how a kind of file looks, `rows` checks each line in the form of that layout.
"""
