"""Finished briefs: PDFs given as files, as folders, or by the manifest of a batch.

Whose a brief is stands in the PDF itself, not only in its name: a renamed file is not sent to the
wrong county.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
NOT_AS_PRINTED = "not-as-printed"


@dataclass(frozen=True, slots=True)
class FinishedBrief:
    """A PDF that was printed.

    Attributes:
        template: name of its template.
        sha256: of the file when the plan was made; what is sent must still be that.
        named: whether the file itself was given, not found in a folder or a manifest.
    """

    path: Path
    subject: Subject
    template: str
    sha256: str
    size: int
    named: bool = False

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
        UsageError: something given is not there or is no brief, there is no brief at all, or two
            files are the same brief and differ.
    """
    found: dict[str, FinishedBrief] = {}
    notices: list[Notice] = []
    for path in sorted(given, key=Path.is_dir):  # what is named comes before what is found
        for brief in _in(path, notices):
            first = found.setdefault(brief.name, brief)
            if first.sha256 != brief.sha256:
                message = (
                    f"{first.path}和{brief.path}是同一份简报，内容却不一样，不知道该发哪一个；"
                    "请移走不要的一个，再运行一次。"
                )
                raise UsageError(message)
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
        wrong: list[Notice] = []
        yield from (replace(brief, named=True) for brief in _read(path, wrong))
        if wrong:  # it was asked for: the others must not go without it
            raise UsageError(str(wrong[0]))


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
        what = "清单里有，文件却不见了，不发；"
        notices.append(_notice(path, what, "请重新印出这一份。", NOT_AS_PRINTED))
        return
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        what = "印出以后改动过，不发；"
        notices.append(_notice(path, what, "请重新印出这一份。", NOT_AS_PRINTED))
        return
    subject = Subject(tuple(row.get("cities", ())), tuple(row.get("years", ())))
    template = str(row.get("template") or USUAL)
    yield FinishedBrief(path, subject, template, str(row["sha256"]), len(content))


def _read(path: Path, notices: list[Notice]) -> Iterator[FinishedBrief]:
    from mingsheng_reports.printing.reread import reread

    try:
        told = reread(path)
        content = path.read_bytes()
    except (SourceError, OSError):
        notices.append(_notice(path, "读不出来，不发；", "请确认它是msreport印出的PDF。"))
        return
    if told.subject is None:
        notices.append(_notice(path, "没有写明是哪个城市哪一年的简报，不发；", "请重新印出。"))
        return
    sha256 = hashlib.sha256(content).hexdigest()
    template = told.template or _template(path)
    yield FinishedBrief(path, told.subject, template, sha256, len(content))


def _template(path: Path) -> str:
    """By the end of the file's name, for PDFs that do not say it: ``…-一页通.pdf``."""
    ends = {f"-{title}": name for name, title in template_titles().items()}
    return next((name for end, name in ends.items() if path.stem.endswith(end)), USUAL)


def _notice(path: Path, what: str, hint: str, code: str = NOT_A_BRIEF) -> Notice:
    return Notice(str(path), 0, code, what, hint)
