"""The first step: turn a file into validated rows, or problems with line numbers.

`files` reads bytes, `encodings` decodes them, `letters` knows what Dutch names hold; `sheets` reads
CSV, `json_text` and `geojson` read GeoJSON; a `layout` describes a kind of file, `rows` validates
each line with the form of that layout.
"""
