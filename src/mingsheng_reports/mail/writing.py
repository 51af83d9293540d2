"""A posting becomes a letter: its words, its chart, its files.

The figures come from the brief as it is composed from the sources, and each of them must stand in
the PDF that goes along: a letter never tells what its attachment does not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from mingsheng_reports.core.brief import Brief, ChartSpec, Quoted
from mingsheng_reports.core.comparison import Subject
from mingsheng_reports.core.errors import MailError
from mingsheng_reports.core.findings import Findings
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.mail.addresses import Mailbox
from mingsheng_reports.mail.bearing import check_figures
from mingsheng_reports.mail.file_names import distinct, metrics_name, name_of
from mingsheng_reports.mail.finished import FinishedBrief
from mingsheng_reports.mail.message import Attachment, Letter, Picture, message_bytes
from mingsheng_reports.mail.plan import Posting
from mingsheng_reports.pipeline import brief_of, charts_of
from mingsheng_reports.stages import Stages

KILOBYTE, MEGABYTE = 1000, 1_000_000
ZIP_OVER = 15 * MEGABYTE  # of files; base64 makes it 20 on the way
MOST_FILES = 5  # apart; more go into one zip
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
UTF8_NAMES = 0x800
CHART = "chart"
FEW_MARKS = 8  # in a chart that is still read on a phone
HELD = 64  # briefs, so that a country's recipients do not fill the memory
Key = TypeVar("Key")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How letters are to be.

    Attributes:
        metrics: whether each brief's metrics go along as CSV.
        ascii_names: whether files get names without Chinese characters.
        zip_over: bytes of files beyond which they go into one zip.
        most_bytes: of a whole message, as the provider takes it; 0 for any number.
    """

    sender: Mailbox | None
    metrics: bool = False
    ascii_names: bool = False
    zip_over: int = ZIP_OVER
    most_bytes: int = 0
    draft: bool = False


@dataclass(slots=True)
class Writer:
    """Writes letters; what several of them share is worked out once."""

    findings: Findings
    stages: Stages
    theme: Theme
    issued: date
    wishes: Wishes
    _briefs: dict[Subject, Brief] = field(default_factory=dict)
    _pictures: dict[tuple[Subject, str], bytes] = field(default_factory=dict)

    def letter(self, posting: Posting, sent: datetime | None = None) -> Letter:
        """The letter to one recipient.

        Raises:
            MailError: a file is gone, has changed, or does not say what the sources say.
        """
        from mingsheng_reports.printing.mailing import Cover, write_words

        files = [brief.content() for brief in posting.briefs]
        briefs = [self._brief(one.subject) for one in posting.briefs]
        spec = chart_of(briefs[0])
        for finished, brief, pdf in zip(posting.briefs, briefs, files, strict=True):
            check_figures(finished, brief, pdf, spec if brief is briefs[0] else None)
        attached = self._attached(posting.briefs, briefs, files)
        sender = self.wishes.sender
        message_id = posting.message_id(sender.address.domain if sender else "")
        content_id = f"{CHART}@{message_id.strip('<>').partition('@')[0][:16]}"
        recipient = posting.recipient
        organisation = self.theme.masthead.organisation
        cover = Cover(
            briefs=tuple({brief.subject: brief for brief in briefs}.values()),
            greeting=Quoted(recipient.language.greet(recipient.mailbox.name), "recipients"),
            closing=Quoted(recipient.language.closing, "mail_languages.tsv"),
            files=tuple(
                Quoted(f"{each.name}（{size_of(len(each.content))}）", each.name)
                for each in attached
            ),
            organisation=Quoted(organisation, "masthead") if organisation else None,
            chart=spec,
            content_id=content_id,
        )
        words = write_words(cover, self.theme)
        return Letter(
            sender=sender,
            to=recipient.mailbox,
            cc=recipient.cc,
            subject=words.subject,
            text=words.text,
            html=words.html,
            pictures=(Picture(content_id, self._picture(briefs[0], spec)),) if spec else (),
            attachments=attached,
            message_id=message_id,
            date=sent,
            draft=self.wishes.draft,
        )

    def content(self, letter: Letter) -> bytes:
        """The message's bytes.

        Raises:
            MailError: it is larger than the provider takes.
        """
        content = message_bytes(letter)
        if self.wishes.most_bytes and len(content) > self.wishes.most_bytes:
            message = (
                f"给{letter.to.address}的信有{size_of(len(content))}，超过服务商的上限"
                f"{size_of(self.wishes.most_bytes)}；请分开发，或换一个服务商。"
            )
            raise MailError(message)
        return content

    def _brief(self, subject: Subject) -> Brief:
        return kept(
            self._briefs,
            subject,
            lambda: brief_of(subject, self.findings, self.issued, self.stages),
        )

    def _picture(self, brief: Brief, spec: ChartSpec) -> bytes:
        from mingsheng_reports.printing.pictures import png_of

        # A phone shows a column's width: a chart over a page would be too small to read there.
        narrow = replace(spec, wide=False)
        return kept(
            self._pictures,
            (brief.subject, spec.id),
            lambda: png_of(self.stages.draw([narrow], self.theme)[spec.id]),
        )

    def _attached(
        self, finished: Sequence[FinishedBrief], briefs: Sequence[Brief], files: Sequence[bytes]
    ) -> tuple[Attachment, ...]:
        ascii_only = self.wishes.ascii_names
        names = [name_of(one, ascii_only=ascii_only) for one in finished]
        contents = list(files)
        if self.wishes.metrics:
            names += [metrics_name(one, ascii_only=ascii_only) for one in finished]
            contents += [metrics_csv(brief) for brief in briefs]
        attached = tuple(map(Attachment, distinct(names), contents))
        if len(attached) > MOST_FILES or sum(map(len, contents)) > self.wishes.zip_over:
            name = "minsheng.zip" if ascii_only else "民生实事简报.zip"
            return (Attachment(name, zipped(attached)),)
        return attached


def kept(held: dict[Key, Made], key: Key, make: Callable[[], Made]) -> Made:
    """What was made for the key, made now if need be; the oldest gives way beyond a few."""
    if key not in held:
        held[key] = make()
        if len(held) > HELD:
            del held[next(iter(held))]
    return held[key]


def chart_of(brief: Brief) -> ChartSpec | None:
    """The chart that says most on a phone: comparable throughout, few marks; else the first."""
    specs = [spec for spec in charts_of(brief) if spec.marks]
    plain = [spec for spec in specs if not spec.caution and not any(m.hatched for m in spec.marks)]
    small = [spec for spec in plain if len(spec.marks) <= FEW_MARKS]
    return next(iter((*small, *plain, *specs)), None)


def metrics_csv(brief: Brief) -> bytes:
    """The metrics a brief rests on, as Excel opens them."""
    from mingsheng_reports.exports.columns import METRIC_COLUMNS, metric_row
    from mingsheng_reports.exports.formats import encode

    rows = [metric_row(note.metric) for note in brief.endnotes]
    return encode(rows, METRIC_COLUMNS, "csv", bom=True)


def zipped(files: Sequence[Attachment]) -> bytes:
    """One zip, the same bytes for the same files; names are marked as UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for file in files:
            entry = zipfile.ZipInfo(file.name, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            held.writestr(entry, file.content)
    return out.getvalue()


def size_of(count: int) -> str:
    """``293 KB``, ``1.4 MB``."""
    if count < MEGABYTE:
        return f"{-(-count // KILOBYTE)} KB"
    return f"{count / MEGABYTE:.1f} MB"
