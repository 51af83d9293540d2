"""Finished briefs: PDFs given as files, as folders, or by the manifest of a batch.

Whose a brief is stands in the PDF itself, not only in its name: a renamed file is not sent to the
wrong county.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingsheng_reports.catalogue.templates import template_titles
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import MailError, SourceError, UsageError
from mingsheng_reports.core.notice import Notice

MANIFESTS = "manifest*.json"
SCHEMA = "msreport-batch/"
USUAL = "feature"
NOT_A_BRIEF = "not-a-brief"


@dataclass(frozen=True, slots=True)
class FinishedBrief:
    """A PDF that was printed.

    Attributes:
        template: name of its template.
        sha256: of the file when the plan was made; what is sent must still be that.
    """

    path: Path
    subject: Subject
    template: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """What it is about, the same for every printing: ``盘锦市/2022/feature``."""
        subject = self.subject
        return f"{'、'.join(subject.cities)}/{'、'.join(subject.years)}/{self.template}"

    def content(self) -> bytes:
        """The file's bytes.

        Raises:
            MailError: it is not there any more, or not the one that was planned.
        """
        try:
            content = self.path.read_bytes()
        except OSError as error:
            message = f"附件{self.path}不见了或读不出来；请重新印出这一份，再运行一次。"
            raise MailError(message) from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            message = (
                f"附件{self.path}在列出计划以后改动过；请重新运行不带 --yes 的命令，"
                "看过新的计划再发。"
            )
            raise MailError(message)
        return content


def find_briefs(given: Sequence[Path]) -> tuple[tuple[FinishedBrief, ...], tuple[Notice, ...]]:
    """Every brief once, and a notice for each PDF that is none.

    Raises:
        UsageError: something given is not there, or there is no brief at all.
    """
    found: dict[Path, FinishedBrief] = {}
    notices: list[Notice] = []
    for path in given:
        for brief in _in(path, notices):
            found.setdefault(brief.path.resolve(), brief)
    if not found:
        where = "、".join(map(str, given))
        message = f"{where}里没有msreport印出的简报；请先用 msreport pdf 印出来。"
        raise UsageError(message)
    return tuple(found.values()), tuple(notices)


def _in(path: Path, notices: list[Notice]) -> Iterator[FinishedBrief]:
    if path.is_dir():
        listed = [each for manifest in sorted(path.glob(MANIFESTS)) for each in _rows(manifest)]
        for file, row in listed:
            yield from _listed(file, row, notices)
        told = {file for file, _ in listed}
        for each in sorted(path.rglob("*.pdf")):
            if each not in told:
                yield from _read(each, notices)
    elif not path.is_file():
        message = f"找不到简报{path}；请检查文件名。"
        raise UsageError(message)
    elif path.suffix.lower() == ".json":
        for file, row in _rows(path):
            yield from _listed(file, row, notices)
    else:
        yield from _read(path, notices)


def _rows(manifest: Path) -> list[tuple[Path, Mapping[str, Any]]]:
    """The files that a batch has printed, as its manifest tells.

    Raises:
        UsageError: the manifest is damaged.
    """
    try:
        held = json.loads(manifest.read_text(encoding="utf-8"))
        if not str(held["schema"]).startswith(SCHEMA):
            raise ValueError(held["schema"])  # noqa: TRY301  told below with the other damages
        rows = [row for row in held["briefs"] if row.get("sha256")]
        return [(manifest.parent / str(row["file"]), row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"批量清单{manifest}读不出来；请重新运行 msreport batch，或直接写PDF文件。"
        raise UsageError(message) from error


def _listed(path: Path, row: Mapping[str, Any], notices: list[Notice]) -> Iterator[FinishedBrief]:
    try:
        content = path.read_bytes()
    except OSError:
        notices.append(_notice(path, "清单里有，文件却不见了，不发；", "请重新印出这一份。"))
        return
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        notices.append(_notice(path, "印出以后改动过，不发；", "请重新印出这一份。"))
        return
    subject = Subject(tuple(row.get("cities", ())), tuple(row.get("years", ())))
    template = str(row.get("template") or USUAL)
    yield FinishedBrief(path, subject, template, str(row["sha256"]), len(content))


def _read(path: Path, notices: list[Notice]) -> Iterator[FinishedBrief]:
    from mingsheng_reports.printing.reread import reread

    try:
        subject = reread(path).subject
        content = path.read_bytes()
    except (SourceError, OSError):
        notices.append(_notice(path, "读不出来，不发；", "请确认它是msreport印出的PDF。"))
        return
    if subject is None:
        notices.append(_notice(path, "没有写明是哪个城市哪一年的简报，不发；", "请重新印出。"))
        return
    sha256 = hashlib.sha256(content).hexdigest()
    yield FinishedBrief(path, subject, _template(path), sha256, len(content))


def _template(path: Path) -> str:
    """By the end of the file's name: ``…-一页通.pdf``."""
    ends = {f"-{title}": name for name, title in template_titles().items()}
    return next((name for end, name in ends.items() if path.stem.endswith(end)), USUAL)


def _notice(path: Path, what: str, hint: str) -> Notice:
    return Notice(str(path), 0, NOT_A_BRIEF, what, hint)
