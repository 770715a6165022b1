"""Synonyms are loaded from a file once; after that, editors maintain them."""

import pytest
from django.core.exceptions import ValidationError

from pactdir.models import Synonym
from pactdir.search.post_migrate import add_synonyms
from pactdir.search.query import build_synonyms, parse_query
from pactdir.search.synonyms import add_new_synonyms, read_file
from regions.writing.changing import ContentVersion
from tests import make


@pytest.mark.django_db
def test_edits_and_deletions_by_editors_survive_a_migration():
    assert add_new_synonyms() == len(read_file())
    changed, deleted = Synonym.objects.get(key="pro"), Synonym.objects.get(key="pet")
    changed.words = "PrO; praktijk"
    changed.save()
    deleted.delete()
    own = make.a_synonym(words="techniekhuis; technohub")

    add_synonyms(using="default")
    assert Synonym.objects.get(key="pro").words == "PrO; praktijk"
    assert not Synonym.objects.filter(key="pet").exists()
    assert Synonym.objects.filter(pk=own.pk).exists()
    assert Synonym.objects.count() == len(read_file())


@pytest.mark.django_db
def test_a_synonym_raises_the_content_version_and_has_a_history():
    before = ContentVersion.current()
    row = make.a_synonym()
    assert ContentVersion.current() == before + 1
    assert row.history.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["een", "een;", "; ;"])
def test_a_group_needs_at_least_two_words(words):
    with pytest.raises(ValidationError, match="minstens twee woorden"):
        make.a_synonym(words=words)


def test_the_groups_in_the_file_are_valid_and_do_not_overlap():
    groups = read_file()
    all_words = [word.casefold() for words in groups.values() for word in words]

    assert all(len(words) > 1 and len("; ".join(words)) <= 400 for words in groups.values())
    assert len(all_words) == len(set(all_words))


def phrases(text, *groups):
    return [term.phrases for term in parse_query(text, build_synonyms(groups)).terms]


def test_any_phrase_in_a_group_stands_for_the_whole_group():
    pro = (("pro",), ("praktijkonderwijs",))
    assert phrases("PRO hoorn", ["PrO", "praktijkonderwijs"]) == [pro, (("hoorn",),)]
    # Indexed as one word, so that a stray "t" does not match.
    assert phrases("vmbo-t", ["vmbo-t", "mavo"]) == [(("vmbot",), ("mavo",))]
    assert phrases("vmbo t", ["vmbo-t", "mavo"]) == [(("vmbot",), ("mavo",))]
    # The longest phrase wins, and stop words are dropped.
    assert phrases("zorg en welzijn", ["zorg", "care"], ["zorg en welzijn", "Z&W"]) == [
        (("zorg", "welzijn"), ("zw",))
    ]


def test_a_phrase_in_two_groups_stands_for_both():
    assert phrases("tl", ["tl", "mavo"], ["tl", "theorie"]) == [(("tl",), ("mavo",), ("theorie",))]


def test_the_last_word_is_a_prefix_unless_it_has_synonyms():
    def prefixes(text, *groups):
        return [term.prefix for term in parse_query(text, build_synonyms(groups)).terms]

    assert prefixes("tech hoo") == ["", "hoo"]
    assert prefixes("tech h") == ["", ""]
    assert prefixes("pro", ["pro", "praktijkonderwijs"]) == [""]
    assert prefixes("techlab in") == [""]
    assert prefixes("in") == [""]


def test_a_verb_is_a_stop_word_but_its_letters_are_not():
    assert phrases("wie zijn de leerlingen") == [(("leerlingen",),)]
    assert phrases("i n eik") == [(("i",),), (("n",),), (("eik",),)]
