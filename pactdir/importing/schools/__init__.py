"""What the kinds of files about schools need: names as people say them, values, proposals.

`people_names` (with `name_words`, `level_lists`, `capitals`) makes a name of one in a register;
`location_form` and `location_values` read a location; `proposing`, `likeness` and `open_proposals`
ask editors whether it is a school we have; `listed_schools` finds schools by name and place.
"""
