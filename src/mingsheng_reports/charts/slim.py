"""matplotlib's SVG without what a printed page does not need.

Smaller and about a third quicker to place: attributes instead of style strings, no metadata, no
groups around single elements, two decimals (a hundredth of a point).
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = frozenset({"path", "text"})
# Initial values and caps that make no difference to what we draw.
DROPPED = frozenset({"stroke-linejoin", "stroke-linecap", "stroke-miterlimit"})
START = ("text-anchor", "start")  # the initial value
NUMBER = re.compile(r"-?\d+\.\d{3,}")
FONT = re.compile(r"(?:(?P<weight>bold|\d+) )?(?P<size>[\d.]+)px (?P<family>.+)")
NO_ROTATION = re.compile(r"\s*rotate\(-?0(?:\.0+)?(?: [^)]*)?\)")
TRANSLATION = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")


def slim(svg: str, width: float, height: float) -> str:
    """The same picture, ``width`` by ``height`` points, as one flat ``<svg>`` element."""
    root = ET.fromstring(svg[svg.index("<svg") :])  # noqa: S314  matplotlib's own output
    flat = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{width:g}pt",
            "height": f"{height:g}pt",
            "viewBox": f"0 0 {width:g} {height:g}",
        },
    )
    for element in root.iter():
        tag = element.tag.removeprefix(SVG)
        if tag not in DRAWN:
            continue
        attributes = _attributes(element)
        if tag == "path" and not _visible(attributes):
            continue
        ET.SubElement(flat, tag, attributes).text = (element.text or "").strip() or None
    return ET.tostring(flat, encoding="unicode")


def _attributes(element: ET.Element) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for name, value in element.attrib.items():
        if name == "style":
            attributes |= _from_style(value)
        elif name == "transform":
            attributes |= _placed(NO_ROTATION.sub("", value).strip())
        elif name in {"d", "x", "y"}:
            attributes[name] = " ".join(_rounded(value).split())
    return attributes


def _placed(transform: str) -> dict[str, str]:
    move = TRANSLATION.fullmatch(transform)
    if move:
        return {"x": _rounded(move.group(1)), "y": _rounded(move.group(2))}
    return {"transform": transform} if transform else {}


def _from_style(style: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font":
            attributes |= _font(value)
        elif name and name not in DROPPED and (name, value) != START:
            attributes[name] = _rounded(value)
    return attributes


def _font(value: str) -> dict[str, str]:
    match = FONT.fullmatch(value)
    if match is None:
        message = f"unexpected font in matplotlib's SVG: {value}"
        raise ValueError(message)
    attributes = {"font-size": match["size"], "font-family": match["family"].replace('"', "'")}
    if match["weight"]:
        attributes["font-weight"] = match["weight"]
    return attributes


def _visible(attributes: dict[str, str]) -> bool:
    return attributes.get("fill") != "none" or attributes.get("stroke", "none") != "none"


def _rounded(text: str) -> str:
    return NUMBER.sub(lambda match: f"{float(match.group()):.2f}".rstrip("0").rstrip("."), text)
