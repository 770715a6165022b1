"""Converts names in all capitals to normal capitalisation."""

import pytest

from pactdir.importing.schools.capitals import capitalise


@pytest.mark.parametrize(
    ("uppercase", "expected"),
    [
        ("ASSEN", "Assen"),
        ("AA EN HUNZE", "Aa en Hunze"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("'T HARDE", "'t Harde"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("SÚDWEST-FRYSLÂN", "Súdwest-Fryslân"),
        ("SCHOOL VOOR PRAKTIJKONDERWIJS ASSEN", "School voor praktijkonderwijs Assen"),
        ("CSG HET NOORDIK, LOCATIE NOORD", "CSG het Noordik, locatie Noord"),
        ("PIUS X COLLEGE", "Pius X College"),
        ("WILLEM II COLLEGE", "Willem II College"),
        ("S.G. DE AHORN", "S.G. De Ahorn"),
        ("ISW VOORBEELD", "ISW Voorbeeld"),
        ("R.S.G. VOORBEELD VOOR VWO HAVO", "R.S.G. Voorbeeld voor vwo havo"),
        ("ST. VOORBEELD COLLEGE", "St. Voorbeeld College"),
        ("DR. VOORBEELDCOLLEGE 'T HART", "Dr. Voorbeeldcollege 't Hart"),
        ("2E VOORBEELDSTR", "2e Voorbeeldstr"),
        ("PRAKTICON", "Prakticon"),
        ("VONK Alkmaar", "VONK Alkmaar"),
        ("", ""),
    ],
)
def test_capitalises_names_as_in_dutch(uppercase, expected):
    assert capitalise(uppercase) == expected
