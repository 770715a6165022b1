"""School locations, from DUO or from the geocoded list derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from pactdir.importing.imported_values import PreviousValues, imported_rows
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import Matches, match_rows, with_imported_keys
from pactdir.importing.outcome import Outcome
from pactdir.importing.reading.columns import (
    BRIN,
    LATITUDE,
    LOCATION,
    LONGITUDE,
    MUNICIPALITY,
    PLACE,
    Column,
)
from pactdir.importing.reading.layout import Row
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.run import Run
from pactdir.importing.schools.location_form import SchoolForm
from pactdir.importing.schools.location_values import LocationValues
from pactdir.importing.schools.match_proposals import MatchProposer, decided_codes
from pactdir.importing.schools.open_proposals import changed_since, open_proposals
from pactdir.importing.schools.possibly_closed import mark_possibly_closed, may_be_marked
from pactdir.importing.schools.registers import SECONDARY_SCHOOLS
from pactdir.importing.schools.school_slugs import SchoolSlugs, apply_values, prepare_new_schools
from pactdir.importing.writing.rows import write_rows
from pactdir.models import ImportedRow
from regions.fields.partial_date import PartialDate
from schools.models import Level, School


class Schools(Kind):
    """The geocoded list, which has points and CBS codes of municipalities."""

    name = SECONDARY_SCHOOLS
    model = School
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", LOCATION),
        Column("brin", BRIN),
        Column("name", ("naam",)),
        Column("structure", ("onderwijsstructuur",)),
        Column("street", ("straat",)),
        Column("number", ("huisnummer",)),
        Column("postcode", ("postcode",)),
        Column("place_name", PLACE),
        Column("municipality", MUNICIPALITY),
        Column("site", ("internetadres",)),
        LATITUDE,
        LONGITUDE,
    )
    form: ClassVar[type[RowForm]] = SchoolForm
    key_field = "code"
    identifying_name = "official_name"
    fields: ClassVar[tuple[str, ...]] = (
        "name",
        "official_name",
        "brin",
        "location_code",
        "municipality",
        "place",
        "address",
        "postcode",
        "website",
        "levels",
        "levels_basis",
        "latitude",
        "longitude",
        "possibly_closed",
    )
    field_groups: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("brin", "location_code"),
        ("municipality", "place"),
        ("address", "postcode"),
        ("latitude", "longitude"),
        ("levels", "levels_basis"),
    )
    dependent_fields: ClassVar[Mapping[str, str]] = {"levels_basis": "levels"}
    is_complete = True
    publisher = "DUO"
    remark = (
        "Voortgezet speciaal onderwijs (vso) en mbo staan in andere bestanden van DUO, "
        "schoolbesturen ook; hier komen ze niet uit."
    )
    register = "DUO, alle vestigingen vo"
    levels_in_other_files: ClassVar[frozenset[str]] = frozenset({Level.VSO, Level.MBO})

    @classmethod
    def source(cls) -> str:
        return "schools"

    @classmethod
    def source_of(cls, as_of: PartialDate | None) -> str:
        return f"{cls.register}, {as_of}" if as_of else cls.register

    @classmethod
    def would_remove(cls, imported: ImportedRow, existing: School) -> bool:
        return may_be_marked(imported, existing)

    @classmethod
    def match(cls, rows: list[Row], run: Run, outcome: Outcome) -> Matches:
        schools = School.objects.exclude_examples().select_related("place", "municipality")
        by_code = {school.duo_code or f"#{school.pk}": school for school in schools}
        imported, decided = imported_rows(cls.name), decided_codes()
        existing = with_imported_keys(by_code, imported)
        values = LocationValues.load(rows, existing, imported, run, cls.name)
        outcome.warnings += [
            f"{row.cells['name']} ({row.key}): {row.cells['doubt']}, weggelaten"
            for row in rows
            if row.cells["doubt"]
        ]
        return match_rows(
            cls,
            rows,
            by_code,
            lambda row: {
                name: value for name, value in values.for_row(row).items() if name in cls.fields
            },
            run,
            outcome,
            imported=imported,
            should_write=lambda row: row.key in by_code or row.key not in decided,
            approximate=_approximate_fields,
        )

    @classmethod
    def write(cls, matches: Matches, run: Run, outcome: Outcome) -> PreviousValues:
        proposals_before, source = open_proposals(), cls.source_of(outcome.as_of)
        slugs = SchoolSlugs()
        for match in [*matches.matched, *matches.skipped]:
            slugs.expect_name(match.row.key, match.values["name"], match.values["place"])
        result = write_rows(
            cls,
            matches,
            run,
            outcome,
            prepare=partial(prepare_new_schools, source=source, slugs=slugs),
            apply=partial(apply_values, slugs=slugs, source=cls.register),
        )
        by_code = {match.row.key: school for match, school in result.objects}
        new = {match.row.key for match in matches.to_create}
        proposer = MatchProposer(source, outcome, cls.levels_in_other_files)
        proposer.propose(by_code, new & by_code.keys())
        closed: PreviousValues = {}
        if matches.may_remove:
            seen = run.seen_keys[cls.name]
            closed = mark_possibly_closed(matches.missing, seen, cls.name, outcome)
            proposer.propose_successors(matches.missing, seen)
        return {**closed, **result.previous, **changed_since(proposals_before)}


class OfficialSchools(Schools):
    """DUO's own file "alle vestigingen vo", with the headings of all editions."""

    columns = (
        Column("code", LOCATION),
        Column("brin", BRIN),
        Column("name", ("vestigingsnaam", "instellingsnaam vestiging")),
        Column("structure", ("onderwijsstructuur",)),
        Column("street", ("straatnaam",)),
        Column("number", ("huisnummer toevoeging",)),
        Column("postcode", ("postcode",)),
        Column("place_name", PLACE),
        Column("municipality", MUNICIPALITY),
        Column("site", ("internetadres",)),
    )


def _approximate_fields(row: Row) -> set[str]:
    return {"latitude", "longitude"} if row.cells.get("latitude") is None else set()
