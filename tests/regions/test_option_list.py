"""What the choices of a facet look like on a page."""

from regions.lists.shown import Option, ShownFacet
from regions.templatetags.facets import options


def shown(is_single=False, **told):
    option = Option(**{"value": "a", "label": "A", "number": 3, "is_chosen": False} | told)
    return options(ShownFacet("soort", "Soort", [option], is_single), [option])


def test_an_option_says_its_name_and_how_much_it_gives():
    assert shown() == (
        '<label class="option"><input type="checkbox" name="soort" value="a">'
        '<span>A <span class="option__number">(3)</span></span></label>'
    )


def test_an_option_that_was_chosen_is_checked():
    assert 'value="a" checked>' in shown(is_chosen=True)


def test_one_of_several_is_a_radio_button():
    assert '<input type="radio" name="soort"' in shown(is_single=True)


def test_an_option_that_gives_nothing_looks_so():
    assert '<label class="option option--none">' in shown(number=0, is_at_least=True)
    assert "(0)" in shown(number=0, is_at_least=True)


def test_a_count_that_stopped_says_so_and_thousands_have_a_dot():
    assert "(1.000+)" in shown(number=1000, is_at_least=True)


def test_names_are_escaped():
    assert "<script>" not in shown(label="<script>", value='"><script>')
