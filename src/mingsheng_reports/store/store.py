"""All that a set of source files says, read by selection: one brief never loads the country."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from mingsheng_reports.comparison.peers import peers_of
from mingsheng_reports.core.article import Library, Source
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import SourceError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.metric import Extraction
from mingsheng_reports.core.notice import Notice
from mingsheng_reports.reading.references import NOTHING_SUPPLIED, Supplied
from mingsheng_reports.stages import Stages
from mingsheng_reports.store.cache import Cache, DamagedError
from mingsheng_reports.store.page import Errand, Page, Summary, pack, unpack, work_out

Name = TypeVar("Name")

OPEN = 400  # pages held in memory at most, some 50 MB


@dataclass(frozen=True, slots=True)
class Held:
    """A source file with its place on the cache."""

    errand: Errand
    key: str
    summary: Summary


@dataclass(frozen=True)
class Store:
    """The pages of a set of files.

    It can be pickled and opened in another process or, where the folder is shared, on another
    machine; the pages themselves stay in the cache.

    Attributes:
        held: in the order of the files.
        remarks: what is wrong with files that were not taken and with the user's own lists.
        supplied: population and area, as the user gives them.
    """

    cache: Cache
    held: tuple[Held, ...]
    remarks: tuple[Notice, ...]
    supplied: Supplied = NOTHING_SUPPLIED
    _open: OrderedDict[str, Page] = field(
        default_factory=OrderedDict, init=False, repr=False, compare=False
    )

    def __reduce__(self) -> tuple[type[Store], tuple[object, ...]]:
        return Store, (
            self.cache,
            self.held,
            self.remarks,
            self.supplied,
        )  # without the pages that are open

    @cached_property
    def spans(self) -> frozenset[tuple[str, str]]:
        """City and year, or years as 2019-2023, of all settled metrics."""
        return frozenset(pair for each in self.held for pair in each.summary.told)

    @property
    def named(self) -> frozenset[str]:
        """The cities that articles are about, whether or not they have metrics."""
        return frozenset(city for each in self.held for city in each.summary.named)

    @property
    def parts(self) -> frozenset[tuple[str, str]]:
        """Place and city of all metrics."""
        return frozenset(pair for each in self.held for pair in each.summary.parts)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was taken as a source, those with figures for comparison too."""
        sources = (each.errand.source.path for each in self.held)
        return (*sources, *(file.path for file in self.supplied.files))

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What reading and extraction remarked, each once, by place in the sources."""
        own = (notice for each in self.held for notice in each.summary.notices)
        return tuple(sorted({*self.remarks, *own}))

    def findings_for(self, subject: Subject) -> Findings:
        """What a brief about the subject needs: the same as cut out of everything.

        Raises:
            SourceError: a file was changed or removed since it was read.
        """
        from mingsheng_reports.extraction.engine import announced_in

        chosen = self._chosen(subject)
        pages = [(each, self._page(each)) for each in chosen]
        sources = tuple(_source(each, page) for each, page in pages)
        articles = tuple(article for _, page in pages for article in page.articles)
        notices = [notice for _, page in pages for notice in page.notices]
        notices += self._remarks_on(chosen)
        given = self.supplied
        library = Library(
            sources,
            articles,
            tuple(notices),
            references=given.references,
            reference_files=given.files,
        )
        metrics = tuple(metric for _, page in pages for metric in page.metrics)
        own = tuple(article for article in articles if subject.has_city(article.city))
        announced = announced_in(replace(library, articles=own))
        extraction = Extraction(metrics, (), (), announced)
        return Stages().narrow(Findings(library, extraction), subject)

    def digest_for(self, subject: Subject) -> str:
        """One digest of all that :meth:`findings_for` would be made of, without reading it."""
        chosen = self._chosen(subject)
        files = [(each.key, str(each.errand.source.path)) for each in chosen]
        given = [(file.doc, str(file.path), file.sha256) for file in self.supplied.files]
        whole = repr((subject, files, given, self._remarks_on(chosen)))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _comparable(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for each in self.held for pair in each.summary.comparable)

    @cached_property
    def _by_city(self) -> dict[str, list[int]]:
        """Places of the files that speak of a city."""
        return _places((at, each.summary.cities) for at, each in enumerate(self.held))

    @cached_property
    def _remarks(self) -> dict[str, list[Notice]]:
        """By the source they are about; under no name, what is about no source that is held."""
        docs = {each.errand.source.doc for each in self.held}
        found: dict[str, list[Notice]] = {}
        for notice in sorted(self.remarks):
            found.setdefault(notice.doc if notice.doc in docs else "", []).append(notice)
        return found

    def _remarks_on(self, chosen: Iterable[Held]) -> list[Notice]:
        names = ("", *(each.errand.source.doc for each in chosen))
        return [notice for name in names for notice in self._remarks.get(name, ())]

    def _chosen(self, subject: Subject) -> list[Held]:
        """The files that a brief needs, in their order."""
        if not subject.cities:
            return list(self.held)
        peers = peers_of(subject, self._comparable)
        at = {place for city in subject.cities for place in self._by_city.get(city, ())}
        at |= {
            place
            for peer in peers
            for place in self._by_city[peer]
            if any(
                c == peer and subject.has_year(y) for c, y in self.held[place].summary.comparable
            )
        }
        return [self.held[place] for place in sorted(at)]

    def _page(self, held: Held) -> Page:
        """From memory, else from the cache, else worked out anew."""
        page = self._open.pop(held.key, None) or _from_cache(held, self.cache)
        self._open[held.key] = page
        while len(self._open) > OPEN:
            self._open.popitem(last=False)
        return page


def _from_cache(held: Held, cache: Cache) -> Page:
    """The page as it was kept; where that is lost or damaged, it is worked out anew."""
    try:
        content = cache.read(held.key)
        if content is not None:
            return unpack(content)
    except DamagedError:
        pass
    page = work_out(held.errand)
    if page is None:
        message = f"{held.errand.source.path}在读取之后被改动或删除了；请重新运行。"
        raise SourceError(message)
    cache.write(held.key, pack(page))
    return page


def _source(held: Held, page: Page) -> Source:
    stub = held.errand.source
    return Source.of(stub.doc, stub.path, page.text, stub.encoding, stub.sha256)


def _places(named: Iterable[tuple[int, tuple[Name, ...]]]) -> dict[Name, list[int]]:
    found: dict[Name, list[int]] = {}
    for at, names in named:
        for name in names:
            found.setdefault(name, []).append(at)
    return found
