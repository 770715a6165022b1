"""Profiles that schools taught on a date or in a school year, according to a DUO file.

A pupil or an exam in a profile shows that the location taught it then. The number of pupils is not
used: small numbers are masked, and they do not show what is taught.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from pactdir.importing.imported_values import (
    BATCH,
    PreviousValues,
    as_text,
    imported_rows,
    previous_values,
    store,
)
from pactdir.importing.outcome import Difference, Outcome, in_words
from pactdir.importing.problems import Problem
from pactdir.importing.reference_dates import is_older, row_date
from pactdir.importing.run import Run
from pactdir.importing.schools.codes_of_merged import schools_by_other_code
from pactdir.importing.schools.profile_departments import is_no_profile, profile_of
from pactdir.models import ImportedRow
from regions.fields.partial_date import PartialDate
from regions.wording.dutch import counted, listed
from regions.writing.changing import changing
from schools.models import Profile, ProfilesBasis, School
from schools.profile_words import labels, source

# Exams and pupil counts fill the same fields, so they share their imported values.
IMPORTED_AS = "profielen van scholen"
FIELDS = ("profiles", "profiles_known", "profiles_basis", "profiles_on", "note")
INCOMPLETE = (
    "De lijst van profielen is misschien niet volledig: bij DUO staat ook de code {}, die wij niet "
    "kennen."
)


@dataclass(frozen=True)
class TaughtProfiles:
    basis: ProfilesBasis
    on: PartialDate
    run: Run
    outcome: Outcome
    changed: list[School] = field(default_factory=list)

    def write(self, departments: Mapping[str, set[str]]) -> PreviousValues:
        real = School.objects.exclude_examples().exclude(location_code="")
        schools = {school.duo_code: school for school in real}
        before = imported_rows(IMPORTED_AS)
        # The last import of a school with a new code may be stored under its former code.
        last_of = {row.object_id: row for row in before.values()}
        imported = []
        by_present_code = _by_present_code(departments, schools)
        for code, names in sorted(by_present_code.items()):
            profiles = _sorted_profiles(filter(None, map(profile_of, names)))
            unknown_departments = listed(sorted(name for name in names if _is_unknown(name)))
            if unknown_departments:
                self.outcome.warnings.append(
                    _unknown_department_warning(code, unknown_departments, profiles)
                )
            if not profiles or (school := schools.get(code)) is None:
                continue
            last = before.get(code) or last_of.get(school.pk)
            if self._is_older(school, last):
                if profiles != school.profiles:
                    self.outcome.older.append(self._difference(school, profiles))
            else:
                note = INCOMPLETE.format(unknown_departments) if unknown_departments else ""
                imported.append(self._merge(school, code, profiles, note, last))
        unknown_count = len(by_present_code.keys() - schools.keys())
        if unknown_count:
            count = counted(unknown_count, "vestiging staat", "vestigingen staan")
            self.outcome.warnings.append(f"{count} niet bij onze scholen")
        self._save()
        store(imported)
        self.run.written_profiles[self.basis, self.on] |= {row.key for row in imported}
        return previous_values({row.key for row in imported}, before)

    def _is_older(self, school: School, last: ImportedRow | None) -> bool:
        """Also true if a newer edition, or another file in this import, is about the same date."""
        if (school.profiles_basis, school.profiles_on) != (self.basis, self.on):
            return is_older(self.on, school.profiles_on)
        is_written = school.duo_code in self.run.written_profiles[self.basis, self.on]
        return is_written or (last is not None and is_older(self.outcome.edition, row_date(last)))

    def _merge(
        self, school: School, code: str, profiles: list[str], note: str, last: ImportedRow | None
    ) -> ImportedRow:
        said = last.values.get("said", "") if last else ""
        # Treat profiles and `profiles_known` as one field.
        ours = as_text(School, "profiles", school.profiles) if school.profiles_known else None
        theirs = as_text(School, "profiles", profiles)
        # An editor entered them, or cleared them after an import.
        is_edited = not school.profiles_basis and (ours is not None or last is not None)
        is_as_before = (school.profiles_basis, school.profiles_on) == (self.basis, self.on)
        if ours == theirs and (is_edited or (is_as_before and said == note)):
            self.outcome.unchanged += 1
        elif is_edited:
            self.outcome.conflicts.append(self._difference(school, profiles))
        else:
            self.outcome.changed.append(self._difference(school, profiles))
            self.outcome.changed_rows += 1
            school.profiles, school.profiles_known = profiles, True
            school.profiles_basis, school.profiles_on = self.basis, self.on
            school.note = _replace_sentence(school.note, said, note)
            self.changed.append(school)
        values = {"profiles": theirs, "said": note}
        return ImportedRow(
            kind=IMPORTED_AS,
            key=code,
            object_id=school.pk,
            values=values,
            dates=dict.fromkeys(values, (self.outcome.edition or self.on).isoformat()),
        )

    def _save(self) -> None:
        # In bulk, since fully validating each school takes most of the time of an import.
        others = {column.name for column in School._meta.fields if column.name not in FIELDS}
        for school in self.changed:
            try:
                school.clean_fields(exclude=others)
            except ValidationError as error:
                self.run.problems += [
                    Problem(self.outcome.file, f"{school}: {text}") for text in error.messages
                ]
        if self.changed and not self.run.problems:
            with changing():
                School.objects.bulk_update(self.changed, FIELDS, batch_size=BATCH)

    def _difference(self, school: School, profiles: list[str]) -> Difference:
        ours = "onbekend"
        if school.profiles_known:
            ours = in_words(", ".join(labels(school.profiles)))
        ours_source = source(school.profiles_basis, school.profiles_on)
        theirs = f"{', '.join(labels(profiles))} ({source(self.basis, self.on)})"
        return Difference(
            str(school), "profielen", f"{ours} ({ours_source})" if ours_source else ours, theirs
        )


def _by_present_code(
    departments: Mapping[str, set[str]], schools: Mapping[str, School]
) -> dict[str, set[str]]:
    """Merge only codes decided to belong to one school: a successor is another school."""
    codes, others = {school.pk: code for code, school in schools.items()}, schools_by_other_code()
    result: defaultdict[str, set[str]] = defaultdict(set)
    for code, names in departments.items():
        present = code if code in schools else codes.get(others.get(code, 0), code)
        result[present] |= names
    return result


def _is_unknown(department: str) -> bool:
    return profile_of(department) is None and not is_no_profile(department)


def _unknown_department_warning(code: str, unknown_departments: str, profiles: list[str]) -> str:
    rest = "de profielen zijn misschien niet volledig" if profiles else "niets overgenomen"
    return f"{code}: de afdeling {unknown_departments} kennen we niet; {rest}"


def _sorted_profiles(profiles: Iterable[Profile]) -> list[str]:
    present = set(profiles)
    return [profile.value for profile in Profile if profile in present]


def _replace_sentence(note: str, last: str, new: str) -> str:
    if last:
        return note.replace(last, new).strip()
    return f"{note}\n{new}" if note and new else note or new
