"""How a label and its number are told, by the rows of ``wording.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingsheng_reports.briefs.notebook import Notebook
from mingsheng_reports.catalogue.phrasing import (
    TOTAL,
    averaged,
    counted_before_deed,
    laid_out,
    runs_on,
)
from mingsheng_reports.catalogue.tables import read_tsv
from mingsheng_reports.catalogue.units import kind_of
from mingsheng_reports.core.brief import DIGIT, Fragment, Name, Sentence, Words
from mingsheng_reports.core.metric import Metric, Scope

TABLE = "wording.tsv"
LITERAL = re.compile(r"(?:^|(?<=\}))[^{}]+")
BARE = "{label}{number}"
COPULAS = ("为", "达")
SLOT = re.compile(r"\{(label|stem|number)\}")
PLAIN = frozenset({"money", "percent"})  # a row without units does not fit these
LEAST_STEM = 2
DANGLING = ("化", "再", "新", "停业", "开工", "规范", "未", "不")
WIDE = str.maketrans("(),:;!?", "（），：；！？")
MEASURE_GROUPS = ("大",)
KINDS_OF_WORK = ("项目", "工程")  # 某某项目 + 项目总投资 is told 某某项目总投资


@dataclass(frozen=True, slots=True)
class Form:
    """One row: an ending of a label and the shape of its clause."""

    kind: str
    ending: str
    units: frozenset[str]
    shape: str

    def fits(self, label: str, unit_kind: str) -> bool:
        """Whether the row is for this label and kind of unit."""
        if not label.endswith(self.ending):
            return False
        if "{stem}" in self.shape:
            stem = label[: len(label) - len(self.ending)]
            if len(stem) < LEAST_STEM or stem.endswith(DANGLING):
                return False
        return unit_kind in self.units if self.units else unit_kind not in PLAIN


@cache
def forms(kind: str) -> tuple[Form, ...]:
    """Rows of one kind, longer endings first."""
    rows = [
        Form(row["kind"], row["ending"], frozenset(row["units"].split()), row["shape"])
        for row in read_tsv(TABLE)
        if row["kind"] == kind
    ]
    return tuple(sorted(rows, key=lambda form: -len(form.ending)))


@cache
def form_of(kind: str, label: str, unit_kind: str) -> Form | None:
    """The row for a label, None when none fits."""
    return next((form for form in forms(kind) if form.fits(label, unit_kind)), None)


def display(text: str) -> str:
    """A name as it is printed: full-width punctuation, quotation marks as they stand."""
    return text.translate(WIDE)


def name(text: str, origin: str) -> Fragment:
    """Words where no digit stands, else a name that says where it comes from."""
    shown = display(text)
    return Name(shown, origin) if DIGIT.search(shown) else Words(shown)


def fill(shape: str, label: str, stem: str, number: Sentence, origin: str) -> Sentence:
    """The fragments of a shape."""
    slots: dict[str, Sentence] = {"number": number}
    if label:
        slots["label"] = (Name(display(label), origin),)
    if stem:
        slots["stem"] = (Name(display(stem), origin),)
    pieces: list[Fragment] = []
    at = 0
    for slot in SLOT.finditer(shape):
        if slot.start() > at:
            pieces.append(Words(shape[at : slot.start()]))
        pieces += slots.get(slot[1], ())
        at = slot.end()
    if shape[at:]:
        pieces.append(Words(shape[at:]))
    return tuple(pieces)


def label_of(metric: Metric) -> str:
    """The label without the place it stands under: “网上盘锦”APP服务事项 of “网上盘锦”APP."""
    rest = metric.label.removeprefix(metric.place)
    if metric.scope is Scope.PROJECT and rest.startswith(KINDS_OF_WORK):
        kind = next(word for word in KINDS_OF_WORK if rest.startswith(word))
        rest = rest.removeprefix(kind) if metric.place.endswith(kind) else rest
    return rest if len(rest) >= LEAST_STEM else metric.label


def card_label(metric: Metric) -> str:
    """The label as the name of a big figure: 长护险国家试点惠及人数."""
    label = label_of(metric)
    form = form_of("card", label, kind_of(metric.quantity.unit))
    return form.shape.format(label=label) if form else label


def tell(metric: Metric, book: Notebook, label: str = "", kind: str = "clause") -> Sentence:
    """A metric as one clause: 改造老旧小区10个, 居民低保标准为每人每月760元."""
    label = label or label_of(metric)
    number = (book.figure(metric),)
    if not metric.quantity.value:
        return (Name(display(label), metric.id), Words("保持为"), *number)
    if verb := laid_out(metric):
        return (Name(display(label), metric.id), Words("按"), *number, Words(verb))
    form = form_of(kind, label, kind_of(metric.quantity.unit))
    if form is None:
        return (Name(display(label), metric.id), *number)
    stem = label[: len(label) - len(form.ending)]
    if number[-1].text.endswith(MEASURE_GROUPS):
        return _grouped(form, label, stem, number, metric.id)
    shape = in_total(form.shape) if runs_on(metric) else form.shape
    return fill(shape, label, stem, number, metric.id)


def in_total(shape: str) -> str:
    """The shape of a clause with 累计 before its verb, or before its number where it has none."""
    literals = list(LITERAL.finditer(shape))
    if any(found[0] in COPULAS for found in literals):
        return shape  # a rate or a standard adds nothing up
    at = literals[0].start() if literals else shape.index("{number}")
    return shape[:at] + TOTAL + shape[at:]


def _grouped(form: Form, label: str, stem: str, number: Sentence, origin: str) -> Sentence:
    """五大 stands before its noun: 组建五大教育集团."""
    verb = form.shape.partition("{")[0]
    if verb:
        noun = label if "{label}" in form.shape else stem
        return (Words(verb), *number, Name(display(noun), origin))
    return (Words("共"), *number, Name(display(label), origin))


def tell_change(metric: Metric, book: Notebook, label: str = "") -> Sentence:
    """A change with the source's own verb: 同比增长35%; with its label when one is given."""
    verb = metric.verb or found_verb(metric)
    shape = next((form.shape for form in forms("change") if form.ending == verb), "")
    shape = shape or "{label}变动{number}"
    number = (book.figure(metric),)
    if not label:
        return fill(shape.removeprefix("{label}"), "", "", number, metric.id)
    return fill(shape, label, "", number, metric.id)


def found_verb(metric: Metric) -> str:
    """The last verb of change in the quote, as the source has it."""
    quote = metric.evidence.quote
    ends = {
        f.ending: quote.rfind(f.ending) + len(f.ending)
        for f in forms("change")
        if f.ending in quote
    }
    return max(ends, key=lambda verb: (ends[verb], len(verb))) if ends else ""


def tell_completion(metric: Metric, book: Notebook) -> Sentence:
    """完成全年任务的162%, in the source's terms."""
    words = metric.evidence.quote + metric.label
    form = next(form for form in forms("done") if form.ending in words)
    return fill(form.shape, "", "", (book.figure(metric),), metric.id)


def needs_its_sentence(metric: Metric) -> bool:
    """Whether label and number alone say it badly: 社区助餐服务7个, a mean told as a total."""
    form = form_of("clause", label_of(metric), kind_of(metric.quantity.unit))
    plain = form is None or form.shape == BARE
    return averaged(metric) or (plain and bool(counted_before_deed(metric)))


def fronted(label: str, unit_kind: str) -> bool:
    """Whether the clause begins with a verb: 改造老旧小区."""
    form = form_of("clause", label, unit_kind)
    return form is not None and not form.shape.startswith("{")
