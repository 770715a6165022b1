"""The first step: turn a file into validated rows, or problems with line numbers.

`files` reads bytes, `encodings` decodes them, `letters` lists the letters in Dutch names; `sheets`
reads CSV, `json_text` and `geojson` read GeoJSON; a `layout` describes a kind of file, `rows`
validates each line with the form of that layout.
"""
