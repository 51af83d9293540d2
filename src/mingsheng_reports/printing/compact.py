"""A finished PDF written small: objects numbered without gaps, streams deflated by libdeflate.

The cross-reference stream is written as differences from row to row (PDF 1.7, 7.4.4.4, predictor
12), because its rows hardly differ from one another.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import md5
from importlib import import_module
from operator import attrgetter
from typing import Any

LEVEL = 10  # of libdeflate: 12 takes three times as long for half a hundredth of the file
THREADS = 2
MARKER = b"%\xe6\xb0\x91\xe7\x94\x9f"  # four bytes above 127: the file is not text
# A string is passed over; what looks like a reference in it is none.
REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|\b(\d+) 0 R\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Written:
    """Where an object stands: byte offset, or its place in the stream of objects."""

    number: int
    place: int
    packed: bool


class _Deflating:
    """What streams hold, deflated in other threads while the rest is made ready."""

    def __init__(self, streams: Iterable[Any]) -> None:
        self._pool = ThreadPoolExecutor(THREADS)
        self._contents = {id(each): self._begin(each) for each in streams}

    def _begin(self, stream: Any) -> Future[bytes]:
        deflated, stream.compress = stream.compress, False
        written: bytes = stream.data
        # pydyf's own form: dictionary, "stream", the bytes with their length told, "endstream".
        start = written.index(b">>\nstream\n") + len(b">>\nstream\n")
        content = written[start : -len(b"\nendstream")]
        if not deflated:
            return self._pool.submit(bytes, content)
        stream.extra["Filter"] = "/FlateDecode"
        return self.deflate(content)

    def deflate(self, content: bytes) -> Future[bytes]:
        """Begin with some more."""
        return self._pool.submit(_deflated, content)

    def content(self, stream: Any) -> bytes:
        """What the stream holds, as it is written."""
        return self._contents[id(stream)].result()

    def end(self) -> None:
        """Nothing more will be asked for."""
        self._pool.shutdown()


def write_compactly(pdf: Any) -> None:
    """Let a ``pydyf.PDF`` be written by this module.

    What its streams hold must not change any more: it is deflated from now on, for libdeflate lets
    other threads work meanwhile.
    """
    stream_type = import_module("pydyf").Stream
    deflating = _Deflating(each for each in pdf.objects if isinstance(each, stream_type))
    pdf.write = partial(_write, pdf, deflating)


def _write(
    pdf: Any,
    deflating: _Deflating,
    output: Any,
    version: object,
    identifier: bytes,
    compress: bool,  # noqa: FBT001  pydyf's signature
) -> None:
    del compress
    pdf.add_object(pdf.info)
    live = [each for each in pdf.objects if each.free != "f"]
    numbers = {each.number: number for number, each in enumerate(live, 1)}
    packed = [
        (numbers[each.number], _renumbered(each.data, numbers))
        for each in live
        if each.compressible
    ]
    entries, content = _object_stream(packed)
    objects = deflating.deflate(content)
    output.write(b"%%PDF-%s\n%s\n" % (str(version or "1.7").encode(), MARKER))
    rows = [_Written(number, place, packed=True) for place, (number, _) in enumerate(packed)]
    for each in live:
        if not each.compressible:
            number = numbers[each.number]
            rows.append(_Written(number, output.tell(), packed=False))
            told = _renumbered(_entries(each.extra), numbers)
            output.write(_stream(number, told, deflating.content(each)))
    rows.sort(key=attrgetter("number"))
    holder = len(live) + 1
    rows.append(_Written(holder, output.tell(), packed=False))
    output.write(_stream(holder, entries, objects.result()))
    deflating.end()
    start = output.tell()
    rows.append(_Written(holder + 1, start, packed=False))
    body = b"".join(data for _, data in packed)
    marks = (identifier, md5(body, usedforsecurity=False).digest())
    trailer = b"/Root %d 0 R/Info %d 0 R/ID [%s]" % (
        numbers[pdf.catalog.number],
        numbers[pdf.info.number],
        b"".join(b"<%s>" % mark.hex().encode() for mark in marks),
    )
    output.write(_cross_references(rows, holder, trailer))
    output.write(b"startxref\n%d\n%%%%EOF\n" % start)


def _renumbered(data: bytes, numbers: dict[int, int]) -> bytes:
    return REFERENCE.sub(
        lambda match: b"%d 0 R" % numbers[int(match[1])] if match[1] else match[0], data
    )


def _entries(extra: Mapping[str, Any]) -> bytes:
    """What the dictionary of a stream holds."""
    dictionary: Any = import_module("pydyf").Dictionary
    told: bytes = dictionary(extra).data
    return told[2:-2]


def _deflated(content: bytes) -> bytes:
    try:
        import deflate
    except ImportError:  # the same file, a twentieth larger
        return zlib.compress(content, 9)
    return bytes(deflate.zlib_compress(content, LEVEL))


def _stream(number: int, entries: bytes, content: bytes) -> bytes:
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(content))
    # A last byte 0D and a line feed behind it would read as one line end: the length would not do.
    end = b"\r\n" if content.endswith(b"\r") else b"\n"
    return head + content + end + b"endstream\nendobj\n"


def _object_stream(packed: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """All objects that are not streams, in one (PDF 1.7, 7.5.7): its entries and what it holds."""
    index: list[int] = []
    position = 0
    for each, data in packed:
        index += (each, position)
        position += len(data) + 1
    head = b" ".join(b"%d" % one for one in index) + b"\n"
    entries = b"/Type /ObjStm/N %d/First %d/Filter /FlateDecode" % (len(packed), len(head))
    return entries, head + b"\n".join(data for _, data in packed)


def _cross_references(rows: list[_Written], holder: int, trailer: bytes) -> bytes:
    """The table of places (PDF 1.7, 7.5.8): kind, place, place within the stream of objects."""
    table = [b"\0" + bytes(4) + b"\xff\xff"]
    for row in rows:
        if row.packed:
            table.append(b"\2" + holder.to_bytes(4, "big") + row.place.to_bytes(2, "big"))
        else:
            table.append(b"\1" + row.place.to_bytes(4, "big") + bytes(2))
    width = len(table[0])
    above = bytes(width)
    content = bytearray()
    for line in table:
        content.append(2)  # "up": every byte is told as its difference from the one above
        content += bytes((one - over) % 256 for one, over in zip(line, above, strict=True))
        above = line
    entries = b"/Type /XRef/Size %d/W [1 4 2]/Filter /FlateDecode" % len(table)
    entries += b"/DecodeParms <</Predictor 12/Columns %d>>" % width + trailer
    return _stream(holder + 1, entries, _deflated(bytes(content)))
