"""Files in the layouts of DUO, CBS and others, with one defect each, and files in other layouts.

Rows are like those in `malformed`, plus the edition of the file and its name.
"""

from tests.pactdir.importing.test_editions import FILES
from tests.pactdir.importing.test_special_schools import FILE as SPECIAL

EDITIONS = FILES | {"special": SPECIAL}
SKIPPED = "niet herkend, overgeslagen. "

# One line per defect, however long, so that it reads as a table.
# fmt: off
DEFECTS_OF_LAYOUTS = [
    # edition, defect, file, replacements, encoding, messages
    ("geocoded schools", "a location that is not of its BRIN", "vo.csv", {"00AA00,00AA": "00AB00,00AA"}, "utf-8", "regel 2, kolom vestigingscode: Deze vestiging hoort niet bij de BRIN 00AA. Er staat: “00AB00”."),
    ("geocoded schools", "a location of five characters", "vo.csv", {"00AA00,00AA": "00AA0,00AA"}, "utf-8", "regel 2, kolom vestigingscode: Een vestiging is een BRIN en twee tekens, zoals 00WD00. Er staat: “00AA0”."),
    ("geocoded schools", "a BRIN of letters", "vo.csv", {"00AA00,00AA": "00AA00,AAAA"}, "utf-8", "regel 2, kolom instellingscode: Een BRIN is twee cijfers en twee letters. Er staat: “AAAA”."),
    ("geocoded schools", "a school without a name", "vo.csv", {",Voorbeeld,": ",,"}, "utf-8", "regel 2, kolom naam: Dit veld is verplicht."),
    ("geocoded schools", "an unknown kind of education", "vo.csv", {",VBO,": ",VBO/HBO,"}, "utf-8", "regel 2, kolom onderwijsstructuur: De soort HBO kennen we niet. Wel: VBO, MAVO, HAVO, VWO, PRO, BRUGJAAR. Er staat: “VBO/HBO”."),
    ("geocoded schools", "a postcode of a foreign country", "vo.csv", {"1811 AA": "B-2000"}, "utf-8", "regel 2, kolom postcode: Dit is geen postcode. Er staat: “B-2000”."),
    ("geocoded schools", "a municipality by name", "vo.csv", {",GM0361,": ",Alkmaar,"}, "utf-8", "regel 2, kolom statcode: Deze gemeente kennen we niet. Er staat: “Alkmaar”."),
    ("geocoded schools", "a point without a longitude", "vo.csv", {",52.63,4.74": ",52.63,"}, "utf-8", "regel 2, kolom lat: Breedte en lengte staan er beide, of geen van beide. Er staat: “52.63”."),
    ("geocoded schools", "a name in MacRoman", "vo.csv", {"Voorbeeld": "Zèta voor één"}, "mac_roman", "regel 2: Hier staat een teken dat in UTF-8 noch in windows-1252 bestaat. Op een Mac bewaard (MacRoman) zou dit “Zèta voor één” zijn."),
    ("geocoded schools", "a name in CP850", "vo.csv", {"Voorbeeld": "Zëta"}, "cp850", "regel 2, kolom naam: Het teken “‰” staat in geen Nederlandse naam. Op een Mac bewaard (MacRoman) zou dit “Zâta” zijn. Met DOS bewaard (CP850) zou dit “Zëta” zijn. Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen. Er staat: “Z‰ta”."),
    ("geocoded schools", "capitals in CP850", "vo.csv", {"Voorbeeld": "BELGIË"}, "cp850", "regel 2: Hier staat “BELGIÓ”: dat is geen windows-1252. Met DOS bewaard (CP850) zou dit “BELGIË” zijn. Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen."),
    ("geocoded schools", "capitals of a Mac", "vo.csv", {"Voorbeeld": "FRYSLÂN"}, "mac_roman", "regel 2: Hier staat “FRYSLåN”: dat is geen windows-1252. Op een Mac bewaard (MacRoman) zou dit “FRYSLÂN” zijn. Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen."),
    ("geocoded schools", "a name encoded twice", "vo.csv", {"Voorbeeld": "FryslÃ¢n"}, "utf-8", "regel 2, kolom naam: Het teken “Ã” staat in geen Nederlandse naam. De tekst is twee keer omgezet; er hoort “Fryslân” te staan. Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen. Er staat: “FryslÃ¢n”."),
    ("geocoded schools", "a name encoded thrice", "vo.csv", {"Voorbeeld": "FryslÃƒÂ¢n"}, "utf-8", "regel 2, kolom naam: Het teken “Ã” staat in geen Nederlandse naam. Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen. Er staat: “FryslÃƒÂ¢n”."),
    ("geocoded schools", "UTF-8 read as that of a Mac", "vo.csv", {"Voorbeeld": "Frysl√¢n"}, "utf-8", "regel 2, kolom naam: Het teken “√” staat in geen Nederlandse naam. Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen. Er staat: “Frysl√¢n”."),
    ("geocoded schools", "UTF-8 read as that of DOS", "vo.csv", {"Voorbeeld": "Frysl├ón"}, "utf-8", "regel 2, kolom naam: Het teken “├” staat in geen Nederlandse naam. Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen. Er staat: “Frysl├ón”."),
    ("geocoded schools", "a letter of Central Europe", "vo.csv", {"Voorbeeld": "Fryšlan"}, "utf-8", "regel 2, kolom naam: Het teken “š” staat in geen Nederlandse naam. Op een Mac bewaard (MacRoman) zou dit “Fryölan” zijn. Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen. Er staat: “Fryšlan”."),
    ("geocoded schools", "a dagger for an à", "vo.csv", {"Voorbeeld": "Voil‡"}, "utf-8", "regel 2, kolom naam: Het teken “‡” staat in geen Nederlandse naam. Op een Mac bewaard (MacRoman) zou dit “Voilá” zijn. Met DOS bewaard (CP850) zou dit “Voilç” zijn. Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen. Er staat: “Voil‡”."),
    ("special", "a location for vso without a name", "po.csv", {"Vso,De Ahorn": "Vso,"}, "utf-8", "regel 4, kolom naam: Bij vso is dit veld verplicht."),
    ("special", "a location for vso without a municipality", "po.csv", {"00ZK,01,Vso,Berk College,1811AB,ALKMAAR,0361": "00ZK,01,Vso,Berk College,1811AB,ALKMAAR,"}, "utf-8", "regel 5, kolom gemeentenummer: Bij vso is dit veld verplicht."),
    ("special", "a location for vso in an unknown municipality", "po.csv", {"00ZK,01,Vso,Berk College,1811AB,ALKMAAR,0361": "00ZK,01,Vso,Berk College,1811AB,ALKMAAR,9999"}, "utf-8", "regel 5, kolom gemeentenummer: Deze gemeente kennen we niet. Er staat: “9999”."),
    ("special", "a location twice", "po.csv", {"00ZK,01,Vso": "00ZJ,00,Vso"}, "utf-8", "regel 5, kolom vestigingscode: Dit staat ook al op regel 4. Er staat: “00ZJ00”."),
    ("special", "a postcode without letters", "po.csv", {"1811AB": "1811"}, "utf-8", "regel 5, kolom postcode: Dit is geen postcode. Er staat: “1811”."),
    ("exams", "words for a number of candidates", "examens-2023-2024.csv", {",10,9,<5": ",veel,9,<5"}, "utf-8", "regel 2, kolom EXAMENKANDIDATEN: Schrijf een getal, of <5. Er staat: “veel”."),
    ("exams", "a location code of a board", "examens-2023-2024.csv", {"00AA00": "40631"}, "utf-8", "regel 2, kolom vestigingscode: Een vestigingscode is twee cijfers, twee letters en twee tekens, zoals 00AH17. Er staat: “40631”."),
    ("exams", "a column is missing", "examens-2023-2024.csv", {"afdeling": "x"}, "utf-8", "regel 1: Dit lijkt een bestand met examens vo, maar er ontbreekt: afdeling."),
    ("exams", "cells spilled by a decimal comma", "examens-2023-2024.csv", {"gezakten": "gezakten,,", ",<5\n": ",<5,6,4\n"}, "utf-8", "regel 2: Hier staat iets onder een kolom zonder naam: de cellen zijn verschoven. Misschien is het bestand met het verkeerde scheidingsteken geopend en weer bewaard. Dan begint een komma in een getal een nieuwe cel. Haal het opnieuw op, en bewaar het niet vanuit een rekenblad."),
    ("pupils", "less than nothing", "leerlingen-2019.csv", {",10,<5,0,7": ",-1,<5,0,7"}, "utf-8", "regel 2, kolom leer_of_verblijfsjaar_3_man: Schrijf een getal, of <5. Er staat: “-1”."),
    ("pupils", "masked in another way", "leerlingen-2019.csv", {",10,<5,0,7": ",10,<10,0,7"}, "utf-8", "regel 2, kolom leer_of_verblijfsjaar_3_vrouw: Schrijf een getal, of <5. Er staat: “<10”."),
    ("pupils", "a decimal number of pupils", "leerlingen-2019.csv", {",10,<5,0,7": ",10.5,<5,0,7"}, "utf-8", "regel 2, kolom leer_of_verblijfsjaar_3_man: Schrijf een getal, of <5. Er staat: “10.5”."),
    ("pupils", "an unknown province", "leerlingen-2019.csv", {"Noord-Holland": "Vlaanderen"}, "utf-8", "regel 2, kolom provincie_vestiging: Deze provincie kennen we niet. Er staat: “Vlaanderen”."),
    ("pupils", "a column of a year is missing", "leerlingen-2019.csv", {"leer_of_verblijfsjaar_4_vrouw": "x"}, "utf-8", "regel 1: Dit lijkt een bestand met leerlingen vo, maar er ontbreekt: leer of verblijfsjaar 4 vrouw."),
    ("successions", "an unknown old municipality", "herindelingen.csv", {"GM0361,GM0373": "GM9998,GM0373"}, "utf-8", "regel 2, kolom oud: Deze gemeente kennen we niet. Laad eerst een lijst van gemeenten van voor de herindeling, waar zij nog in staat. Er staat: “GM9998”."),
    ("successions", "a month in place of a day", "herindelingen.csv", {"2027-01-01": "2027-01"}, "utf-8", "regel 2, kolom per: Een herindeling gaat in op een dag: schrijf 2027-01-01. Er staat: “2027-01”."),
    ("successions", "a day that does not exist", "herindelingen.csv", {"2027-01-01": "2027-02-30"}, "utf-8", "regel 2, kolom per: Dit is geen datum. Schrijf bijvoorbeeld 2024, juni 2024 of 18-11-2024. Er staat: “2027-02-30”."),
    ("successions", "an American day", "herindelingen.csv", {"2027-01-01": "01/31/2027"}, "utf-8", "regel 2, kolom per: Dit is geen datum. Schrijf bijvoorbeeld 2024, juni 2024 of 18-11-2024. Er staat: “01/31/2027”."),
    ("regions", "a region without a source", "sto.csv", {",Voorbeeldbron": ","}, "utf-8", "regel 2, kolom bron: Noem de bron van deze regio."),
    ("regions", "a project number of four digits", "sto.csv", {"STO19001": "STO1900"}, "utf-8", "regel 2, kolom projectnummers: Een projectnummer is STO en vijf cijfers, met | ertussen. Er staat: “STO1900”."),
    ("regions", "a certainty we do not know", "sto.csv", {"STO19001,,,": "STO19001,Voorbeeld,zeker,"}, "utf-8", "regel 2, kolom penvoerder_zekerheid: Schrijf vast, waarschijnlijk of niets. Er staat: “zeker”."),
    ("profiles", "an unknown profile", "profielen.csv", {"PIE,PIE": "XYZ,XYZ"}, "utf-8", "regel 2, kolom afkorting: Dit profiel kennen we niet. De profielen staan vast in het programma. Er staat: “XYZ”."),
    ("national figures", "a formula for a value", "cijfers.csv", {"20.2": "=20.2"}, "utf-8", "regel 2, kolom waarde: Hier staat een formule in plaats van een tekst. Er staat: “=20.2”."),
    ("national figures", "a source without a date", "cijfers.csv", {"2023-09-25": ""}, "utf-8", "regel 2, kolom bron_datum: Dit veld is verplicht."),
    ("awards", "words for an amount", "bedragen.csv", {"6900000": "bijna 7 miljoen"}, "utf-8", "regel 2, kolom bedrag_euro: Voer een getal in. Er staat: “bijna 7 miljoen”."),
    ("awards", "an amount with points", "bedragen.csv", {"6900000": "6.900.000"}, "utf-8", "regel 2, kolom bedrag_euro: Voer een getal in. Er staat: “6.900.000”."),
    ("distances", "a distance in words", "nabij-2023.csv", {"1.3": "dichtbij"}, "utf-8", "regel 2, kolom vmbo_km: Voer een getal in. Er staat: “dichtbij”."),
    ("distances", "a postcode of three digits", "nabij-2023.csv", {"1811": "181"}, "utf-8", "regel 2, kolom pc4: Een postcode is hier vier cijfers. Er staat: “181”."),
]
FOREIGN_LAYOUTS = [
    # layout, file, content, messages
    ("leerlingen per bestuur, as DUO publishes", "bestuur.csv", "\"BEVOEGD GEZAG NUMMER\";\"INSTELLINGSCODE\";\"VESTIGINGSCODE\";\"INSTELLINGSNAAM VESTIGING\";\"PLAATSNAAM\";\"GEMEENTENUMMER\";\"GEMEENTENAAM\";\"PROVINCIE\";\"AANTAL LEERLINGEN\";\"AANTAL VO LEERLINGEN UITBESTEED AAN VAVO\"\r\n\"99999\";\"00AA\";\"00AA00\";\"Voorbeeld\";\"ALKMAAR\";\"0361\";\"Alkmaar\";\"Noord-Holland\";145;\"0\"\r\n", SKIPPED + "Dit is een bestand met leerlingen per bestuur. Leerlingen per profiel staan er niet in: die staan in “leerlingen vo per vestiging naar onderwijstype”. Boven de kolommen staat: “BEVOEGD GEZAG NUMMER, INSTELLINGSCODE, VESTIGINGSCODE, INSTELLINGSNAAM VESTIGING, PLAATSNAAM, GEMEENTENUMMER, GEMEENTENAAM, PROVINCIE, AANTAL LEERLINGEN, AANTAL VO LEERLINGEN UITBESTEED AAN VAVO”."),
    ("changes of locations", "wijzigingen.csv", "vestigingscode,soort,oud,nieuw,plaats_oud,plaats_nieuw\n00AA00,naam,Voorbeeld,Ander voorbeeld,,\n", SKIPPED + "Het lijkt op een bestand met herindelingen, maar er ontbreekt: per. Boven de kolommen staat: “vestigingscode, soort, oud, nieuw, plaats_oud, plaats_nieuw”."),
    ("points beside files we know", "punten.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"naam\":\"Voorbeeld\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[4.7,52.6]}}]}", SKIPPED + "Dit zijn punten of lijnen, en geen grenzen van gemeenten."),
    ("a list out of Word", "lijst.html", "<p class=MsoListParagraph style=\"text-indent:-18pt\"><span>·</span>Eerste punt<o:p></o:p></p>", SKIPPED + "Dit is een webpagina of XML. Is het ophalen misgegaan?"),
    ("CBS StatLine, with lines above the header", "statline.csv", "\"Bevolking; geslacht, leeftijd\";;\r\n\"Regio's\";\"Perioden\";\"Bevolking\"\r\n\"Alkmaar\";\"2024\";\"112000\"\r\n", SKIPPED + "Boven de kolommen staat: “Bevolking; geslacht, leeftijd”."),
    ("school boards", "besturen.csv", "BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;STRAATNAAM;PLAATSNAAM\r\n99999;Stichting Voorbeeld;Straat;ALKMAAR\r\n", SKIPPED + "Boven de kolommen staat: “BEVOEGD GEZAG NUMMER, BEVOEGD GEZAG NAAM, STRAATNAAM, PLAATSNAAM”."),
    ("a calendar without events", "agenda.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "In deze agenda staat geen enkele activiteit."),
]
# fmt: on
