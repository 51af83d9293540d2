"""A brief for the archive: PDF/A-3a that is PDF/UA-1 as well, with its numbers enclosed as files.

WeasyPrint writes one conformance at a time. What PDF/UA-1 asks of a file beyond PDF/A-3a is one
property in the metadata, which PDF/A in turn wants declared by an extension schema (ISO 19005-3,
6.6.2.3); both want that metadata readable without a filter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

from mingsheng_reports.core.brief import Brief, Computed, Figure, Quoted, Tally, sentence_text
from mingsheng_reports.core.enclosure import Enclosure, Imprint, Imprinted
from mingsheng_reports.core.fragments import tables
from mingsheng_reports.printing.figures import chart_specs, svg_texts
from mingsheng_reports.printing.guard import Printable, holds_digit
from mingsheng_reports.printing.pages import Page
from mingsheng_reports.printing.reread import pages_of, reader
from mingsheng_reports.printing.slender import make_slender

VARIANT = "pdf/a-3a"
XMP_END = b"</rdf:RDF>"
UA_IDENTITY = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq>
</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def imprint_of(pdf: bytes, page: Page, brief: Brief, charts: Mapping[str, str]) -> Imprint:
    """What a finished PDF says, page by page and piece by piece."""
    pieces = [_imprinted(piece) for piece in page.ledger.pieces if holds_digit(piece.text)]
    pieces += [
        Imprinted("drawn", text, spec.id)
        for spec in chart_specs(brief)
        if spec.id in charts
        for text in svg_texts(charts[spec.id])
        if holds_digit(text)
    ]
    heads = [sentence_text(head) for table in tables(brief) for head in table.heads]
    running = tuple(text for text in (page.title, *heads) if holds_digit(text))
    return Imprint(pages_of(pdf), tuple(pieces), running, reader())


def _imprinted(piece: Printable) -> Imprinted:
    if isinstance(piece, Figure):
        return Imprinted("figure", piece.text, piece.metric.id)
    if isinstance(piece, Computed):
        return Imprinted("computed", piece.text, piece.derived.id)
    if isinstance(piece, Tally):
        return Imprinted("tally", piece.text, str(len(piece.counted)))
    kind = "quoted" if isinstance(piece, Quoted) else type(piece).__name__.lower()
    return Imprinted(kind, piece.text, getattr(piece, "origin", ""))


def attachments(enclosures: Sequence[Enclosure], issued: date) -> list[Any]:
    """The files as WeasyPrint takes them, dated by the day of issue."""
    attachment = import_module("weasyprint").Attachment
    moment = datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
    return [
        attachment(
            string=enclosure.content,
            name=enclosure.name,
            description=enclosure.told,
            created=moment,
            modified=moment,
            relationship="Data",
        )
        for enclosure in enclosures
    ]


def make_archival(document: object, pdf: Any) -> None:
    """A ``finisher`` for WeasyPrint: slender, and metadata that claims PDF/UA-1 beside PDF/A-3a."""
    stream_type = import_module("pydyf").Stream
    for each in pdf.objects:
        if isinstance(each, stream_type) and each.extra.get("Type") == "/Metadata":
            each.stream = [part.replace(XMP_END, UA_IDENTITY + XMP_END) for part in each.stream]
            each.compress = False
    make_slender(document, pdf)
