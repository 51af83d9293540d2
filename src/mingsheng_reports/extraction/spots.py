"""A number among the words of its clause, cut at its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingsheng_reports.extraction.quantities import Candidate
from mingsheng_reports.extraction.sentences import Clause, Sentence
from mingsheng_reports.extraction.sieve import Refusal

# A size that only qualifies the noun (5个1000平方米以上的社区) stands aside.
ASIDE = frozenset({"threshold", "spec", "age", "size", "vehicle"})
LIST_MARK_BEFORE = re.compile(r"、|(?<![参惠普])[和与及](?=[\u4e00-\u9fff]{0,12}$)")
NAMED_BEHIND = frozenset({"count", "person", "household"})
SIZE = re.compile(r"全长|总长|长|总面积|面积|总投资|投资")
OF_SIZE = re.compile(
    r"(?:、[^、，。的]{2,20})?的"
)  # what else is said of the thing before its noun
LIST_MARK_BEHIND = re.compile(r"、|(?<![参惠普])[和与及](?=[^、和与及]*$)")


@dataclass(frozen=True, slots=True)
class Spot:
    """One number with its words.

    Attributes:
        before, after: words of its clause on either side, up to its neighbours' words.
        clause: where its clause stands in the sentence.
        quote: start and end, in the sentence, of the words that prove it.
        bracketed: whether it stands inside brackets, a part of the number before them.
        between: what stands between the number before it and its own words.
    """

    number: Candidate
    before: str
    after: str
    clause: Clause
    quote: tuple[int, int]
    between: str = ""
    bracketed: bool = False

    def reach(self, text: str) -> str:
        """All words of its clause before it, other numbers included."""
        return text[self.clause.start : self.number.start]


def spot(
    sentence: Sentence, numbers: Sequence[Candidate], refusals: Sequence[Refusal]
) -> tuple[Spot, ...]:
    """Every number of a sentence with the words that belong to it."""
    asides = [refusal for refusal in refusals if refusal.reason in ASIDE]
    found: list[Spot] = []
    for i, number in enumerate(numbers):
        clause = sentence.clause_at(number.number[0])
        previous = numbers[i - 1] if i else None
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        left = min(_left(sentence.words, clause, previous, number), number.start)
        right = max(_right(sentence.words, clause, number, following), number.end)
        behind = _behind_size(sentence.words, clause, number, following)
        right = clause.end if behind else right
        if following and _told_together(number, following):
            beyond = numbers[i + 2] if i + 2 < len(numbers) else None
            end = max(_right(sentence.words, clause, following, beyond), following.end)
            behind = behind or _without(sentence.words, following.end, end, asides)
        found.append(
            Spot(
                number,
                _without(sentence.words, left, number.start, asides),
                behind or _without(sentence.words, number.end, right, asides),
                clause,
                (left, right),
                sentence.words[previous.end : left] if previous else "",
                _in_brackets(sentence.words, number.start),
            )
        )
    return tuple(found)


def _in_brackets(text: str, at: int) -> bool:
    return text.rfind("（", 0, at) > text.rfind("）", 0, at)


def _told_together(number: Candidate, following: Candidate) -> bool:
    """36户|72人享受低保: households and their persons, of whom one thing is said."""
    kinds = (number.kind, following.kind)
    return number.end == following.start and kinds == ("household", "person")


def _behind_size(text: str, clause: Clause, number: Candidate, following: Candidate | None) -> str:
    """10条|全长15.7公里的|乡村道路: the noun stands behind its size."""
    if following is None or following.end >= clause.end:
        return ""
    sized = SIZE.fullmatch(text, number.end, following.start)
    noun = OF_SIZE.match(text, following.end, clause.end) if sized else None
    return text[noun.end() : clause.end] if noun else ""


def _left(text: str, clause: Clause, previous: Candidate | None, number: Candidate) -> int:
    """Words between two numbers belong to the second from the last list mark on."""
    if previous is None or previous.end <= clause.start:
        return clause.start
    marks = [m.end() for m in LIST_MARK_BEFORE.finditer(text[previous.end : number.start])]
    if not marks and previous.kind in NAMED_BEHIND and _named_behind(text, number):
        return number.start  # 94家见习单位|1216个见习岗位: what stands between is the first's noun
    return previous.end + (marks[-1] if marks else 0)


def _named_behind(text: str, number: Candidate) -> bool:
    following = text[number.end : number.end + 1]
    return number.kind in NAMED_BEHIND and "\u4e00" <= following <= "\u9fff"


def _right(text: str, clause: Clause, number: Candidate, following: Candidate | None) -> int:
    if following is None or following.start >= clause.end:
        return clause.end
    mark = LIST_MARK_BEHIND.search(text[number.end : following.start])
    return number.end + mark.start() if mark else following.start


def _without(text: str, start: int, end: int, asides: Sequence[Refusal]) -> str:
    kept, at = "", start
    for aside in asides:
        if start <= aside.start and aside.end <= end:
            kept += text[at : aside.start]
            at = aside.end
    return kept + text[at:end]
