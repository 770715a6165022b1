"""Help texts of the admin's form fields.

An editable field shows its instruction, or its explanation if it has no instruction; a read-only
field shows its explanation. Texts are looked up by model and field, then by field alone. They are
here rather than in the models, so that rewording one needs no migration. A test lists the fields
without a text.
"""

from django.db.models import Field, Model

from regions.directory import DirectoryModel
from regions.fields.rich_text import TAGS
from regions.models import Participation

DATE = "Zo precies als u het weet: 2024, juni 2024 of 18-11-2024. Laat leeg als het niet bekend is."

HOW_PRECISE = "Zo precies als bekend: 2024, juni 2024 of 18-11-2024. Leeg: niet bekend."
RICH_TEXT_AS_HTML = (
    f"HTML mag. Dit blijft staan: {', '.join(sorted(TAGS))}; al het andere gaat eruit."
)
RICH_TEXT_IN_EDITOR = (
    "Typ of plak uw tekst. Koppen, lijsten, citaten en links blijven staan; "
    "kleuren, lettertypes en plaatjes niet. Van een tabel wordt elke rij een regel."
)

EXPLANATIONS_BY_FIELD = {
    "is_example": "Verzonnen, om te laten zien wat een volledige pagina toont. Telt nergens mee.",
    "published_from": "Leeg: een concept, dat niemand op de site ziet.",
    "slug": "Het laatste deel van het adres van de pagina. Een oud adres blijft werken.",
    "source": "Waar staat dit? Bijvoorbeeld: nieuwsbericht van de gemeente, 12 mei 2026.",
}
EXPLANATIONS_OF_PARTICIPATIONS = {
    "since": "Zo precies als bekend: 2024, juni 2024. Mag leeg.",
    "until": "Leeg zolang de deelname loopt. Vul in bij vertrek.",
}
EXPLANATIONS = {
    "region.summary": "Twee zinnen: wat is deze regio, en voor wie?",
    "region.about": "Het verhaal voor wie meer wil lezen.",
    "region.asks": "Wat de regio vraagt van bedrijven, gemeenten en scholen.",
    "region.aims_note": "Wat voor alle doelen geldt.",
    "region.editor_note": "Komt niet op de site: wat nog na te gaan is.",
    "municipality.province": "Leeg: op de site staat “provincie niet bekend”.",
    "municipality.official_name": "Als die anders is: Bergen (NH.)",
    "theme.pupil_word": "Bijvoorbeeld: robots.",
    "picture.region": "Leeg: landelijk.",
    "agreement.project_numbers": "Met een komma ertussen.",
    "agreement.is_signed": "Vink aan als de bron zegt dat er is ondertekend.",
    "agreement.terminated": "Alleen als een bron zegt dat het echt is geëindigd.",
    "agreement.budget_note": "Bijvoorbeeld: per vier jaar.",
    "contact.role": "Bijvoorbeeld: projectleider.",
    "contact.publication_ground": "Bijvoorbeeld: toestemming per e-mail.",
    "municipalityparticipation.named_as": (
        "Als de bron een andere naam gebruikt, bijvoorbeeld die van een dorp."
    ),
    "municipalityparticipation.commitment": (
        "Alleen wat een bron zegt. Leeg: de site zegt dat het niet bekend is."
    ),
    "school.brand": "Zoals Tabor of PCC.",
    "school.official_name": "Ook onder deze naam is de school te vinden.",
    "school.brin": "Zoals 00WD.",
    "school.location_code": (
        "De laatste twee tekens van de DUO-code. Leeg als niet zeker is welke het is."
    ),
    "school.place": "Leeg als de bron geen plaats noemt.",
    "school.address": "Straat en nummer.",
    "school.levels_basis": "Wie de niveaus verandert, geeft ze daarmee op.",
    "school.profiles": (
        "Wat u opgeeft, blijft staan als er een nieuwer bestand van DUO komt. Wat daarin anders "
        "is, staat dan bij de import."
    ),
    "school.profiles_basis": "Wie de profielen verandert, geeft ze daarmee op.",
    "school.profiles_on": f"Van wanneer dit is. {HOW_PRECISE}",
    "school.profiles_known": (
        "Vink aan als u zeker weet welke profielen er zijn, ook als het er geen zijn."
    ),
    "school.note": "Wat een bezoeker moet weten over deze gegevens.",
    "school.possibly_closed": "Staat niet meer in het bestand van DUO.",
    "indicator.definition": "Wat telt er mee, en wat niet?",
    "indicator.publisher": "Zoals DUO.",
    "indicator.frequency": "Zoals: elk jaar.",
    "figure.area_code": "Leeg: volgt uit wat hierboven gekozen is. NL is heel Nederland.",
    "figure.area_name": "Alleen als de bron een gebied noemt dat hierboven niet te kiezen is.",
    "figure.period": "Zoals 2019 of 2023-2024.",
    "figure.high": "Gelijk aan het andere getal, als het aantal precies bekend is.",
    "article.region": "Leeg: landelijk.",
    "article.dated": "De datum van het bericht zelf, als die bekend is.",
    "event.region": "Leeg: landelijk, of van een school.",
    "event.school": "Bij een open dag: de school.",
    "event.ends_on": "Leeg: één dag.",
    "event.venue": "Gebouw en adres.",
    "offer.school": "Leeg als het van een partner of van de regio zelf is.",
    "offer.partner": "Leeg als het van een school of van de regio zelf is.",
    "offer.starts": HOW_PRECISE,
    "offer.ends": HOW_PRECISE,
    "offer.source_dated": f"Van wanneer dit is. {HOW_PRECISE}",
    "partner.makes": "In eigen woorden, zonder namen van mensen.",
    "partner.recognition": "Leeg: op de site staat “niet opgegeven”.",
    "synonym.words": (
        "Met een puntkomma ertussen: PrO; praktijkonderwijs. Wie het ene zoekt, vindt ook het "
        "andere."
    ),
    "demorow.is_adopted": "Niet door de demo gemaakt: blijft zoals het is.",
}

INSTRUCTIONS_BY_FIELD = {
    "source": "Vul in waar dit staat, bijvoorbeeld: nieuwsbericht van de gemeente, 12 mei 2026.",
    "source_url": "Vul het adres van die pagina in, als die er is. Begint met https://.",
    "picture": (
        "Kies een afbeelding, of voeg er een toe met het plusje. Eerst daar: wie haar maakte en of "
        "wie erop staat dat goedvindt. Opent het plusje in dit venster? Sla dan eerst op wat u "
        "hier invulde."
    ),
    "website": "Vul het hele adres in. Begint met https://.",
}
INSTRUCTIONS_OF_PARTICIPATIONS = {
    "since": f"Vul in sinds wanneer. {DATE}",
    "until": (
        "Laat leeg zolang de deelname loopt. Vul de laatste dag, maand of het laatste jaar in bij "
        "vertrek: dan blijft te zien wie er meedeed. Verwijder alleen wat nooit waar was."
    ),
}
DOCUMENTS = {
    "name": "Vul de titel in. Zo heet ook het bestand dat de lezer krijgt.",
    "source": "Vul in van wie dit document is, bijvoorbeeld: Techniekpact, projectgroep.",
    "source_url": "Vul het adres in waar het ook staat, als dat er is. Begint met https://.",
}
INSTRUCTIONS = {
    "document.upload": (
        "Een pdf, hoogstens 10 MB; hoogstens 3 bestanden per keer. Niet met een wachtwoord, "
        "bijlage of programma erin. De site haalt de bestandsnaam en de schrijver eruit; kijk zelf "
        "na of er namen van leerlingen in staan. Is er een nieuwe versie? Verwijder dan de oude, "
        "en voeg de nieuwe toe."
    ),
    **{
        f"{model}.{field}": text
        for model in ("regiondocument", "articledocument", "offerdocument")
        for field, text in DOCUMENTS.items()
    },
    "region.name": "Vul de naam in zoals de regio zichzelf noemt.",
    "region.kind": "Kies wat de regio zelf zegt te zijn.",
    "region.summary": "Schrijf in twee zinnen wat deze regio is, en voor wie.",
    "region.about": "Vertel het verhaal voor wie meer wil lezen.",
    "region.asks": (
        "Schrijf wat u vraagt van bedrijven, gemeenten en scholen, elk onder een eigen kop. "
        "Dit staat op de pagina Doe mee van de regio."
    ),
    "region.aims_note": (
        "Vul in wat voor alle doelen samen geldt. De doelen zelf staan hieronder, een einddoel van "
        "alles samen staat bij de overeenkomst."
    ),
    "region.editor_note": (
        "Schrijf op wat nog na te gaan is. Dit komt niet op de site; wie aan de regio werkt, leest "
        "het wel."
    ),
    "region.published_from": (
        "Vul de dag in waarop de pagina van de regio op de site komt; vandaag is meteen. Leeg is "
        "een concept: dan staat niets van deze regio op de site, ook haar artikelen en "
        "activiteiten niet."
    ),
    "picture.name": "Vul in waaraan u de afbeelding in de lijst herkent. Dit komt niet op de site.",
    "picture.upload": (
        "JPEG, PNG of WebP, hoogstens 10 MB. De site maakt er zelf kleinere van en haalt plaats, "
        "camera en bestandsnaam eruit. Het origineel bewaart zij niet."
    ),
    "picture.alt": (
        "Beschrijf in één zin wat er te zien is, voor wie de afbeelding niet ziet. Zonder namen."
    ),
    "picture.is_decorative": "Vink aan als zij niets vertelt dat niet ook in de tekst staat.",
    "picture.caption": "Staat onder de afbeelding. Mag leeg. Geen naam van een kind.",
    "picture.credit": "Vul in wie de foto of tekening maakte. Dit staat onder de afbeelding.",
    "picture.permission": (
        "Vul in van wie u de afbeelding mag gebruiken, sinds wanneer en waarvoor. Dit komt niet op "
        "de site."
    ),
    "picture.people": "Kies wie er te herkennen is, ook van opzij of in de verte.",
    "picture.consent_holder": (
        "Vul in welke organisatie en rol de toestemmingen bewaart: Voorbeeldschool, administratie. "
        "Geen namen van wie op de foto staat."
    ),
    "picture.consent_until": "Vul de laatste dag in. Daarna toont de site de afbeelding niet meer.",
    "picture.parents_agreed": (
        "Vink aan als de ouders van elk kind onder 16 hebben ingestemd. De school bewaart dat."
    ),
    "goal.order": "Doelen staan op de pagina in de volgorde van hun nummer.",
    "goal.text": "Schrijf in een of twee zinnen wat de regio wil bereiken.",
    "goal.target": (
        "Vul in waaraan u ziet dat het gelukt is, als dat is afgesproken. De bron hieronder geldt "
        "ook voor de streefwaarde: staat zij ergens anders, noem dan ook die bron."
    ),
    "goal.horizon": f"Vul in wanneer het bereikt moet zijn. {DATE}",
    "goal.programme_line": "Kies de landelijke lijn, alleen als een bron die bij dit doel noemt.",
    "goaldocument.goal": "Kies het doel waarbij dit document hoort.",
    "goaldocument.name": "Vul de titel in zoals die op het document staat.",
    "goaldocument.source_url": "Vul het adres van het document in. Begint met https://.",
    "goaldocument.dated": "Vul de datum in die op het document staat. Het verslag per jaar toont "
    "bewijs bij het jaar van die datum. Gaat een document over één jaar, vul dan dat jaar in. "
    f"{DATE}",
    "goaldocument.source": "Vul in wie dit zegt, bijvoorbeeld: jaarverslag 2021 van de penvoerder.",
    "goalarticle.goal": "Kies het doel waarvoor dit artikel bewijs is.",
    "goalarticle.article": "Kies een artikel van deze regio. Een concept komt niet op de site.",
    "goalevent.goal": "Kies het doel waarvoor deze activiteit bewijs is.",
    "goalevent.event": "Kies een activiteit van deze regio. Een concept komt niet op de site.",
    "goalfigure.goal": "Kies het doel dat dit cijfer meet.",
    "goalfigure.figure": (
        "Kies een cijfer dat laat zien hoe ver het doel is. Komt er een nieuwer cijfer van "
        "hetzelfde, dan toont de site dat."
    ),
    "partner.makes": "Schrijf in gewone woorden wat zij maken of doen, zonder namen van mensen.",
    "partner.other_sites": "Eén vestiging op een regel, met de plaats erbij.",
    "partner.trades": "Zet een komma tussen de vakken: lassen, elektrotechniek.",
    "partner.recognition": "Laat leeg als het niet is opgegeven. SBB houdt het register bij.",
    "partner.recognition_source": "Nodig als u kiest, bijvoorbeeld: register van SBB.",
    "partner.recognition_dated": f"Van wanneer dit is. {DATE}",
    "partner.contact_role": "Bijvoorbeeld: afdeling opleidingen. Geen naam van een persoon.",
    "partner.contact_email": "Een adres van de organisatie, niet van een persoon.",
    "partner.contact_phone": "Een nummer van de organisatie, niet van een persoon.",
    "partner.kvk_is_public": (
        "Alleen als de organisatie dat vraagt: van een eenmanszaak wijst het nummer het huisadres "
        "aan."
    ),
    "offer.name": "Vul in hoe het heet, zoals een leerling het zou zeggen.",
    "offer.kind": "Kies wat het is. Op de pagina staat in gewone taal wat dat betekent.",
    "offer.region": "Kies de regio die dit bijhoudt. Andere regio's kunt u hieronder toevoegen.",
    "offer.school": "Kies de school die dit aanbiedt. Laat leeg bij een partner.",
    "offer.partner": "Kies de partner die dit aanbiedt. Laat leeg bij een school.",
    "offer.is_of_region": "Vink aan als de regio het zelf aanbiedt, of als de bron niet zegt wie.",
    "offer.audience": "Vink aan voor wie dit is. Meer dan één mag.",
    "offer.summary": "Schrijf in een of twee korte zinnen wat men doet.",
    "offer.venue": "Vul het gebouw en het adres in.",
    "offer.place": "Zoek op de naam van de plaats.",
    "offer.starts": f"Vul de eerste dag in. {DATE}",
    "offer.ends": f"Vul de laatste dag in; bij één dag dezelfde. {DATE}",
    "offer.weekdays": "Vul in op welke dagen, in woorden: elke woensdagmiddag.",
    "offer.by_appointment": "Vink aan als men eerst een afspraak maakt.",
    "offer.cost": "Kies of het geld kost.",
    "offer.cost_note": "Alleen als het geld kost, in woorden: 5 euro per leerling.",
    "offer.capacity": "Vul in hoeveel mensen mee kunnen doen. Laat leeg als het niet bekend is.",
    "offer.how_to_join": "Vul in wat men moet doen, bijvoorbeeld: meld de klas aan bij de school.",
    "offer.join_url": "Vul het adres van het formulier of de pagina in. Begint met https://.",
    "offer.join_email": "Alleen een adres van de organisatie, niet van een persoon.",
    "offer.join_phone": "Alleen een nummer van de organisatie, niet van een persoon.",
    "offer.join_until": f"Vul de laatste dag van aanmelden in. {DATE}",
    "offer.source_dated": f"Van wanneer is die bron? {DATE}",
    "offerregion.offer": "Kies het aanbod dat ook in een andere regio open is.",
    "offerregion.region": (
        "Kies een regio die u ook leidt. Een andere? Vraag een landelijke redacteur."
    ),
    "offertheme.offer": "Kies het aanbod.",
    "offertheme.theme": "Zoek op het begin van een woord. Ontbreekt een thema? Vraag een "
    "landelijke redacteur.",
    "articleschool.school": "Kies een school waarover dit gaat. Haar pagina noemt het bericht ook.",
    "articlepartner.partner": (
        "Kies een partner waarover dit gaat. Zijn pagina noemt het bericht ook."
    ),
    "articleoffer.offer": "Kies aanbod waarover dit gaat. De pagina daarvan noemt het bericht ook.",
    "article.quote": "Neem één zin over die iemand echt zei, zonder aanhalingstekens. Mag leeg.",
    "article.quoted_role": "Vul de rol in, geen naam: docent techniek, leerling uit klas 3.",
    "channel.region": "Kies de regio waarvan dit kanaal is.",
    "channel.kind": "Kies wat voor kanaal dit is.",
    "channel.url": "Vul het hele adres in. Begint met https://.",
    "channel.found_on": (
        "Vul de dag in waarop u de link opende en het kanaal zag. Laat leeg als niemand keek. "
        "Met een ander adres vervalt de dag."
    ),
    "contact.role": "Vul de rol in, bijvoorbeeld: projectleider. Die staat altijd op de site.",
    "contact.order": "Contacten staan op de pagina van laag naar hoog.",
    "contact.organisation_name": "Vul in waar deze persoon werkt.",
    "contact.note": "Vul in waarvoor men hier terecht kan.",
    "contact.person_name": "Staat alleen op de site als u aanvinkt dat dat mag.",
    "contact.email": "Staat alleen op de site als u aanvinkt dat dat mag.",
    "contact.phone": "Staat alleen op de site als u aanvinkt dat dat mag.",
    "contact.publication_ground": (
        "Nodig als u iets van de persoon toont. Vul in waarom dat mag, bijvoorbeeld: toestemming "
        "per e-mail."
    ),
    "contact.publication_agreed_on": "Vul de dag in waarop dat is afgesproken.",
    "agreement.funding_period": "Kies de landelijke subsidieperiode, als het om een project gaat.",
    "agreement.lead_organisation": (
        "Kies de penvoerder. Staat die er niet bij? Vraag een landelijke redacteur."
    ),
    "agreement.project_numbers": "Vul de nummers in met een komma ertussen.",
    "agreement.is_signed": "Vink dit alleen aan als de bron zegt dat er is ondertekend.",
    "agreement.signed": DATE,
    "agreement.signed_at": "Vul in waar is ondertekend, bijvoorbeeld de school en de plaats.",
    "agreement.starts": DATE,
    "agreement.ends": DATE,
    "agreement.end_wording": 'Neem de woorden van de bron over: "in elk geval tot" is geen einde.',
    "agreement.terminated": f"Alleen als een bron zegt dat het echt is beëindigd. {DATE}",
    "agreement.termination_source": "Nodig als u een dag van beëindiging invult.",
    "agreement.budget": "In hele euro's, zonder punten: 3400000.",
    "agreement.budget_note": "Vul in waar het bedrag voor is, bijvoorbeeld: per vier jaar.",
    "agreement.end_goal": (
        "Vul in wat de overeenkomst uiteindelijk wil bereiken, als de bron dat los van de doelen "
        "noemt. Is er een cijfer dat dit meet? Maak er dan een doel van."
    ),
    "regiontheme.theme": "Zoek op het begin van een woord. Ontbreekt een thema? Vraag een "
    "landelijke redacteur.",
    "regiontheme.order": "Thema's staan van laag naar hoog.",
    "schoolparticipation.school": (
        "Zoek op naam of plaats. Staat de school er niet bij? Vraag een landelijke redacteur."
    ),
    "partnerparticipation.partner": (
        "Zoek op naam of plaats. Staat de partner er niet bij? Vraag een landelijke redacteur."
    ),
    "municipalityparticipation.municipality": "Zoek op naam; ook op die van voor een herindeling.",
    "municipalityparticipation.named_as": (
        "Alleen als de bron een andere naam gebruikt, bijvoorbeeld die van een dorp."
    ),
    "municipalityparticipation.commitment": (
        "Vul in wat de gemeente zelf op zich nam, alleen als een bron dat zegt. Leeg: de site "
        "zegt dat het niet bekend is."
    ),
    "confirmation.block": "Kies het deel van de pagina dat u hebt nagelezen en dat klopt.",
    "confirmation.on": "Vul de dag in waarop u het nalas.",
}


def instruction_for(field: Field) -> str | None:
    return _text(field, INSTRUCTIONS, INSTRUCTIONS_BY_FIELD, INSTRUCTIONS_OF_PARTICIPATIONS)


def explanations(model: type[Model]) -> dict[str, str]:
    texts = {
        field.name: _text(
            field, EXPLANATIONS, EXPLANATIONS_BY_FIELD, EXPLANATIONS_OF_PARTICIPATIONS
        )
        for field in model._meta.fields
    }
    return {name: text for name, text in texts.items() if text}


def _text(
    field: Field,
    by_model: dict[str, str],
    by_field: dict[str, str],
    of_participations: dict[str, str],
) -> str | None:
    if issubclass(field.model, Participation) and field.name in of_participations:
        return of_participations[field.name]
    text = by_model.get(f"{field.model._meta.model_name}.{field.name}")
    if text is None and issubclass(field.model, DirectoryModel):
        return by_field.get(field.name)
    return text
