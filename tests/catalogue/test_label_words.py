from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest

from mingsheng_reports.catalogue.label_words import alternation, label_words
from mingsheng_reports.catalogue.tables import read_tsv

TABLE = "label_words.tsv"
ROLES = {
    *("opening", "linking", "light", "making", "doing", "paying", "cut"),
    "generic",
    "surname",
    "nounlike",
}
# A word can be one thing in front of a label and another behind it; these pairs cannot go together:
# a verb becomes 建设, or stays, or says nothing, and what is dropped in front of a label cannot be
# the verb that it keeps.
CONTRARY = {
    frozenset({"making", "doing"}),
    frozenset({"making", "light"}),
    frozenset({"doing", "light"}),
    frozenset({"opening", "making"}),
    frozenset({"opening", "doing"}),
}


def rows() -> Iterator[tuple[str, list[str]]]:
    for row in read_tsv(TABLE):
        yield row["role"], row["words"].split()


def contradictions(held: dict[str, set[str]]) -> list[str]:
    return [
        f"{word}: {first} and {second}"
        for first, second in combinations(sorted(held), 2)
        if frozenset({first, second}) in CONTRARY
        for word in sorted(held[first] & held[second])
    ]


def repeated(words: list[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


def test_roles_are_known_and_each_is_one_row() -> None:
    assert Counter(role for role, _ in rows()) == Counter(ROLES)


def test_no_word_plays_contradictory_parts() -> None:
    assert not contradictions({role: set(words) for role, words in rows()})


def test_no_word_stands_twice_in_a_role() -> None:
    assert not {role: found for role, words in rows() if (found := repeated(words))}


def test_what_can_be_a_noun_is_a_verb_of_doing() -> None:
    assert set(label_words("nounlike")) <= set(label_words("doing"))


@pytest.mark.parametrize("role", sorted(ROLES))
def test_longer_words_are_tried_first(role: str) -> None:
    words = label_words(role)
    assert words
    assert [len(word) for word in words] == sorted(map(len, words), reverse=True)
    assert alternation(role).split("|")[0] == words[0]


def test_the_checks_see_a_wrong_row() -> None:
    assert contradictions({"making": {"新建", "改造"}, "doing": {"改造"}}) == [
        "改造: doing and making"
    ]
    assert not contradictions({"making": {"新建"}, "cut": {"新建"}})
    assert repeated(["改造", "新建", "改造"]) == ["改造"]
