"""The options of a facet as HTML."""

from regions.lists.shown import Option, ShownFacet
from regions.templatetags.facets import options


def rendered(is_single=False, **fields):
    option = Option(**{"value": "a", "label": "A", "number": 3, "is_chosen": False} | fields)
    return options(ShownFacet("soort", "Soort", [option], is_single), [option])


def test_an_option_has_its_name_and_number_of_results():
    assert rendered() == (
        '<label class="option"><input type="checkbox" name="soort" value="a">'
        '<span>A <span class="option__number">(3)</span></span></label>'
    )


def test_a_chosen_option_is_checked():
    assert 'value="a" checked>' in rendered(is_chosen=True)


def test_an_option_of_a_single_choice_facet_is_a_radio_button():
    assert '<input type="radio" name="soort"' in rendered(is_single=True)


def test_an_option_without_results_has_its_own_class():
    assert '<label class="option option--none">' in rendered(number=0, is_at_least=True)
    assert "(0)" in rendered(number=0, is_at_least=True)


def test_a_lower_bound_has_a_plus_and_thousands_have_a_dot():
    assert "(1.000+)" in rendered(number=1000, is_at_least=True)


def test_names_are_escaped():
    assert "<script>" not in rendered(label="<script>", value='"><script>')
