"""A page of ours in typst's language: the same words, tables and charts, for ``peers.py``.

    python benchmarks/typst_page.py 文件夹

compiles the ``page.typ`` that ``page_of`` left there, with the bundled faces and no others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
EMPHASISED = frozenset({"b", "strong"})
BLOCKS = frozenset({"p", "li", "div", "section", "main", "header", "figure", "body", "ul", "html"})
PREAMBLE = """#set document(title: [{title}])
#set page(paper: "a4", margin: (x: 2.4cm, y: 2.4cm))
#set text(font: ("Mingsheng Song", "Mingsheng Hei"), size: 10.5pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 6pt)
#show heading: set text(font: "Mingsheng Hei")
"""


def page_of(html: str, folder: Path) -> None:
    """Write ``page.typ`` and its pictures."""
    import tinyhtml5

    tree: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    pictures: list[str] = []
    title = tree.findtext("head/title") or ""
    parts = [PREAMBLE.format(title=_string(title)), *_blocks(tree[-1], pictures)]
    for number, svg in enumerate(pictures):
        (folder / f"picture-{number}.svg").write_text(svg, encoding="utf-8")
    (folder / "page.typ").write_text("\n".join(parts), encoding="utf-8")


def _blocks(element: Element, pictures: list[str]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        columns = tag == "main" or "columns" in (child.get("class") or "").split()
        if tag in HEADINGS:
            yield f"#heading(level: {HEADINGS[tag]})[{_words(child)}]"
        elif tag == "table":
            yield _table(child)
        elif tag == f"{SVG}svg":
            yield _picture(child, pictures)
        elif columns:
            yield f"#columns(2)[\n{chr(10).join(_blocks(child, pictures))}\n]"
        elif any(each.tag in BLOCKS or each.tag == f"{SVG}svg" for each in child):
            yield from _blocks(child, pictures)
        elif words := _words(child):
            yield f"#par[{words}]"


def _table(table: Element) -> str:
    rows = [[_words(cell) for cell in row] for row in table.iter("tr")]
    width = max(map(len, rows))
    cells = ",".join(f"[{cell}]" for row in rows for cell in [*row, *[""] * (width - len(row))])
    return f"#table(columns: {width}, {cells})"


def _picture(svg: Element, pictures: list[str]) -> str:
    from xml.etree import ElementTree as ET

    ET.register_namespace("", SVG.strip("{}"))
    for name in [name for name in svg.attrib if name.endswith("xmlns")]:
        del svg.attrib[name]  # told once more when it is written
    told = " ".join((svg.findtext(f"{SVG}title") or "").split()).replace('"', "'")
    pictures.append(ET.tostring(svg, encoding="unicode"))
    return f'#image("picture-{len(pictures) - 1}.svg", alt: "{told}")'


def _words(element: Element) -> str:
    """The text inside, marks above the line and emphasis kept."""
    parts = [_string(element.text)]
    for child in element:
        inner = _words(child)
        if child.tag == "sup":
            inner = f"#super[{inner}]"
        elif child.tag in EMPHASISED:
            inner = f"#strong[{inner}]"
        parts += [inner, _string(child.tail)]
    return "".join(parts)


def _string(text: str | None) -> str:
    told = " ".join((text or "").split())
    escaped = told.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}";' if escaped else ""


def main(folder: Path) -> None:
    """Compile."""
    import typst

    fonts = Path(__file__).resolve().parents[1] / "fonts"
    typst.compile(
        str(folder / "page.typ"),
        output=str(folder / "typst.pdf"),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
