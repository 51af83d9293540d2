"""What reading hands on: sources, articles, their blocks and sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from mingsheng_reports.core.aligned import AlignedText
from mingsheng_reports.core.correction import Correction
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.core.reference import Reference
from mingsheng_reports.core.span import Span

LINE_BREAK = re.compile(r"\r\n|\n|\r")  # what an editor counts as lines; old Macs wrote \r alone


def line_starts(text: str) -> tuple[int, ...]:
    """Offset of the first character of each line."""
    return (0, *(match.end() for match in LINE_BREAK.finditer(text)))


@dataclass(frozen=True, slots=True)
class Source:
    """One file as given. Offsets everywhere are into ``text``."""

    doc: str
    path: Path
    text: str = field(repr=False)
    encoding: str
    sha256: str
    line_starts: tuple[int, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, doc: str, path: Path, text: str, encoding: str, sha256: str) -> Source:
        """A source with its line table."""
        return cls(doc, path, text, encoding, sha256, line_starts(text))

    def line_of(self, offset: int) -> int:
        """1-based line on which the character at ``offset`` stands."""
        return max(1, bisect_right(self.line_starts or (0,), offset))


class BlockKind(StrEnum):
    """What a block of an article is."""

    HEADLINE = "headline"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    LEAD = "lead"  # 核心提示
    HEADING = "heading"  # section head
    BODY = "body"
    CAPTION = "caption"
    COLUMN = "column"  # 鹤乡时讯, 速览: name of a sidebar
    NOISE = "noise"  # advertisement, rules


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a line of one kind; ``text`` is normalised one character for one.

    Attributes:
        text: half-width digits and Latin letters, simplified characters, line breaks removed.
        seams: indices into ``text`` where two parts were joined that do not stand together in
            the source (a repair), as opposed to a mere line break.
        beginless: the beginning of its first sentence is lost.
        endless: the end of its last sentence is lost.
    """

    kind: BlockKind
    text: AlignedText
    seams: tuple[int, ...] = ()
    beginless: bool = False
    endless: bool = False

    @property
    def torn(self) -> bool:
        """Whether a part of its first or last sentence is lost."""
        return self.beginless or self.endless


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published, how that was found, and how sure it is.

    Attributes:
        year: the year that 今年 means, or None when nothing tells.
        date: ISO date or prefix of one (``2022-12``), as precise as the evidence.
        evidence: Chinese phrase naming the words that date it: “1月19日”“临近春节”.
        span: where those words stand, None when the date was given by the user.
        sure: False when only weak evidence was found.
    """

    year: int | None
    date: str
    evidence: str
    span: Span | None = None
    sure: bool = True
    frame: int | None = None  # the year that undated facts speak of


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of a page.

    Attributes:
        id: ``doc#n``, n counted from 1 in page order.
        title: headline in simplified characters and display form.
        city: full official name, empty when none was found.
        place: the article's own place (a district's sidebar), else the city.
        place_evidence: Chinese phrase saying why this city.
        default_status: ``target`` for an article that announces a plan, else ``actual``.
        line: 1-based line of its first character.
        registered: what the user's own list told about it, by Chinese name: 标题, 日期.
    """

    id: str
    doc: str
    title: str
    subtitle: str
    byline: str
    city: str
    place: str
    place_evidence: str
    dating: Dating
    blocks: tuple[Block, ...]
    line: int
    newspaper: str = ""
    default_status: str = "actual"
    registered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """All that was read: the files, their articles, and what was wrong with them.

    Attributes:
        corrections: what the user mends in what will be extracted, in the order of the files.
        references: figures that the user supplies, and ``reference_files`` that they stand in.
    """

    sources: tuple[Source, ...]
    articles: tuple[Article, ...]
    notices: tuple[Notice, ...] = ()
    corrections: tuple[Correction, ...] = ()
    references: tuple[Reference, ...] = ()
    reference_files: tuple[Source, ...] = ()

    @property
    def files(self) -> tuple[Source, ...]:
        """Every file that a printed number may come from."""
        return (*self.sources, *self.reference_files)

    def source(self, doc: str) -> Source:
        """The source with that stem, or the file of reference figures of that name.

        Raises:
            KeyError: if there is none.
        """
        for source in self.files:
            if source.doc == doc:
                return source
        raise KeyError(doc)
