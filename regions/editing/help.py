"""What the forms of the admin say below a field, to who fills it in.

By model and field, else by field alone. Here and not in the models: it speaks to one reader, the
one at the form, and a better sentence is no change of the database.
"""

from django.db.models import Field

from regions.models import Participation

DATE = "Zo precies als u het weet: 2024, juni 2024 of 18-11-2024. Laat leeg als het niet bekend is."

BY_FIELD = {
    "source": "Vul in waar dit staat, bijvoorbeeld: nieuwsbericht van de gemeente, 12 mei 2026.",
    "source_url": "Vul het adres van die pagina in, als die er is. Begint met https://.",
    "website": "Vul het hele adres in. Begint met https://.",
}
OF_PARTICIPATIONS = {
    "since": f"Vul in sinds wanneer. {DATE}",
    "until": (
        "Laat leeg zolang de deelname loopt. Vul de laatste dag, maand of het laatste jaar in bij "
        "vertrek: dan blijft te zien wie er meedeed. Verwijder alleen wat nooit waar was."
    ),
}
BY_MODEL = {
    "region.name": "Vul de naam in zoals de regio zichzelf noemt.",
    "region.kind": "Kies wat de regio zelf zegt te zijn.",
    "region.summary": "Schrijf in twee zinnen wat deze regio is, en voor wie.",
    "region.about": "Vertel het verhaal voor wie meer wil lezen.",
    "region.aims_note": (
        "Vul in wat voor alle doelen samen geldt, zoals een streefgetal dat bij geen ervan hoort. "
        "De doelen zelf staan hieronder."
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
    "goal.order": "Doelen staan op de pagina in de volgorde van hun nummer.",
    "goal.text": "Schrijf in een of twee zinnen wat de regio wil bereiken.",
    "goal.target": "Vul in waaraan u ziet dat het gelukt is, als dat is afgesproken.",
    "goal.horizon": f"Vul in wanneer het bereikt moet zijn. {DATE}",
    "goal.programme_line": "Kies de landelijke lijn, alleen als een bron die bij dit doel noemt.",
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


def help_for(field: Field) -> str | None:
    """What to say below this field, where something better is known than what its model says."""
    if issubclass(field.model, Participation) and field.name in OF_PARTICIPATIONS:
        return OF_PARTICIPATIONS[field.name]
    name = f"{field.model._meta.model_name}.{field.name}"
    return BY_MODEL.get(name) or BY_FIELD.get(field.name)
