"""Every type of page in the demo, once each, by what it shows."""

NOT_FOUND = "/een-adres-dat-niet-bestaat/"

PAGE_TYPES = {
    "home": "/",
    "list of regions": "/regios/",
    "regions of a province": "/regios/?provincie=noord-holland",
    "region with everything for municipalities": "/regios/techniekpact-amstelland/",
    "region with derived municipalities": "/regios/techniekpact-noord-kennemerland/",
    "region with themes, news and a past event": "/regios/techniekpact-west-friesland/",
    "region that runs": "/regios/sterk-techniekonderwijs-almere/",
    "region with every fact": "/regios/voorbeeldregio/",
    "what can be compared": "/vergelijken/",
    "regions compared": "/vergelijken/?regio=techniekpact-amstelland&regio=voorbeeldregio",
    "schools compared": (
        "/vergelijken/?school=voorbeeldcollege-noord&school=vonk-hoorn"
        "&school=huygens-college-heerhugowaard&school=onzin&vanaf=1703"
    ),
    "no school to compare yet": "/vergelijken/?vanaf=1000",
    "list that carries a comparison along": "/scholen/?vergelijk=vonk-hoorn&vanaf=1703",
    "list of municipalities": "/gemeenten/",
    "filtered list": "/gemeenten/?provincie=noord-holland&regio=geen",
    "list without a result": "/gemeenten/?provincie=flevoland&regio=techniekpact-amstelland",
    "list with a choice that is unknown": "/gemeenten/?provincie=atlantis",
    "municipality that is stated": "/gemeenten/uithoorn/",
    "municipality that is derived": "/gemeenten/dijk-en-waard/",
    "municipality without a region": "/gemeenten/opmeer/",
    "municipality that is invented": "/gemeenten/voorbeeldgemeente/",
    "name of more than one municipality": "/gemeenten/bergen/",
    "list of schools": "/scholen/",
    "second page of a list": "/scholen/?page=2",
    "school with every fact": "/scholen/voorbeeldcollege-noord/",
    "school of which little is known": "/scholen/mbo-midden-nederland/",
    "school with two names": "/scholen/vonk-hoorn/",
    "list of profiles": "/profielen/",
    "profile": "/profielen/pie/",
    "figures": "/cijfers/",
    "figures by municipality, sorted": "/cijfers/?per=gemeente&op=aandeel",
    "indicator": "/cijfers/leerlingen-per-vmbo-profiel/?deel=pie",
    "figures of a school": "/cijfers/leerlingen-per-vmbo-profiel/02ME00/",
    "list of partners": "/partners/",
    "partner": "/partners/tetrix/",
    "partner that left": "/partners/voorbeeldbedrijf-metaal/",
    "list of news": "/nieuws/",
    "article": "/nieuws/oproep-aan-nieuwe-wethouders/",
    "article of a region": "/nieuws/voorbeeldnieuws-nieuw-lokaal-voor-robots/",
    "agenda": "/agenda/",
    "agenda with something to come": "/agenda/?regio=voorbeeldregio",
    "event that is past": "/agenda/pet-west-friesland-2021/",
    "event to come": "/agenda/open-dag-voorbeeldcollege-noord/",
    "event that moved": "/agenda/voorbeeldbezoek-aan-voorbeeldbedrijf-installatie/",
    "event that is cancelled": "/agenda/voorbeeldavond-voor-ouders/",
    "month of the agenda": "/agenda/maand/2021-11/",
    "month without anything": "/agenda/maand/2022-02/",
    "agenda of a region, by year": "/regios/voorbeeldregio/agenda/",
    "news of a region": "/regios/techniekpact-west-friesland/nieuws/",
    "region without news": "/regios/techniekpact-amstelland/nieuws/",
    "list of themes": "/themas/",
    "theme": "/themas/techlab/",
    "nearby, start": "/dichtbij/",
    "nearby": "/dichtbij/1703/",
    "nearby, narrowed": "/dichtbij/1703/?advies=vmbo-kader&afstand=5&vergelijk=vonk-hoorn",
    "nearby with nothing found": "/dichtbij/1703/?profiel=mat&afstand=5",
    "nearby without a known region": "/dichtbij/1601/",
    "search, start": "/zoeken/",
    "search with hits": "/zoeken/?q=hoorn",
    "search for a postcode that cannot be": "/zoeken/?q=0123",
    "search for a name of several": "/zoeken/?q=bergen",
    "search for a former municipality": "/zoeken/?q=langedijk",
    "search for a province": "/zoeken/?q=noord-holland",
    "search with a typing error": "/zoeken/?q=heerhugowaart",
    "search, narrowed": "/zoeken/?q=techniek&soort=nieuws&soort=activiteit&jaar=2021",
    "search with nothing found": "/zoeken/?q=xyzzy",
    "about": "/over/",
    "contact": "/contact/",
    "privacy": "/privacy/",
    "accessibility": "/toegankelijkheid/",
    "glossary": "/woordenlijst/",
    "page that does not exist": NOT_FOUND,
}


def each_type(page):
    for name, address in PAGE_TYPES.items():
        answer = page.goto(address)
        expected = 404 if address == NOT_FOUND else 200
        assert answer.status == expected, f"{name} ({address}) answers {answer.status}"
        yield f"{name} ({address})"
