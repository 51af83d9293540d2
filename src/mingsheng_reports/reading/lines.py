"""A source's lines: normalised, what is glued together cut apart, each with its kind.

A web copy runs its date, its title and its text together; a page glues a byline to the last
sentence. Each becomes a line of its own here. What kind of line it is, is told in ``kinds``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mingsheng_reports.catalogue.page_words import find_page_word
from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.article import BlockKind
from mingsheng_reports.reading.normalise import normalise
from mingsheng_reports.reading.wrappings import RawLine, raw_lines

NAMES = r"[\u4e00-\u9fff]{2,4}(?:\s[\u4e00-\u9fff](?![\u4e00-\u9fff]))?"
# 李江峰 本报记者 刘立彬 · 沈阳日报、沈报全媒体记者 张明 · （张明 李华）, behind the last sentence
GLUED_BYLINE = re.compile(
    rf"(?<=[。！？”…])\s?(?:(?:{NAMES}\s){{0,6}}\s?[\u4e00-\u9fff、]{{2,16}}记者\s?(?:{NAMES}\s?){{1,4}}"
    rf"|（(?:本报)?(?:记者|通讯员)?\s?{NAMES}(?:[\s、]{NAMES}){{0,5}}(?:报道|整理)?）)$"
)
BYLINE_MOST = 60  # characters; where a glued byline is looked for
STOPS = frozenset("。！？…")
CLOSERS = "”’』」）"
ENDS = STOPS | frozenset(CLOSERS + "\n")  # what COMPLETE can close with
COMPLETE = re.compile(r"(?:[。！？]|…)[”’』」）]*$|[。！？]（[^（）]{1,200}）$")
# 2023-08-14 17:26，正文：原标题：…… as web copies begin.
STAMP = re.compile(
    r"(?:\d{4}|\d{2})[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?"
    r"(?:[，\s]{0,2}正文：|(?=\s?$))"
)
OLD_TITLE = re.compile(r"\s?原标题：")
TITLE_MOST = 40
NEARBY = 30  # lines; an abstract stands close before its text
# A section head run into the text: 。大东区供暖投入1.5亿元7月27日，记者来到……
RUN_IN_HEAD = re.compile(
    r"(?<=[。！？”])(?P<head>[\u4e00-\u9fffA-Za-z0-9.%“”、]{6,30}?)"
    r"(?=(?:\d{1,2}月\d{1,2}日|当日|当天|近日|日前|连日来)，(?:本报)?记者)"
)
ONE_LINE = 150  # characters; a line that long may hold a whole web copy
TAIL_MOST = 420  # characters; where the words behind the text of a web copy are looked for
CELLS = re.compile(r"\t|[ \u3000]{2,}|\|")
BARS = 2  # in a row whose cells hold sentences
SENTENCE_MARK = re.compile(r"[。！？；]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something.

    Attributes:
        text: normalised, without marks.
        gap: how many blank lines stand before it.
        level: 1.. for a heading of Markdown or HTML, 0 otherwise.
        kind: BODY until it is told; what was cut out of a line has its kind already.
        indent: blanks before its first character.
        row: whether it is a row of a table: cells side by side, no sentence.
        told: whether ``kind`` is settled.
    """

    text: AlignedText
    number: int
    gap: int
    level: int = 0
    kind: BlockKind = BlockKind.BODY
    indent: int = 0
    row: bool = False
    told: bool = False

    @property
    def words(self) -> str:
        """The text alone."""
        return self.text.text

    @property
    def complete(self) -> bool:
        """Whether it ends a sentence."""
        return ends_sentence(self.words)


def ends_sentence(words: str) -> bool:
    """Whether the words end with the end of a sentence, brackets and quotes closed behind it."""
    if words[-1:] not in ENDS:
        return False
    tail = words[-TAIL_MOST:]
    if tail.rstrip(CLOSERS)[-1:] in STOPS:
        return True
    return tail[-1] in "）\n" and bool(COMPLETE.search(tail))


def read_text(source: AlignedText) -> tuple[Line, ...]:
    """All lines that hold something; only those cut out of others know their kind."""
    found: list[Line] = []
    gap = 0
    for raw in raw_lines(source):
        text = normalise(raw.text)
        indent = len(text) - len(text.text.lstrip())
        text = text.strip()
        if not text.text:
            gap += 1
            continue
        row = _is_row(raw)
        line = Line(text, raw.number, gap, raw.level, indent=indent, row=row)
        found.extend(_cut(line) if not row else [line])
        gap = 0
    return tuple(_without_abstracts(found))


def _is_row(raw: RawLine) -> bool:
    words = raw.text.text.strip()
    if raw.level or SENTENCE_MARK.search(words):
        return words.startswith("|") or (words.endswith("|") and words.count("|") >= BARS)
    return len(CELLS.findall(words)) > 1 or "\t" in words or words.startswith("|")


def _cut(line: Line) -> Iterator[Line]:
    """The line, with what is glued to either end of it as lines of their own."""
    body = line
    stamp = STAMP.match(line.words)
    if stamp:
        yield _piece(line, 0, stamp.end(), BlockKind.NOISE)
        body = _piece(line, stamp.end(), len(line.words))
    old = OLD_TITLE.match(body.words)
    if old:
        end = _end_of_title(body.words, old.end())
        if end > old.end():
            yield _piece(body, old.end(), end, BlockKind.HEADING)
        body = _piece(body, end, len(body.words))
    body, *behind = _cut_behind(body)
    if body.words:
        yield from _cut_heads(body)
    yield from behind


def _piece(line: Line, start: int, end: int, kind: BlockKind | None = None) -> Line:
    text = line.text.slice(start, end).strip()
    told = kind is not None
    return replace(line, text=text, kind=kind or BlockKind.BODY, told=told, gap=0)


def _end_of_title(words: str, start: int) -> int:
    """Where a title ends that is run into the text: before the first spoken words or sentence.

    A quotation that holds a comma or a full stop is speech; one that does not is a name.
    """
    end = start
    for match in re.finditer(r"“(?P<said>[^“”]{0,200})”?|[。！？，]", words[start:]):
        at = start + match.start()
        if at - start > TITLE_MOST:
            break
        if match["said"] is None or re.search(r"[，。！？]", match["said"]):
            return at if match["said"] is not None else end
        end = start + match.end()
    return end


def _cut_behind(line: Line) -> Iterator[Line]:
    """Buttons and editors behind a web copy, a byline behind the last sentence."""
    words = line.words
    behind: list[Line] = []
    far = max(0, len(words) - TAIL_MOST)
    while tail := find_page_word("tail", words[far:]):
        at = far + tail.start()
        behind.append(_piece(line, at, len(words), BlockKind.NOISE))
        words = words[:at].rstrip()
        if not tail.group() or not words:
            break
        far = max(0, len(words) - TAIL_MOST)
    near = max(0, len(words) - BYLINE_MOST)
    glued = GLUED_BYLINE.search(words, near)
    if glued and glued.start():
        behind.append(_piece(line, glued.start(), len(words), BlockKind.BYLINE))
        words = words[: glued.start()]
    cut = len(words) < len(line.words)
    yield replace(line, text=line.text.slice(0, len(words)).strip()) if cut else line
    yield from reversed(behind)


def _cut_heads(line: Line) -> Iterator[Line]:
    """Section heads that a web copy has run into its one line."""
    at = 0
    if len(line.words) >= ONE_LINE:
        for match in RUN_IN_HEAD.finditer(line.words):
            yield replace(_piece(line, at, match.start()), gap=line.gap if not at else 0)
            yield _piece(line, match.start(), match.end(), BlockKind.HEADING)
            at = match.end()
    yield _piece(line, at, len(line.words)) if at else line


def _without_abstracts(lines: Sequence[Line]) -> Iterator[Line]:
    """An abstract that a dump holds before the text itself (一、推...) is no text of its own."""
    for i, line in enumerate(lines):
        repeated = line.words.endswith("...") and any(
            later.words.startswith(line.words.rstrip("."))
            for later in lines[i + 1 : i + 1 + NEARBY]
        )
        yield replace(line, kind=BlockKind.NOISE, told=True) if repeated else line
