"""A finished PDF without what says nothing: a tenth smaller, and its tags easier to read.

WeasyPrint wraps every piece of text in a structure element of its own, inside one for each inline
element, and writes a kerning of zero wherever an advance width is not a whole number. Wrappers
that carry no meaning (Span, NonStruct) hand their text to the paragraph they stand in.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

from mingsheng_reports.printing.compact import write_compactly
from mingsheng_reports.printing.embedded import shorten_fonts

LAST_KERNING = re.compile(rb">-?\d+(?:\.\d+)?\] TJ$")  # nothing follows that it could move
ZERO_KERNING = re.compile(rb">-?0(?:\.0)?<")
LONG_NUMBER = re.compile(rb"-?\d+\.\d{3,}")
PLACING = (b" Tm", b" re", b" l", b" m", b" c")  # operators whose operands are places
EMPTY_STRING = re.compile(rb"<>")
BETWEEN_KERNINGS = re.compile(rb"(?<=\d)<>(?=-?\d)")  # what parts them must not vanish
WRAPPERS = frozenset({"/Span", "/NonStruct"})
# Elements that may hold text themselves; a section or a table row may not.
HOLDERS = frozenset({"/P", "/H1", "/H2", "/H3", "/TD", "/TH", "/Caption", "/Link", "/LBody"})


def make_slender(document: object, pdf: Any) -> None:
    """A ``finisher`` for WeasyPrint's ``write_pdf``."""
    del document
    shorten_fonts(pdf)
    _shorten_streams(pdf)
    write_compactly(pdf)
    _shorten_places(pdf)
    _inline_link_references(pdf)
    _unwrap(pdf)
    _tell_scopes(pdf)


def leave(document: object, pdf: Any) -> None:
    """A ``finisher`` that does nothing, where a page is only to be looked at."""
    del document, pdf


def _shorten_streams(pdf: Any) -> None:
    stream_type = import_module("pydyf").Stream
    for each in pdf.objects:
        if isinstance(each, stream_type):
            each.stream = [_shortened(part) for part in each.stream]


def _shortened(part: object) -> object:
    """A line of a content stream: text without zero kernings, places in hundredths of a pixel."""
    if not isinstance(part, bytes):
        return part
    if part.endswith(b"] TJ"):
        part = LAST_KERNING.sub(b">] TJ", ZERO_KERNING.sub(b"", part))
        return EMPTY_STRING.sub(b"", BETWEEN_KERNINGS.sub(b" ", part))
    if part.endswith(PLACING):
        return LONG_NUMBER.sub(lambda match: b"%.2f" % float(match.group()), part)
    return part


def _shorten_places(pdf: Any) -> None:
    """Link areas and destinations in hundredths of a point."""
    for each in pdf.objects:
        if isinstance(each, dict):
            for key in ("Rect", "Dest"):
                if isinstance(each.get(key), list):
                    _round(each[key])
    for destination in pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])[1::2]:
        _round(destination)


def _round(places: list[Any]) -> None:
    places[:] = [round(one, 2) if isinstance(one, float) else one for one in places]


def _elements(pdf: Any, kind: str) -> dict[bytes, Any]:
    dictionary_type: Any = import_module("pydyf").Dictionary
    return {
        each.reference: each
        for each in pdf.objects
        if isinstance(each, dictionary_type) and each.get("Type") == kind
    }


def _inline_link_references(pdf: Any) -> None:
    """A link's element holds the reference to its area itself, not a reference to a reference."""
    references = _elements(pdf, "/OBJR")
    for element in _elements(pdf, "/StructElem").values():
        kids = element["K"]
        for at, kid in enumerate(kids):
            found = references.get(kid) if isinstance(kid, bytes) else None
            if found is not None and found["Pg"] == element["Pg"]:
                pdf.objects[found.number] = _freed()
                del found["Pg"]
                kids[at] = found


def _unwrap(pdf: Any) -> None:
    """Hand the text of meaningless wrappers to the element they stand in, innermost first."""
    elements = _elements(pdf, "/StructElem")
    moved: dict[bytes, bytes] = {}
    # Parents were made before their children: backwards, children come first.
    for reference, element in reversed(elements.items()):
        parent = elements.get(element["P"])
        if parent is None or not _is_wrapper(element, parent):
            continue
        at = parent["K"].index(reference)
        parent["K"][at : at + 1] = element["K"]
        for kid in element["K"]:
            if isinstance(kid, bytes) and kid in elements:
                elements[kid]["P"] = element["P"]
        moved[reference] = element["P"]
    _redirect(pdf, moved)
    for reference in moved:
        pdf.objects[elements[reference].number] = _freed()


def _tell_scopes(pdf: Any) -> None:
    """A header cell says what it heads, which WeasyPrint leaves out (PDF/UA-1, 7.5)."""
    elements = _elements(pdf, "/StructElem")
    for element in elements.values():
        if element["S"] == "/TH":
            group = elements[elements[element["P"]]["P"]]
            element["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _is_wrapper(element: Any, parent: Any) -> bool:
    return (
        element["S"] in WRAPPERS
        and parent["S"] in HOLDERS | WRAPPERS
        and element["Pg"] == parent.get("Pg")
        and "A" not in element
        and "Alt" not in element
    )


def _redirect(pdf: Any, moved: dict[bytes, bytes]) -> None:
    """Let the page's map from text to structure point to the new holders."""
    for each in pdf.objects:
        if not (isinstance(each, dict) and "Nums" in each):
            continue
        for entry in each["Nums"]:
            if isinstance(entry, list):
                entry[:] = [_holder(reference, moved) for reference in entry]


def _holder(reference: bytes, moved: dict[bytes, bytes]) -> bytes:
    while reference in moved:
        reference = moved[reference]
    return reference


def _freed() -> Any:
    """What stays in a removed object's place: a free entry of the cross-reference table."""
    freed = _free_entry()()
    freed.number, freed.free = 0, "f"
    return freed


@cache
def _free_entry() -> Any:
    pydyf = import_module("pydyf")

    class Freed(pydyf.Object):  # type: ignore[misc,name-defined]
        compressible = False
        data = b""

    return Freed
