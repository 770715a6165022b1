"""Templates render what their view loaded, without making queries."""

import pytest
from django.template import engines

from regions.models import Region
from tests.pages.no_queries_in_templates import no_queries_in_templates

ADDRESSES = [
    "/",
    "/regios/",
    "/regios/techniekpact-west-friesland/",
    "/regios/techniekpact-amstelland/",
    "/regios/voorbeeldregio/",
    "/gemeenten/hoorn/",
    "/gemeenten/amsterdam/",
    "/gemeenten/voorbeeldstad/",
    "/gemeenten/haren/",
    "/voor-gemeenten/",
    "/doe-mee/",
    "/regios/voorbeeldregio/doe-mee/",
    "/voor-gemeenten/?gemeente=hoorn",
    "/voor-gemeenten/?gemeente=opmeer",
    "/voor-gemeenten/?gemeente=bergen",
    "/voor-gemeenten/?gemeente=voorbeeldgemeente",
    "/vergelijken/",
    "/vergelijken/?regio=techniekpact-amstelland&regio=voorbeeldregio",
    "/scholen/",
    "/scholen/?niveau=havo&niveau=vwo&gemeente=hoorn",
    "/scholen/?naam=tabor",
    "/scholen/?naam=bestaat-niet",
    "/scholen/?vergelijk=tabor-college-d-ampte",
    "/scholen/tabor-college-d-ampte/",
    "/vergelijken/?school=tabor-college-d-ampte&vanaf=1621",
    "/dichtbij/",
    "/dichtbij/?plaats=hoorn",
    "/dichtbij/0123/",
    "/dichtbij/1621/",
    "/dichtbij/1621/?advies=vmbo-kader&vergelijk=tabor-college-d-ampte",
    "/dichtbij/1621/?profiel=mat&afstand=5",
    "/partners/",
    "/partners/iw-noord-holland/",
    "/nieuws/",
    "/nieuws/campagne-techniek-doet-het/",
    "/agenda/pet-west-friesland-2021/",
    "/agenda/",
    "/agenda/?periode=geweest",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_everything_on_a_page_is_loaded_before_it_renders(demo, client, address):
    with no_queries_in_templates():
        assert client.get(address, follow=True).status_code in (200, 404)


def test_a_query_made_by_a_template_is_reported_with_its_sql(db):
    template = engines["django"].from_string("{% if regions and True %}{% endif %}")
    with pytest.raises(AssertionError, match="regions_region"), no_queries_in_templates():
        template.render({"regions": Region.objects.all()})
