"""Rules for files about schools: common names, field values, match proposals.

`common_names` (with `name_words`, `level_lists`, `capitals`) shortens an official name to the
name in daily use; `location_form` and `location_values` read a location; `match_proposals`,
`similarity` and `open_proposals` ask editors whether it is an existing school; `school_lookup`
finds schools by name and place.
"""
