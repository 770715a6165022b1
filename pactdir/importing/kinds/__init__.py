"""The kinds of files, one module each. How to add one:

1. Write a module here with a `RowForm` (it validates a line, as the admin would) and a `Kind`.
2. Give it a name, model, `columns` (with the spellings of each edition), form, key and `fields`.
3. `match`, if it has `fields`: pass `match_rows` the existing objects by row key, and a function
   that gives a row's values. Without it all rows are `skipped`.
4. `write`: pass the matches to `write_rows`, or store the data of skipped rows; do any follow-up,
   and return the `previous` values.
5. Add it to `KINDS`, after the kinds its rows refer to, and add a three-line `import_...` command.
6. To download it, add its `source()` to `IMPORT_SOURCES`. See `test_a_new_kind.py` for an example.
"""

from pactdir.importing.kinds.agenda import Agenda
from pactdir.importing.kinds.awards import Awards
from pactdir.importing.kinds.boundaries import Boundaries
from pactdir.importing.kinds.candidates import Candidates
from pactdir.importing.kinds.distances import Distances
from pactdir.importing.kinds.exams import Exams
from pactdir.importing.kinds.geonames import GeonamesPostcodes
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.kinds.national_figures import NationalFigures
from pactdir.importing.kinds.neighbours import Neighbours
from pactdir.importing.kinds.offers import Offers
from pactdir.importing.kinds.outlined import OutlinedMunicipalities, OutlinedNeighbours
from pactdir.importing.kinds.postcodes import Postcodes
from pactdir.importing.kinds.primary_schools import PrimarySchools
from pactdir.importing.kinds.profiles import Profiles
from pactdir.importing.kinds.pupils import Pupils
from pactdir.importing.kinds.regions import Regions
from pactdir.importing.kinds.schools import OfficialSchools, Schools
from pactdir.importing.kinds.successions import Successions

# Later kinds refer to rows of earlier ones. If two kinds fill one field of a row, the first wins.
KINDS: tuple[type[Kind], ...] = (
    Municipalities,
    OutlinedMunicipalities,
    Successions,
    Neighbours,
    OutlinedNeighbours,
    Boundaries,
    Postcodes,
    GeonamesPostcodes,
    OfficialSchools,
    Schools,
    PrimarySchools,
    Profiles,
    Exams,
    Pupils,
    Candidates,
    Regions,
    NationalFigures,
    Awards,
    Distances,
    Agenda,
    Offers,
)
