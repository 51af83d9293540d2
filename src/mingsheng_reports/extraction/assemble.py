"""One sentence → its metrics: every number gets label, status, period, place and proof."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mingsheng_reports.catalogue.categories import guess_category
from mingsheng_reports.catalogue.label_words import label_words
from mingsheng_reports.core.article import Article, Source
from mingsheng_reports.core.metric import UNKNOWN, Discard, Metric, Scope, Status
from mingsheng_reports.core.quantity import Qualifier, Quantity
from mingsheng_reports.core.span import Span
from mingsheng_reports.extraction.labels import Label, Surroundings, name_number
from mingsheng_reports.extraction.numerals import han
from mingsheng_reports.extraction.phrases import clean_before
from mingsheng_reports.extraction.pairs import Pair, distribute, find_pairs
from mingsheng_reports.extraction.periods import TimeWord, resolve_span, time_words
from mingsheng_reports.extraction.proof import evidence_of
from mingsheng_reports.extraction.quantities import Candidate, find_quantities
from mingsheng_reports.extraction.rates import rate_of
from mingsheng_reports.extraction.scope import Site, Subject, place_numbers
from mingsheng_reports.extraction.sentences import Clause, Sentence
from mingsheng_reports.extraction.sieve import Refusal, big_numbers, hidden, refuse
from mingsheng_reports.extraction.status import Judgement, judge, planned_work


LIST_MARKS = ("、", "和", "与", "及")
ASIDE = frozenset({"threshold", "spec"})
NO_YEAR = 2000  # stands in where an article is undated; no year computed from it is kept
CHANGE_VERB = re.compile(
    r"(?:同比|比上年|较上年|比去年|较去年|环比|平均)?(?:再|又)?(?:增长|增加|提高|提升|上升|上涨|上调|下降|降低|减少|缩短|压缩|压减|扩大|增发|上浮|下调|超额完成)(?:了|近|约|超)*$"
)


@dataclass(slots=True)
class Memory:
    """What earlier sentences of an article hand on to later ones."""

    paragraph: int = -1
    span: str = ""  # a multi-year period that opened the paragraph
    subject: str = ""
    about: Subject = field(default_factory=Subject)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a sentence was read as."""

    metrics: tuple[Metric, ...]
    discards: tuple[Discard, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The article around a sentence."""

    article: Article
    source: Source
    anchor: int | None
    frame: int | None


@dataclass(slots=True)
class _Made:
    """A number on its way to becoming a metric."""

    number: Candidate
    before: str
    after: str
    clause: tuple[int, int]
    quote: tuple[int, int]
    label: Label | None = None
    judgement: Judgement | None = None
    unit: str = ""
    per: str = ""
    rules: list[str] = field(default_factory=list)
    part: bool = False


def read_sentence(sentence: Sentence, frame: Frame, memory: Memory) -> Reading:
    """Metrics and discards of one sentence, in reading order."""
    if sentence.paragraph != memory.paragraph:
        memory.paragraph, memory.span, memory.subject = sentence.paragraph, "", ""
    words = time_words(sentence.words, frame.anchor or NO_YEAR, frame.frame or NO_YEAR)
    _remember_span(sentence, words, frame, memory)
    numbers, refusals = _sift(sentence.words)
    discards = tuple(_discard(sentence, refusal, frame) for refusal in refusals)
    if not numbers:
        place_numbers(sentence.words, [], frame.article, memory.about, sentence.paragraph)
        return Reading((), discards)
    made = _around(sentence, numbers, [r for r in refusals if r.reason in ASIDE])
    _judge(made, sentence, frame)
    _name(made, sentence, memory)
    _pair(made, find_pairs(sentence.words, [each.number for each in made]))
    sites = place_numbers(
        sentence.words, [n.number for n in made], frame.article, memory.about, sentence.paragraph
    )
    metrics = tuple(
        _metric(each, site, sentence, frame, memory, words)
        for each, site in zip(made, sites, strict=True)
    )
    return Reading(metrics, discards)


def _remember_span(
    sentence: Sentence, words: Sequence[TimeWord], frame: Frame, memory: Memory
) -> None:
    """五年来 at the head of a paragraph governs the whole paragraph."""
    if sentence.opening and words and words[0].start < 8 and words[0].year.startswith("-"):
        memory.span = resolve_span(words[0].year, frame.frame or NO_YEAR)


def _sift(text: str) -> tuple[list[Candidate], list[Refusal]]:
    covers = hidden(text)
    kept: list[Candidate] = []
    refused: list[Refusal] = []
    for number in find_quantities(text):
        refusal = refuse(text, number, covers)
        if refusal is None:
            kept.append(number)
        elif not (number.han and number.bare):
            refused.append(refusal)
    kept.extend(_big(text, kept))
    return sorted(kept, key=lambda number: number.start), refused


def _big(text: str, kept: Sequence[Candidate]) -> list[Candidate]:
    found = []
    for start, end in big_numbers(text):
        if not any(number.start < end and start < number.end for number in kept):
            found.append(
                Candidate(start, end + 1, (start, end), han(text[start:end]), "个", "count",
                          Qualifier.EXACT, text[start : end + 1], han=True, counter="大")
            )
    return found


def _around(
    sentence: Sentence, numbers: Sequence[Candidate], asides: Sequence[Refusal]
) -> list[_Made]:
    """The words that belong to each number: its clause, cut at its neighbours.

    A size that only qualifies the noun (5个1000平方米以上的社区) is taken out of the words.
    """
    made: list[_Made] = []
    for i, number in enumerate(numbers):
        clause = sentence.clause_at(number.number[0])
        left, right = clause.start, clause.end
        if i and numbers[i - 1].end > left:
            left = _behind_neighbour(sentence.words, numbers[i - 1].end, number.start)
        if i + 1 < len(numbers) and numbers[i + 1].start < right:
            right = _before_neighbour(sentence.words, number.end, numbers[i + 1].start)
        left, right = min(left, number.start), max(right, number.end)
        made.append(
            _Made(
                number,
                _without(sentence.words, left, number.start, asides),
                _without(sentence.words, number.end, right, asides),
                (clause.start, clause.end),
                (left, right),
            )
        )
    return made


def _without(text: str, start: int, end: int, asides: Sequence[Refusal]) -> str:
    kept, at = "", start
    for aside in asides:
        if start <= aside.start and aside.end <= end:
            kept += text[at : aside.start]
            at = aside.end
    return kept + text[at:end]


def _behind_neighbour(text: str, start: int, end: int) -> int:
    """Words between two numbers belong to the second from the last list mark on."""
    between = text[start:end]
    marks = [match.end() for match in re.finditer(r"、|(?<![参惠普])[和与及](?=[\u4e00-\u9fff]{0,12}$)", between)]
    return start + (marks[-1] if marks else 0)


def _before_neighbour(text: str, start: int, end: int) -> int:
    match = re.search(r"、|(?<![参惠普])[和与及](?=[^、和与及]*$)", text[start:end])
    return start + match.start() if match else end


def _name(made: list[_Made], sentence: Sentence, memory: Memory) -> None:
    shared = distribute(sentence.words, [each.number for each in made])
    for i, each in enumerate(made):
        previous = made[i - 1] if i else None
        words = _surroundings(i, made, sentence, memory, shared.get(i))
        if previous and previous.label and _says_nothing(words, each):
            each.label = _same_as(previous.label, each)
        else:
            each.label = name_number(words, each.number)
        each.unit, each.per = rate_of(sentence.words[each.clause[0] : each.number.start], each.number)
    if made[0].label and made[0].label.subject:
        memory.subject = made[0].label.subject


def _surroundings(
    i: int, made: Sequence[_Made], sentence: Sentence, memory: Memory, shared: str | None
) -> Surroundings:
    each = made[i]
    previous = made[i - 1] if i else None
    before = shared or _with_verb(each, previous, sentence)
    if each.judgement and each.judgement.status is Status.CHANGE:
        before = CHANGE_VERB.sub("", before)
    numbered = {sentence.clause_at(other.number.number[0]) for other in made}
    at = sentence.clauses.index(here) if (here := sentence.clause_at(each.number.number[0])) in sentence.clauses else -1
    earlier = sentence.clauses[at - 1] if at > 0 else None
    later = sentence.clauses[at + 1] if 0 <= at < len(sentence.clauses) - 1 else None
    return Surroundings(
        before=before,
        after=each.after,
        subject=previous.label.subject if previous and previous.label else "",
        clause_before=_text(sentence, earlier) if earlier and earlier not in numbered else "",
        clause_behind=_text(sentence, later) if later and later not in numbered else "",
        topic=memory.subject,
    )


def _text(sentence: Sentence, clause: Clause) -> str:
    return sentence.words[clause.start : clause.end]


def _with_verb(each: _Made, previous: _Made | None, sentence: Sentence) -> str:
    """减免企业税费22亿元、电费4544万元: the verb of the first governs the list."""
    if previous is None or sentence.words[previous.number.end : each.number.start - len(each.before)] not in ("、", "和", "以及"):
        return each.before
    head = clean_before(previous.before)
    if clean_before(each.before).startswith(label_words("doing") + label_words("making")):
        return each.before
    verb = next((w for w in label_words("making") + label_words("doing") if head.startswith(w)), "")
    return verb + each.before if verb and each.before else each.before


def _says_nothing(words: Surroundings, each: _Made) -> bool:
    """Neither the words before nor those behind name the number: it speaks of the one before."""
    return not clean_before(words.before) and not words.after.strip("的等，、…") and not words.clause_before


def _same_as(label: Label, each: _Made) -> Label:
    """11142户、17682人: one fact in another unit; 同比增长35%: a change of the number before."""
    if each.judgement and each.judgement.status in (Status.CHANGE, Status.STANDARD):
        return replace(label, rule=label.rule + "+previous")
    words = Surroundings(label.subject, "", subject=label.subject)
    return name_number(words, each.number)


def _judge(made: list[_Made], sentence: Sentence, frame: Frame) -> None:
    default = Status(frame.article.default_status)
    for i, each in enumerate(made):
        previous = made[i - 1] if i else None
        between = sentence.words[previous.number.end : each.number.start] if previous else ""
        if previous and between in LIST_MARKS and previous.number.kind == each.number.kind:
            each.judgement = previous.judgement
        else:
            each.judgement = judge(sentence.words, each.clause[0], each.number, default)


def _pair(made: list[_Made], pairs: Sequence[Pair]) -> None:
    """Both ends of a pair share label and unit; a completion takes the label of its number."""
    for pair in pairs:
        old, new = made[pair.old], made[pair.new]
        assert old.judgement and new.judgement and old.label and new.label
        old.judgement = Judgement(Status.BASELINE, "", "pairs:from-to")
        if pair.replaces:
            status = new.judgement.status
            if status in (Status.CHANGE, Status.COMPLETION):
                status = Status.ACTUAL
            if status is Status.ACTUAL and new.number.kind in ("money", "money-per") and not pair.measured:
                status = Status.STANDARD
            new.judgement = Judgement(status, "", "pairs:from-to")
            new.label = replace(old.label, rule=old.label.rule + "+pair")
            if old.unit != new.unit:
                longer = max(old.unit, new.unit, key=len)
                old.unit = new.unit = longer
    for i, each in enumerate(made):
        assert each.judgement and each.label
        if each.judgement.status is Status.COMPLETION and i:
            previous = made[i - 1].label
            assert previous
            each.label = replace(previous, rule=previous.rule + "+completion")


def _period(
    each: _Made, sentence: Sentence, words: Sequence[TimeWord], frame: Frame, memory: Memory
) -> tuple[str, str, str]:
    """Year, cut-off date and the rule: the last time word before the number governs it."""
    if frame.frame is None:
        explicit = [w for w in words if w.start < each.number.start and w.words[:2] in ("19", "20")]
        known = explicit[-1] if explicit else None
        return (known.year, known.as_of, f"time-word:{known.words}") if known else (UNKNOWN, "", "undated")
    assert each.judgement
    status = each.judgement.status
    governing = [word for word in words if word.start < each.number.start]
    year = memory.span or str(frame.frame)
    rule, as_of = ("span-of-paragraph" if memory.span else "frame"), ""
    if governing:
        last = governing[-1]
        year, as_of, rule = resolve_span(last.year, frame.frame), last.as_of, f"time-word:{last.words}"
    elif status is Status.TARGET and not memory.span:
        year = str(frame.anchor)
    dated = governing and governing[-1].end > each.clause[0] and "年" in governing[-1].words
    if status is Status.STANDARD and "-" in year:
        year = year[-4:]
    if status is Status.BASELINE and not dated:
        year = str(int(year[:4]) - 1)
    return year, as_of, rule


def _metric(
    each: _Made, site: Site, sentence: Sentence, frame: Frame, memory: Memory, words: Sequence[TimeWord]
) -> Metric:
    assert each.label and each.judgement
    year, as_of, dated_by = _period(each, sentence, words, frame, memory)
    judgement = each.judgement
    if site.scope is Scope.PROJECT and judgement.status is Status.ACTUAL and planned_work(sentence.words, frame.article):
        judgement = Judgement(Status.TARGET, "", "work-not-finished")
    label_text = _without_place(each.label.text, site.place)
    evidence = evidence_of(
        frame.source, sentence.text, each.quote, each.number.number, repaired=sentence.repaired
    )
    number, label = each.number, each.label
    category = label.indicator.category if label.indicator else guess_category(label.text, sentence.words)
    per = each.per if number.kind == "money" else ""
    quantity = Quantity(
        number.value, each.unit, number.qualifier, number.printed, number.upper, per
    )
    figure = evidence.figure_span
    return Metric(
        id=f"{frame.source.doc}@{figure.start}-{figure.end}",
        city=frame.article.city or UNKNOWN,
        place=site.place,
        scope=site.scope,
        year=year,
        as_of=as_of,
        category=category,
        label=label_text,
        quantity=quantity,
        status=judgement.status,
        evidence=evidence,
        indicator=label.indicator.id if label.indicator else "",
        verb=judgement.verb,
        article=frame.article.id,
        rules=(f"quantity:{number.kind}", f"label:{label.rule}", f"status:{judgement.rule}",
               f"year:{dated_by}", f"place:{site.rule}"),
        doubts=_doubts(label, sentence, frame, site),
    )


def _without_place(label: str, place: str) -> str:
    """A label never repeats its place."""
    rest = label.replace(place, "", 1) if place in label and place else label
    return rest if len(rest) > 1 else label


def _doubts(label: Label, sentence: Sentence, frame: Frame, site: Site) -> tuple[str, ...]:
    found = [label.doubt] if label.doubt else []
    if sentence.repaired:
        found.append("句子由分开的两段拼接而成")
    if not frame.article.dating.sure:
        found.append("见报年份没有确证")
    if site.doubt:
        found.append(site.doubt)
    return tuple(found)


def _discard(sentence: Sentence, refusal: Refusal, frame: Frame) -> Discard:
    positions = sentence.text.positions
    span = Span(positions[refusal.start], positions[refusal.end - 1] + 1)
    return Discard(
        frame.source.doc, span, sentence.words[refusal.start : refusal.end],
        frame.source.line_of(span.start), refusal.reason, refusal.explanation, sentence.words.strip(),
    )
