"""The brief as one page for a browser: nothing outside it is asked for, no script is needed.

The bundled faces travel inside it, cut down to the characters that are set in them: a reader
without Chinese fonts sees the same page, and it stays well under a megabyte and a half.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from jinja2.exceptions import TemplateError

from mingsheng_reports.catalogue.resources import fonts_dir, templates_dir
from mingsheng_reports.core.article import Library
from mingsheng_reports.core.brief import Brief
from mingsheng_reports.core.theme import Theme
from mingsheng_reports.core.writing import write_whole
from mingsheng_reports.printing.context import CitedArticle, cited_articles, located
from mingsheng_reports.printing.faces import Face, read_faces
from mingsheng_reports.printing.guard import Anchor, Ledger, environment, template_error
from mingsheng_reports.printing.lines import without_controls
from mingsheng_reports.printing.pages import Plan, make_page
from mingsheng_reports.printing.subsetting import DROPPED_TABLES

SOURCES = "web/sources.html.j2"
STYLE = "web/page.css"
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
NUMBER_LINK = re.compile(r'href="#n-(\d+)"(?=>)')
BOLD = re.compile(
    r"<(h1|h2|h3|figcaption|svg|th|b|strong)\b.*?</\1>|<p class=\"(?:figure|head)\b.*?</p>",
    re.DOTALL,
)
HEI_BEHIND = re.compile(r"<p class=\"head\" id.*?</p>|<h[23]>.*?</h[23]>", re.DOTALL)
IN_KAI = re.compile(r"<section class=\"lead\">.*?</section>|<header.*?</header>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
# A browser may break a line between a number's mark and the punctuation behind it.
PARTED = re.compile(r"</sup></span>([，、。；：！？）”])")
NOTES_BEGIN = '<section class="sources">'
ASCII = "".join(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True, slots=True)
class WebPage:
    """A finished page. ``bytes``: its size."""

    path: Path
    bytes: int


def write_web_page(
    brief: Brief,
    charts: Mapping[str, str],
    theme: Theme,
    library: Library,
    output: Path,
    *,
    issued: date,
) -> WebPage:
    """Write the page; the file appears complete or not at all.

    Raises:
        OutputError: if the file cannot be written.
        UnaccountedNumberError: if something would print a number without origin.
    """
    content = web_page(brief, charts, theme, library, issued).encode()
    write_whole(output, content)
    return WebPage(output, len(content))


def web_page(
    brief: Brief, charts: Mapping[str, str], theme: Theme, library: Library, issued: date
) -> str:
    """The whole page as text."""
    page = make_page(brief, charts, issued.isoformat(), Plan(theme))
    articles = cited_articles(brief.endnotes, library)
    held = PARTED.sub(r"</sup>\1</span>", without_controls(page.html))
    body = _linked(held, located(articles))
    body = body.replace("<table", '<div class="scroll"><table').replace(
        "</table>", "</table></div>"
    )
    appendix = without_controls(_appendix(articles, body))
    folder = templates_dir()
    own = (folder / STYLE).read_text(encoding="utf-8")
    styles = "\n".join([_faces(body + appendix), *page.styles, own])
    body = body.replace("</head>", f"{VIEWPORT}\n<style>\n{styles}\n</style>\n</head>", 1)
    return body.replace("</body>", f"{appendix}\n</body>", 1)


def _linked(html: str, known: frozenset[str]) -> str:
    """Numbers of the brief lead to their place in the source; those of the notes stay."""
    before, begin, after = html.partition(NOTES_BEGIN)

    def target(match: re.Match[str]) -> str:
        return f'href="#s-{match[1]}"' if match[1] in known else match[0]

    head = re.compile(r'(<p class="head">(?:(?!</p>).)*?<b id="n-(\d+)">.*?)</p>')

    def with_link(match: re.Match[str]) -> str:
        link = f'<a class="file" href="#s-{match[2]}">原文</a>' if match[2] in known else ""
        return f"{match[1]}{link}</p>"

    return NUMBER_LINK.sub(target, before) + begin + head.sub(with_link, after)


def _appendix(articles: tuple[CitedArticle, ...], body: str) -> str:
    ledger = Ledger()
    folders = (templates_dir(),)

    def referred(note: Anchor) -> bool:
        return f'id="r-{note.text}"' in body

    try:
        template = environment(folders, ledger).get_template(SOURCES)
        return template.render(articles=articles, referred=referred)
    except TemplateError as error:
        raise template_error(error) from error


def _faces(html: str) -> str:
    """``@font-face`` rules, each face with the characters of the page that may be set in it."""
    everything = _text(html)
    front = _text(html.partition(NOTES_BEGIN)[0] + "".join(HEI_BEHIND.findall(html)))
    bold = _text("".join(match.group() for match in BOLD.finditer(html)))
    kai = _text("".join(match.group() for match in IN_KAI.finditer(html)))
    rules = []
    for face in read_faces(fonts_dir()).faces:
        if face.bold:
            rules.append(_rule(face, bold))
        else:
            chosen = {"song": everything, "hei": front, "kai": kai}
            rules.append(_rule(face, chosen[face.family.split()[-1].lower()]))
    return "\n".join(rules)


def _text(html: str) -> str:
    return unescape(TAG.sub("", html))


def _rule(face: Face, text: str) -> str:
    wanted = sorted({ord(character) for character in text + ASCII if face.has(character)})
    encoded = b64encode(_subset(face.path, wanted)).decode()
    weight = "bold" if face.bold else "normal"
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{weight};font-display:swap;'
        f'src:url(data:font/woff2;base64,{encoded}) format("woff2")}}'
    )


def _subset(path: Path, wanted: list[int]) -> bytes:
    import uharfbuzz as hb

    request = hb.SubsetInput()
    request.sets(hb.SubsetInputSets.UNICODE).set(set(wanted))
    request.sets(hb.SubsetInputSets.DROP_TABLE_TAG).set(
        {int.from_bytes(tag, "big") for tag in DROPPED_TABLES}
    )
    request.flags = hb.SubsetFlags.NO_HINTING
    face = hb.subset(hb.Face(hb.Blob.from_file_path(str(path))), request)
    return _packed(bytes(face.blob.data))


def _packed(font: bytes) -> bytes:
    """As WOFF2, which is a third smaller; the dates inside stay as they are."""
    from fontTools.ttLib import TTFont

    out = io.BytesIO()
    with TTFont(io.BytesIO(font), recalcTimestamp=False) as held:
        held.flavor = "woff2"
        held.save(out)
    return out.getvalue()
