"""The finished pages against what the brief carries: every number accounted for, in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from mingsheng_reports.verification.embedded import Embedded
from mingsheng_reports.verification.fault import Fault
from mingsheng_reports.verification.whereabouts import Whereabouts, plain

NUMBER = re.compile(r"\d+(?:\.\d+)*")
DIGITS = re.compile(r"\d+")
CONTEXT = 8  # characters shown on either side of changed words


def check_pages(
    embedded: Embedded, pages: Sequence[str], reader: str, where: Whereabouts
) -> list[Fault]:
    """Page by page in reading order; by count alone when another reader recorded them."""
    faults: list[Fault] = []
    recorded = embedded.pages
    if len(pages) != len(recorded):
        faults.append(Fault(f"这份简报有{len(pages)}页，印出时是{len(recorded)}页"))
    if reader == embedded.plain["versions"].get("reader"):
        for at, (ours, theirs) in enumerate(zip(where.pages, pages, strict=False), start=1):
            faults += _compared(at, ours, plain(theirs), where)
    return faults or _unaccounted(embedded, pages)


def check_pieces(embedded: Embedded, where: Whereabouts) -> list[Fault]:
    """What was printed as a number against the metric or the computation it names."""
    known = {one["id"]: one for one in (*embedded.metrics, *embedded.computed)}
    faults = []
    for kind, text, origin in embedded.plain["pieces"]:
        if kind not in {"figure", "computed"}:
            continue
        number = known.get(origin)
        if number is None:
            faults.append(Fault(f"印出的{text}在数据里没有来历", text))
        elif not same_number(text, number["printed"]):
            faults.append(where.fault(number, f"印出的是{text}，数据里写的是{number['printed']}"))
    return list(dict.fromkeys(faults))


def same_number(text: str, printed: str) -> bool:
    """Inside a quoted clause 每户 may stand apart from its number."""
    rest = printed.removesuffix(text)
    return text == printed or (rest.startswith("每") and not DIGITS.search(rest))


def _compared(page: int, recorded: str, found: str, where: Whereabouts) -> list[Fault]:
    if recorded == found:
        return []
    ours, theirs = list(NUMBER.finditer(recorded)), list(NUMBER.finditer(found))
    matcher = SequenceMatcher(
        None, [one[0] for one in ours], [one[0] for one in theirs], autojunk=False
    )
    faults = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        for step in range(max(last - first, end - start)):
            old = ours[first + step] if first + step < last else None
            new = theirs[start + step] if start + step < end else None
            faults.append(_changed(page, recorded, old, new, where))
    return faults or _reworded(page, recorded, found)


def _changed(
    page: int,
    recorded: str,
    old: re.Match[str] | None,
    new: re.Match[str] | None,
    where: Whereabouts,
) -> Fault:
    if old is None:
        number = new[0] if new else ""
        around = _around(new.string, new.start(), new.end()) if new else ""
        return Fault(f"多出了数字{number}（“{around}”），数据里没有它", number, (page,))
    wording, notes = where.notes_at(recorded, old.start(), old.end())
    around = _around(recorded, old.start(), old.end())
    if new is None:
        return Fault(f"少了数字{wording}（“{around}”）", wording, (page,), notes)
    what = f"印着{new[0]}，应为{old[0]}（{wording}，印出时是“{around}”）"
    return Fault(what, new[0], (page,), notes)


def _reworded(page: int, recorded: str, found: str) -> list[Fault]:
    """Numbers are as they were but words are not."""
    matcher = SequenceMatcher(None, recorded, found, autojunk=False)
    faults = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            ours, theirs = _around(recorded, first, last), _around(found, start, end)
            faults.append(Fault(f"文字改动过：印出时是“{ours}”，现在是“{theirs}”", "", (page,)))
    return faults


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - CONTEXT) : end + CONTEXT]


def _unaccounted(embedded: Embedded, pages: Sequence[str]) -> list[Fault]:
    """Numbers that stand on the pages more often than anything printed explains."""
    allowed = _runs(text for _, text, _ in embedded.plain["pieces"])
    every = _runs(embedded.plain["running"])
    for number in range(1, len(pages) + 1):
        allowed += _runs([f"{number} / {len(pages)}"]) + every
    faults = []
    for page, text in enumerate(pages, start=1):
        here = _runs([text])
        faults += [
            Fault(f"印着{run}，数据里没有它的来历", run, (page,))
            for run in (here - allowed).elements()
        ]
        allowed -= here
    return faults


def _runs(texts: Iterable[str]) -> Counter[str]:
    return Counter(run for text in texts for run in DIGITS.findall(text))
