"""A fact as clauses in plain official Chinese, true to its status, qualifier and parts."""

from __future__ import annotations

from collections.abc import Sequence

from mingsheng_reports.briefs.facts import Fact, base_of
from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.briefs.wording import (
    display,
    form_of,
    fronted,
    label_of,
    tell,
    tell_change,
    tell_completion,
)
from mingsheng_reports.catalogue.phrasing import from_start_of_year
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.brief import Fragment, Name, Sentence, Words
from mingsheng_reports.core.metric import Metric, Status

LEVELS = frozenset({"percent", "money-per", "money", "ratio", "points"})
VERBS = {"提高到": "提高", "增加到": "增加", "降至": "下降", "减少到": "减少", "保持在": "变动"}
LEAST_SHARED = 3  # characters two labels share before the second is shortened
LEAST_REST = 2
NEVER_FIRST = "的者员率类型数性额和与及、）)”"  # a rest that begins so was cut inside a word
HEADS = ("人数", "户数")  # 城乡低保在保11142户，17682人: the second needs no name


def clause(fact: Fact, book: Notebook, before: str = "") -> Sentence:
    """One fact; ``before`` is the full label just told, so that a shared beginning may drop out."""
    head = fact.head
    pieces = _head(fact, book, before)
    for change in fact.changes:
        pieces = (*pieces, Words("，"), *tell_change(change, book))
    for completion in fact.completions:
        pieces = (*pieces, Words("，"), *tell_completion(completion, book))
    if fact.parts:
        pieces = (*pieces, Words("，其中"), *_parts(head, fact.parts, book))
    return pieces


def _head(fact: Fact, book: Notebook, before: str) -> Sentence:
    head, label = fact.head, label_of(fact.head)
    if head.status is Status.CHANGE:
        return tell_change(head, book, label)
    if head.status is Status.COMPLETION:
        return (Name(display(label), head.id), *tell_completion(head, book))
    return _stated(fact, book, before)


def _stated(fact: Fact, book: Notebook, before: str) -> Sentence:
    head = fact.head
    if fact.old is not None:
        return raised(fact.old, head, book)
    if fact.multiple is not None:
        return (*_multiple(fact.multiple, book), Words("，为"), book.figure(head))
    if head.quantity.unit == "倍" and head.status is Status.STANDARD:
        return _multiple(head, book)
    return _shortened(head, book, before)


def _shortened(head: Metric, book: Notebook, before: str) -> Sentence:
    label = label_of(head)
    rest = rest_of(label, before, kind_of(head.quantity.unit))
    if not rest:
        return tell(head, book)
    if rest in HEADS and before.endswith(HEADS):
        return (book.figure(head),)
    form = form_of("rest", rest, kind_of(head.quantity.unit))
    return tell(head, book, rest, "rest" if form else "clause")


def raised(old: Metric, new: Metric, book: Notebook) -> Sentence:
    """由A提高到B; the verb follows the direction and the kind of number."""
    origin = new.id
    return (
        Name(display(label_of(new)), origin),
        Words("由年初的" if from_start_of_year(old) and old.year == new.year else "由"),
        book.figure(old),
        Words(direction(old, new)),
        book.figure(new),
    )


def direction(old: Metric, new: Metric) -> str:
    """提高到 for rates and standards, 增加到 for counts; 降至, 减少到, 保持在 likewise."""
    level = kind_of(new.quantity.unit) in LEVELS
    if new.quantity.value > old.quantity.value:
        return "提高到" if level else "增加到"
    if new.quantity.value < old.quantity.value:
        return "降至" if level else "减少到"
    return "保持在"


def _multiple(metric: Metric, book: Notebook) -> Sentence:
    base = base_of(metric)
    label = Name(display(label_of(metric)), metric.id)
    if base:
        return (
            label,
            Words("按"),
            Name(display(base), metric.id),
            Words("的"),
            book.figure(metric),
            Words("执行"),
        )
    return (label, Words("为所定基数的"), book.figure(metric))


def rest_of(label: str, before: str, unit_kind: str) -> str:
    """What is left of a label after the beginning it shares with the one just told, or nothing."""
    if not before or label == before:
        return ""
    if label.startswith(before) and len(before) >= LEAST_SHARED:
        rest = label[len(before) :]
        return rest if _cut_well(rest) or form_named(rest, unit_kind) else ""
    common = shared(before, label)
    for cut in range(common, LEAST_SHARED - 1, -1):
        if form_named(label[cut:], unit_kind):
            return label[cut:]
    if fronted(label, unit_kind):
        return ""
    if fronted(before, unit_kind) and before[common:] != _ending(before, unit_kind):
        return ""  # 建设食品检测中心1个, 食品示范街1条: the verb is of its own object only
    rest, other = label[common:], before[common:]
    return rest if common >= LEAST_SHARED and _cut_well(rest) and _cut_well(other) else ""


def _ending(label: str, unit_kind: str) -> str:
    """The words of a label that its clause turns into a verb: 建设 of 口袋公园建设."""
    form = form_of("clause", label, unit_kind)
    return form.ending if form else ""


def form_named(rest: str, unit_kind: str) -> bool:
    """Whether the table has a way to tell exactly this rest: 发放额, 楼栋."""
    form = form_of("rest", rest, unit_kind)
    return form is not None and form.ending == rest


def _cut_well(rest: str) -> bool:
    inside = rest.startswith("化") and not rest.startswith(("化解", "化粪", "化工", "化妆"))
    return len(rest) >= LEAST_REST and rest[0] not in NEVER_FIRST and not inside


def shared(first: str, second: str) -> int:
    """How many characters two texts begin with in common."""
    count = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        count += 1
    return count


def _parts(head: Metric, parts: Sequence[Fact], book: Notebook) -> Sentence:
    pieces: list[Fragment] = []
    for part in parts:
        if pieces:
            pieces.append(Words("、"))
        metric = part.head
        pieces += [*_part(head, metric, book)]
        if part.parts:
            inner: list[Fragment] = []
            for each in part.parts:
                inner += [Words("、")] if inner else []
                inner += _part(metric, each.head, book)
            pieces += [Words("（含"), *inner, Words("）")]
    return tuple(pieces)


def _part(head: Metric, part: Metric, book: Notebook) -> Sentence:
    label, whole = label_of(part), label_of(head)
    if label != whole and label.endswith(whole):
        return (Name(display(label.removesuffix(whole)), part.id), book.figure(part))
    common = shared(label, whole)
    rest = label[common:]
    if common >= LEAST_SHARED and _cut_well(rest):
        return (Name(display(rest), part.id), book.figure(part))
    return tell(part, book)
