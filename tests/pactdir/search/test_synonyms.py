"""Words that mean the same: a file fills them in, after that editors win."""

import pytest
from django.core.exceptions import ValidationError

from pactdir.models import Synonym
from pactdir.search.question import read_question, synonyms_of
from pactdir.search.synonyms import fill_after_migrate, fill_synonyms, groups_of_file
from regions.writing.changing import ContentVersion
from tests import make


@pytest.mark.django_db
def test_what_an_editor_changed_or_deleted_stays_so():
    assert fill_synonyms() == len(groups_of_file())
    changed, deleted = Synonym.objects.get(key="pro"), Synonym.objects.get(key="pet")
    changed.words = "PrO; praktijk"
    changed.save()
    deleted.delete()
    own = make.a_synonym(words="techniekhuis; technohub")

    fill_after_migrate(using="default")
    assert Synonym.objects.get(key="pro").words == "PrO; praktijk"
    assert not Synonym.objects.filter(key="pet").exists()
    assert Synonym.objects.filter(pk=own.pk).exists()
    assert Synonym.objects.count() == len(groups_of_file())


@pytest.mark.django_db
def test_a_group_is_public_so_every_page_is_made_anew_and_history_kept():
    before = ContentVersion.current()
    row = make.a_synonym()
    assert ContentVersion.current() == before + 1
    assert row.history.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["een", "een;", "; ;"])
def test_one_word_is_no_group(words):
    with pytest.raises(ValidationError, match="minstens twee woorden"):
        make.a_synonym(words=words)


def test_the_file_holds_groups_that_fit_and_no_word_stands_in_two():
    groups = groups_of_file()
    every = [word.casefold() for words in groups.values() for word in words]

    assert all(len(words) > 1 and len("; ".join(words)) <= 400 for words in groups.values())
    assert len(every) == len(set(every))


def phrases(text, *groups):
    return [group.phrases for group in read_question(text, synonyms_of(groups)).groups]


def test_a_group_stands_for_all_it_holds_however_it_is_written():
    pro = (("pro",), ("praktijkonderwijs",))
    assert phrases("PRO hoorn", ["PrO", "praktijkonderwijs"]) == [pro, (("hoorn",),)]
    # Written together it is one word in the index, so no loose "t" is taken for it.
    assert phrases("vmbo-t", ["vmbo-t", "mavo"]) == [(("vmbot",), ("mavo",))]
    assert phrases("vmbo t", ["vmbo-t", "mavo"]) == [(("vmbot",), ("mavo",))]
    # The longest that fits, and what says nothing does not count.
    assert phrases("zorg en welzijn", ["zorg", "care"], ["zorg en welzijn", "Z&W"]) == [
        (("zorg", "welzijn"), ("zw",))
    ]


def test_two_groups_with_one_word_are_one_for_that_word():
    assert phrases("tl", ["tl", "mavo"], ["tl", "theorie"]) == [(("tl",), ("mavo",), ("theorie",))]


def test_the_last_word_may_be_a_beginning_but_not_one_that_has_synonyms():
    def beginnings(text, *groups):
        return [one.beginning for one in read_question(text, synonyms_of(groups)).groups]

    assert beginnings("tech hoo") == ["", "hoo"]
    assert beginnings("tech h") == ["", ""]
    assert beginnings("pro", ["pro", "praktijkonderwijs"]) == [""]
    assert beginnings("techlab in") == [""]
    assert beginnings("in") == [""]
