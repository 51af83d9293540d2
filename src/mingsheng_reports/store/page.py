"""One source file and all that it says: worked out once and kept under a key of its content."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, field

from mingsheng_reports.core.article import Article, Library, Source
from mingsheng_reports.core.correction import Correction
from mingsheng_reports.core.metric import Metric
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.register import Entry
from mingsheng_reports.store.cache import Cache, DamagedError
from mingsheng_reports.store.plain import Plain, from_plain, to_plain
from mingsheng_reports.store.program import reader_digest

LEVEL = 1  # of compression: the higher ones take longer and save little
END = b"\n"
UNREADABLE = (ValueError, TypeError, KeyError, ArithmeticError, zlib.error)


@dataclass(frozen=True, slots=True)
class Errand:
    """One source file to be worked out: all that its metrics depend on.

    Attributes:
        source: as it was found, without its text.
        entry: what the user's lists tell of it.
        corrections: the user's corrections of it, in their order.
    """

    source: Source
    entry: Entry
    corrections: tuple[Correction, ...]

    @property
    def key(self) -> str:
        """Digest of the file's content, what the user's lists say of it, and the program."""
        source = self.source
        told = (source.doc, source.path.name, source.encoding, source.sha256)
        whole = repr((reader_digest(), told, self.entry, self.corrections))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Summary:
    """What has to be known of a page to choose it.

    Attributes:
        cities: that an article or a settled metric is about.
        named: that an article is about.
        parts: place and city of its metrics, each pair once.
        told: city and year, or years, of its settled metrics, each pair once.
        comparable: the same of those that may stand beside other cities'.
        metrics: how many.
    """

    cities: tuple[str, ...]
    named: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, str], ...]
    comparable: tuple[tuple[str, str], ...]
    metrics: int
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What one source file says, its corrections applied."""

    text: str = field(repr=False)
    articles: tuple[Article, ...]
    metrics: tuple[Metric, ...]
    notices: tuple[Notice, ...]


def work_out(errand: Errand) -> Page | None:
    """Read and extract one file; None when it is no longer what it was."""
    from mingsheng_reports.corrections.applying import correct
    from mingsheng_reports.extraction.engine import extract_page
    from mingsheng_reports.reading.files import open_source
    from mingsheng_reports.reading.library import read_page

    source = open_source(errand.source.path, errand.source.doc)
    if source is None or source.sha256 != errand.source.sha256:
        return None
    notices: list[Notice] = []
    articles = tuple(read_page(source, errand.entry, notices))
    library = Library((source,), articles, (), errand.corrections)
    found = correct(library, extract_page(source, articles))
    told = tuple(dict.fromkeys((*notices, *found.notices)))
    return Page(source.text, articles, found.metrics, told)


def keep(errand: Errand, cache: Cache) -> Summary | None:
    """Work out one file and put it into the cache, unless another run has done so meanwhile.

    Returns:
        What has to be known of it; None when the file has changed.

    Raises:
        OutputError: the cache cannot be written.
    """
    key = errand.key
    held = kept(key, cache)
    if isinstance(held, Summary):
        return held
    page = work_out(errand)
    if page is None:
        return None
    cache.write(key, pack(page))
    return summary_of(page)


def kept(key: str, cache: Cache) -> Summary | DamagedError | None:
    """What the cache has under a key, as far as it can be trusted."""
    try:
        content = cache.read(key)
        return unpack_summary(content) if content is not None else None
    except DamagedError as error:
        return error


def summary_of(page: Page) -> Summary:
    """What has to be known of a page to choose it."""
    from mingsheng_reports.comparison.peers import is_comparable

    settled = [metric for metric in page.metrics if metric.settled]
    named = tuple(dict.fromkeys(article.city for article in page.articles))
    return Summary(
        cities=tuple(dict.fromkeys(filter(None, (*named, *(m.city for m in settled))))),
        named=named,
        parts=tuple(dict.fromkeys((m.place, m.city) for m in page.metrics)),
        told=tuple(dict.fromkeys((m.city, m.year) for m in settled)),
        comparable=tuple(dict.fromkeys((m.city, m.year) for m in settled if is_comparable(m))),
        metrics=len(page.metrics),
        notices=page.notices,
    )


def pack(page: Page) -> bytes:
    """As it lies in the cache: a line that is enough to choose it, then the page."""
    head = _written(to_plain(Summary, summary_of(page)))
    return head + END + zlib.compress(_written(to_plain(Page, page)), LEVEL)


def unpack_summary(content: bytes) -> Summary:
    """The first line.

    Raises:
        DamagedError: it was written by something else.
    """
    try:
        return from_plain(Summary, _read(content.partition(END)[0]))
    except UNREADABLE as error:
        raise DamagedError(str(error)) from error


def unpack(content: bytes) -> Page:
    """The page.

    Raises:
        DamagedError: it was written by something else.
    """
    try:
        return from_plain(Page, _read(zlib.decompress(content.partition(END)[2])))
    except UNREADABLE as error:
        raise DamagedError(str(error)) from error


def _written(plain: Plain) -> bytes:
    # What a file's name holds beyond Unicode has no bytes in plain UTF-8.
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _read(written: bytes) -> Plain:
    return json.loads(written.decode("utf-8", "surrogatepass"))
