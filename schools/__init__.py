"""Schools: what they teach, where they are, in which regions they take part.

DUO's structure says what a school *may* offer: `School.levels_basis` tells those levels from stated
ones, and `level_words` puts both in words. Imports write it together with the levels. An imported
school is called what people call it; DUO's name stands beside it, and finds it too.
`School.told_apart_by` is its street where another school in its place has the same name: computed
for all schools as a change ends (`namesakes`), so that no page queries for it, and not in the
history. Levels and profiles are short closed lists in one column: a table would cost each list a
query. `/scholen/<name>/` also answers to a former name; where several schools had it, the page
asks.
"""
