"""Changes to a finished PDF such as a hand would make: a digit on a page, a file inside."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf

LINE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def change_on_paper(path: Path, target: Path, number: str, other: str) -> int:
    """Copy the PDF with the first ``number`` on its pages set as ``other``; the page it stood on.

    Both are of one length, and every glyph of ``other`` stands elsewhere in the same font.
    """
    with pikepdf.open(path) as pdf:
        for at, page in enumerate(pdf.pages, start=1):
            if _replace(pdf, page, number, other):
                pdf.save(target)
                return at
    message = f"{number} is on no page"
    raise ValueError(message)


def change_inside(path: Path, target: Path, name: str, old: str, new: str) -> None:
    """Copy the PDF with every ``old`` in the enclosed file ``name`` written as ``new``."""
    with pikepdf.open(path) as pdf:
        held = pdf.attachments[name].get_file()
        content = held.read_bytes().decode()
        if old not in content:
            message = f"{old} is not in {name}"
            raise ValueError(message)
        held.obj.write(content.replace(old, new).encode())
        pdf.save(target)


def _replace(pdf: pikepdf.Pdf, page: pikepdf.Page, number: str, other: str) -> bool:
    fonts = {name: _glyphs(font) for name, font in page.Resources.Font.items()}
    instructions = list(pikepdf.parse_content_stream(page))
    current: dict[str, list[bytes]] = {}
    for at, (operands, operator) in enumerate(instructions):
        if str(operator) == "Tf":
            current = fonts[str(operands[0])]
        if str(operator) not in {"TJ", "Tj"} or not set(number + other) <= set(current):
            continue
        held = operands[0] if str(operator) == "TJ" else operands
        wanted = re.compile(b"".join(_any_of(current[digit]) for digit in number))
        for place, part in enumerate(held):
            if isinstance(part, pikepdf.String) and wanted.search(bytes(part)):
                written = b"".join(current[digit][0] for digit in other)
                changed = [*held]
                literal = written.replace(b"\\", rb"\\")
                changed[place] = pikepdf.String(wanted.sub(literal, bytes(part), 1))
                both = [pikepdf.Array(changed)] if str(operator) == "TJ" else changed
                instructions[at] = pikepdf.ContentStreamInstruction(both, operator)
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
                return True
    return False


def _any_of(codes: list[bytes]) -> bytes:
    return b"(?:" + b"|".join(map(re.escape, codes)) + b")"


def _glyphs(font: pikepdf.Object) -> dict[str, list[bytes]]:
    """Glyph codes by character, from the font's map to Unicode: a figure may have several."""
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    codes: dict[str, list[bytes]] = {}
    for code, text in LINE.findall(cmap.partition("beginbfchar")[2]):
        codes.setdefault(bytes.fromhex(text).decode("utf-16-be"), []).append(bytes.fromhex(code))
    return codes
