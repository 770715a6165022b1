"""The kinds of files, a module each. How to add one:

1. Write a module here with a `RowForm` (it checks a line, as the admin would) and a `Kind`.
2. Say its name, model, `columns` (with the spellings of each edition), form, key and `fields`.
3. `match`: hand `match_rows` our objects by the key in the file, and what a row says as values.
4. `write`: hand the matches to `write_rows`, and do what follows; answer its `previous` values.
5. Add it to `KINDS`, after what its rows point to, and an `import_...` command of three lines.
6. To be fetched: its `source()` in `IMPORT_SOURCES`. `test_a_new_kind.py` is an example.
"""

from pactdir.importing.kinds.boundaries import Boundaries
from pactdir.importing.kinds.exams import Exams
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.kinds.neighbours import Neighbours
from pactdir.importing.kinds.postcodes import Postcodes
from pactdir.importing.kinds.primary_schools import PrimarySchools
from pactdir.importing.kinds.profiles import Profiles
from pactdir.importing.kinds.regions import Regions
from pactdir.importing.kinds.schools import OfficialSchools, Schools
from pactdir.importing.kinds.successions import Successions

# In this order, for what comes later points to what came before; what two kinds tell of the same
# rows, the first knows best.
KINDS: tuple[type[Kind], ...] = (
    Municipalities,
    Successions,
    Neighbours,
    Boundaries,
    Postcodes,
    OfficialSchools,
    Schools,
    Profiles,
    Exams,
    Regions,
    PrimarySchools,
)
