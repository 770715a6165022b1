"""Schools: what they teach, where they are, and in which regions they take part.

DUO registers which levels a school *may* offer. `School.levels_basis` distinguishes those from
stated levels, and `level_words` has texts for both; imports write both columns together. An
imported school has the name in common use, and search finds it by DUO's name too.
`School.told_apart_by` is the street of a school with a namesake in the same place. It is computed
for all schools at the end of a change (`namesakes`), so that no page queries for it, and is not in
the history. Levels and profiles are short closed lists in one column: a table would cost
each list page a query. `/scholen/<name>/` also redirects from a former name, or lists the schools
if several had it.
"""
