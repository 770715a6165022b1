"""The history of public rows: read as far as a user may, told in words, restored.

The admin (`regions.editing`), the imports and the roof use it; records themselves are written by
`regions.writing.recording`.
"""
