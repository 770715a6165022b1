"""School locations, as DUO publishes them and as the geocoded list made of that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import brin as brin_numbers

from pactdir.importing.geography.places import SUFFIX, places_by_any_name
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.reading.cells import Decimal, Postcode
from pactdir.importing.reading.columns import LATITUDE, LONGITUDE, Column
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.rows import Checked
from pactdir.importing.schools.capitals import in_dutch_capitals
from pactdir.importing.schools.matching import Matching
from pactdir.importing.schools.newcomers import is_for_newcomers
from pactdir.importing.schools.open_proposals import changed_since, open_proposals
from pactdir.importing.schools.page_addresses import SchoolAddresses, is_made_of_name
from pactdir.importing.schools.people_names import people_name
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from regions.clock import today
from regions.models import Municipality, Place, PostcodeArea
from regions.wording.dutch import day_in_words
from schools.models import Level, LevelsBasis, School

if TYPE_CHECKING:
    from pactdir.importing.run import Run

SOURCE = "DUO, alle vestigingen vo"
# VBO is what vmbo basis, kader and gemengd were before they had those names; it says nothing of
# profiles, so nothing of technology. A bridge class is no level beside others.
LEVELS = {
    "VBO": Level.VMBO_BKG,
    "MAVO": Level.VMBO_TL,
    "HAVO": Level.HAVO,
    "VWO": Level.VWO,
    "PRO": Level.PRO,
    "BRUGJAAR": Level.BRIDGE,
}
DAY_IN_NAME = re.compile(r"(20[0-9]{2})[-_.]?([01][0-9])[-_.]?([0-3][0-9])(?![0-9])")
# "7-A", "38-+40", "7-A+B", "12-BIS": a number and what DUO puts behind it.
LETTER_BEHIND = re.compile(r"([0-9]+)-([A-Za-z])")
RANGE_BEHIND = re.compile(r"([0-9]+)-\+([0-9]+)")
WORD_BEHIND = re.compile(r"([0-9]+)-([A-Za-z]+(?:\+[A-Za-z]+)*)")
PHONE = re.compile(r"[0-9 ()+-]{9,}")
# "ww.school.nl", "www,school.nl": meant is another address, and which one is not for us to say.
MISTYPED_HOST = re.compile(r"https?://(w|ww|wwww+)\.|https?://www[^.]")
LONGEST_SITE = 200
SAID_AS_IT_STANDS = ("address", "postcode", "website", "levels", "levels_basis")
# So many missing, and so large a part: then it is no newer file but a piece of one.
PIECE, MANY = 0.1, 20


class SchoolForm(RowForm):
    names = ("name", "place_name", "street")
    code = forms.CharField()
    structure = forms.CharField(required=False)
    street = forms.CharField(required=False, max_length=99)
    number = forms.CharField(required=False, max_length=20)
    postcode = Postcode(required=False)
    place_name = forms.CharField(max_length=120)
    municipality = forms.CharField()
    site = forms.CharField(required=False)
    latitude = Decimal(required=False)
    longitude = Decimal(required=False)

    class Meta:
        model = School
        fields = ["name", "brin", "latitude", "longitude"]

    def clean_name(self) -> str:
        return in_dutch_capitals(" ".join(self.cleaned_data["name"].split()))

    def clean_brin(self) -> str:
        brin = str(self.cleaned_data["brin"]).upper()
        try:
            brin_numbers.validate(brin)
        except NumberError:
            brin = ""
        if len(brin) != len("00WD"):
            raise ValidationError("Een BRIN is twee cijfers en twee letters.")
        return brin

    def clean_code(self) -> str:
        """BRIN and location; in some editions the location alone."""
        code, brin = self.cleaned_data["code"].upper(), self.cleaned_data.get("brin", "")
        if code.isdecimal() and len(code) <= len("00"):
            code = brin + code.zfill(2)
        if not re.fullmatch(r"[0-9]{2}[A-Z]{2}[0-9A-Z]{2}", code):
            raise ValidationError("Een vestiging is een BRIN en twee tekens, zoals 00WD00.")
        if brin and not code.startswith(brin):
            raise ValidationError(f"Deze vestiging hoort niet bij de BRIN {brin}.")
        return code

    def clean_structure(self) -> list[str]:
        found = []
        for token in filter(None, self.cleaned_data["structure"].upper().split("/")):
            if (word := token.strip()) not in LEVELS:
                known = ", ".join(LEVELS)
                raise ValidationError(f"De soort {word} kennen we niet. Wel: {known}.")
            found.append(LEVELS[word].value)
        return [level for level in found if level != Level.BRIDGE] or found[:1]

    def clean_municipality(self) -> Municipality:
        """By its CBS code, or as DUO writes that: "0106", or "106" where a spreadsheet cut it."""
        code = self.cleaned_data["municipality"].upper()
        return self.municipality_of(f"GM{code.zfill(4)}" if code.isdecimal() else code)

    def clean_place_name(self) -> str:
        return in_dutch_capitals(SUFFIX.sub("", self.cleaned_data["place_name"]))

    def clean_site(self) -> str:
        """The address of the site, or nothing where it is none; then `doubt` holds what stood."""
        written = self.cleaned_data["site"]
        site, self.doubt = site_in(written)
        return site

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        street = in_dutch_capitals(cleaned.get("street") or "")
        cleaned["address"] = f"{street} {house_number(cleaned.get('number') or '')}".strip()
        cleaned["website"], cleaned["doubt"] = cleaned.get("site") or "", getattr(self, "doubt", "")
        cleaned["levels"] = cleaned.get("structure") or []
        if is_for_newcomers(cleaned.get("name") or "", cleaned["website"]):
            cleaned["levels"] = [*cleaned["levels"], Level.ISK.value]
        cleaned["levels_basis"] = LevelsBasis.DUO.value if cleaned["levels"] else ""
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("latitude", "Breedte en lengte staan er beide, of geen van beide.")
        return cleaned


def house_number(written: str) -> str:
    """The number as one writes it on a letter: "7A", "38-40", "7 A+B", "12 bis"."""
    if found := LETTER_BEHIND.fullmatch(written):
        return f"{found[1]}{found[2]}"
    if found := RANGE_BEHIND.fullmatch(written):
        return f"{found[1]}-{found[2]}"
    if found := WORD_BEHIND.fullmatch(written):
        behind = found[2].lower() if found[2].isalpha() else found[2]
        return f"{found[1]} {behind}"
    return written


def site_in(written: str) -> tuple[str, str]:
    """A site as one may link to it, and else why what is written is none."""
    if not written:
        return "", ""
    if PHONE.fullmatch(written):
        return "", f"het internetadres “{written}” is een telefoonnummer"
    scheme, separator, rest = written.partition("://")
    if not separator:
        scheme, rest = "https", written
    host, slash, path = rest.partition("/")
    site = f"{scheme.lower()}://{host.lower()}{slash}{path}"
    try:
        URLValidator(schemes=["http", "https"])(site)
    except ValidationError:
        return "", f"het internetadres “{written}” klopt niet"
    if "@" in host or MISTYPED_HOST.match(site) or len(site) > LONGEST_SITE:
        return "", f"het internetadres “{written}” klopt niet"
    return site, ""


class Schools(Kind):
    """The list of which the points are known, with the municipality's CBS code."""

    name = "scholen"
    model = School
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", ("vestigingscode",)),
        Column("brin", ("instellingscode",)),
        Column("name", ("naam",)),
        Column("structure", ("onderwijsstructuur",)),
        Column("street", ("straat",)),
        Column("number", ("huisnummer",)),
        Column("postcode", ("postcode",)),
        Column("place_name", ("plaats",)),
        Column("municipality", ("statcode",)),
        Column("site", ("internetadres",)),
        LATITUDE,
        LONGITUDE,
    )
    form = SchoolForm
    key_field = "code"
    fields = (
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
    together = (
        ("brin", "location_code"),
        ("municipality", "place"),
        ("address", "postcode"),
        ("latitude", "longitude"),
        ("levels", "levels_basis"),
    )
    along: ClassVar[Mapping[str, str]] = {"levels_basis": "levels"}
    publisher = "DUO"
    remark = (
        "Voortgezet speciaal onderwijs (vso) en mbo staan in andere bestanden van DUO, "
        "schoolbesturen ook; hier komen ze niet uit."
    )

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.addresses = SchoolAddresses()

    @classmethod
    def source(cls) -> str:
        return "schools"

    def before(self, rows: list[dict[str, Any]]) -> None:
        self.proposals = open_proposals()
        self.left: dict[str, Any] = {}  # what the memory said of locations that left the file
        self.places = places_by_any_name(rows, self.run.division)
        self._name(rows)
        self.points = {
            one.code: (one.latitude, one.longitude)
            for one in PostcodeArea.objects.with_sure_point()
        }
        self.run.outcome.doubtful += [
            f"{row['name']} ({row['code']}): {row['doubt']}, weggelaten"
            for row in rows
            if row["doubt"]
        ]

    def _name(self, rows: list[dict[str, Any]]) -> None:
        """Give each row the name that people use."""
        known = set(Place.objects.values_list("folded_name", flat=True))
        known |= set(Municipality.objects.values_list("folded_name", flat=True))
        for row in rows:
            place = self._place(row)
            where = (place.name, place.municipality.name)
            row["people_name"] = people_name(row["name"], *where, elsewhere=known)
            self.addresses.expect(row["code"], row["people_name"], place)

    def _place(self, cleaned: Mapping[str, Any]) -> Place:
        return self.places[cleaned["municipality"].pk, cleaned["place_name"]]

    def existing(self) -> Iterator[tuple[str, models.Model]]:
        """By their DUO code; one without it may be known to the memory, by the row itself."""
        self.known = {}
        for row in School.objects.real().select_related("place", "municipality"):
            self.known[row.duo_code or f"#{row.pk}"] = row
        found = ImportedRow.objects.filter(kind=self.name)
        memory = list(found.values_list("key", "object_id", "values"))
        self.postcodes = {key: values.get("postcode") for key, _, values in memory}
        by_pk = {row.pk: row for row in self.known.values()}
        self.of_memory = {key: by_pk.get(pk) for key, pk, _ in memory}
        yield from self.known.items()

    def values(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        place = self._place(cleaned)
        values = {
            "name": cleaned["people_name"],
            "official_name": cleaned["name"],
            "brin": cleaned["code"][:4],
            "location_code": cleaned["code"][4:],
            "municipality": place.municipality,
            "place": place,
            "possibly_closed": False,
            **{name: cleaned[name] for name in SAID_AS_IT_STANDS},
        }
        if (point := self._point(cleaned)) is not None:
            values["latitude"], values["longitude"] = point
        return values

    def _point(self, cleaned: Mapping[str, Any]) -> tuple[float | None, float | None] | None:
        """The file's own point; else that of the postcode, where there is none or it moved."""
        key, postcode = cleaned["code"], cleaned["postcode"]
        remembered = self.postcodes.get(key)
        has_moved = remembered is not None and remembered != postcode
        if cleaned.get("latitude") is not None:
            # Another file of this import may know a newer address.
            is_older = has_moved and "postcode" in self.run.said[self.name, key]
            return None if is_older else (cleaned["latitude"], cleaned["longitude"])
        present = self.known.get(key) or self.of_memory.get(key)
        if present is not None and present.latitude is not None and not has_moved:
            return None
        return self.points.get(postcode[:4])

    def guessed(self, cleaned: Mapping[str, Any]) -> set[str]:
        return {"latitude", "longitude"} if cleaned.get("latitude") is None else set()

    def admitted(self, rows: list[Checked], existing: Collection[str]) -> list[Checked]:
        """All but a second code of a school that is known by another."""
        self.fresh = {row.key for row in rows if row.key not in {*existing, *self.of_memory}}
        matching = Matching(self.run, self._source())
        return [
            row for row in rows if row.key in self.known or not matching.is_a_second_code(row.key)
        ]

    def written(self, rows: list[tuple[dict[str, Any], School]]) -> None:
        by_code = {cleaned["code"]: school for cleaned, school in rows}
        Matching(self.run, self._source()).look_at(by_code, self.fresh & by_code.keys())

    def made(self, rows: list[School]) -> None:
        self.publish(rows, self._source())

    def publish(self, rows: list[School], source: str) -> None:
        """Give new schools their addresses, and put them on the site from today."""
        for row in rows:
            row.published_from, row.source = today(), source
            self.addresses.expect(row.duo_code, row.name, row.place)
        super().made(rows)

    def also_changed(self) -> dict[str, Any]:
        return {**changed_since(self.proposals), **self.left}

    def _source(self) -> str:
        """DUO, with the day that stands in the file's name."""
        if found := DAY_IN_NAME.search(self.run.outcome.file):
            try:
                day = date(*map(int, found.groups()))
            except ValueError:
                return SOURCE
            return f"{SOURCE}, {day_in_words(day)}"
        return SOURCE

    def address_of(self, row: School) -> str:
        return self.addresses.words_of(row)

    def change(self, row: School, taken: Mapping[str, Any]) -> None:
        """A new name makes a new address, unless an editor chose the one there is."""
        is_of_name = "name" in taken and is_made_of_name(row)
        super().change(row, taken)
        if is_of_name:
            row.slug = self.free_address(row)

    def gone(self, rows: Mapping[str, Any]) -> None:
        """A location that left the file may be closed: an editor decides, and is asked once."""
        known = ImportedRow.objects.filter(kind=self.name).count()
        if len(rows) > max(MANY, known * PIECE):
            self.run.outcome.doubtful.append(
                f"{len(rows)} van de {known} scholen staan niet in dit bestand: het is een deel. "
                "Er is niets als mogelijk gesloten gemerkt."
            )
            return
        seen = self.run.seen[self.name]
        on_the_site = Q(location=None) | Q(location__published_from__isnull=False)
        SchoolMatch.objects.undecided().filter(on_the_site).exclude(key__in=seen).delete()
        for memory in ImportedRow.objects.filter(kind=self.name, key__in=rows):
            school = rows[memory.key]
            is_asked = memory.values.get("possibly_closed") == "True"
            if is_asked or school.closed_on or school.duo_code != memory.key:
                continue
            self.left[memory.key] = {"values": {**memory.values}, "object_id": memory.object_id}
            memory.values["possibly_closed"] = "True"
            memory.save()
            if self._may_go_on(school):
                continue
            if not school.possibly_closed:
                school.possibly_closed = True
                school.save()
            self.run.outcome.gone.append(f"{school} ({memory.key}): mogelijk gesloten")

    def _may_go_on(self, school: School) -> bool:
        """Whether the file has it under another code, for all we know."""
        codes = SchoolMatch.objects.filter(school=school, key__in=self.run.seen[self.name])
        return codes.filter(
            Q(verdict=Verdict.SAME) | Q(verdict="", location__published_from__isnull=True)
        ).exists()


class OfficialSchools(Schools):
    """DUO's own "alle vestigingen vo", in the spellings of its editions."""

    columns = (
        Column("code", ("vestigingscode", "vestigingsnummer")),
        Column("brin", ("instellingscode", "brin nummer")),
        Column("name", ("vestigingsnaam",)),
        Column("structure", ("onderwijsstructuur",)),
        Column("street", ("straatnaam",)),
        Column("number", ("huisnummer toevoeging",)),
        Column("postcode", ("postcode",)),
        Column("place_name", ("plaatsnaam",)),
        Column("municipality", ("gemeentenummer",)),
        Column("site", ("internetadres",)),
    )
