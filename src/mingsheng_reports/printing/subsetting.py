"""Font subsetting goes through HarfBuzz, always.

WeasyPrint falls back to fontTools when libharfbuzz-subset is missing, which costs up to 18 s a
brief and is announced by a log line only. Here the ``uharfbuzz`` wheel steps in (the same HarfBuzz
code, the same bytes), and where neither is there printing stops with the package to install.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from mingsheng_reports.core.errors import MissingLibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

ADVICE = (
    "缺少字体裁剪库libharfbuzz-subset；请运行“apt-get install -y libharfbuzz-subset0”，"
    "或者运行“pip install uharfbuzz”。"
)
# The tables WeasyPrint itself drops: a PDF viewer needs no shaping rules.
DROPPED_TABLES = (
    b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT",
    b"SVG ",
)  # fmt: skip
OLDEST_HARFBUZZ = (4, 1, 0)  # WeasyPrint's own condition for its HarfBuzz route


def guarantee_harfbuzz(fonts: ModuleType, *, known_version: bool) -> str:
    """Make ``weasyprint.pdf.fonts`` subset through HarfBuzz; the name of the route taken.

    Args:
        known_version: whether this WeasyPrint is one whose ``Font.subset`` we may replace.

    Raises:
        MissingLibraryError: if there is no HarfBuzz subsetter.
    """
    module: Any = fonts
    module.Font._fonttools_subset = _refuse  # noqa: SLF001  there is no public switch
    library = module.harfbuzz_subset
    if library and module.harfbuzz.hb_version_atleast(*OLDEST_HARFBUZZ):
        return "libharfbuzz-subset"
    try:
        import uharfbuzz
    except ImportError as error:
        raise MissingLibraryError(ADVICE) from error
    if not known_version:
        raise MissingLibraryError(ADVICE)
    module.Font.subset = _through_wheel(uharfbuzz)
    return "uharfbuzz"


def _refuse(*arguments: object) -> None:
    del arguments
    raise MissingLibraryError(ADVICE)


def _through_wheel(hb: Any) -> Callable[[Any, Mapping[int, str], bool], None]:
    """A stand-in for ``Font.subset(to_unicode, hinting)`` that does the same two passes."""
    flags = hb.SubsetFlags
    keep = flags.PASSTHROUGH_UNRECOGNIZED | flags.DESUBROUTINIZE
    dropped = {int.from_bytes(tag, "big") for tag in DROPPED_TABLES}

    def one_pass(face: Any, glyphs: set[int], chosen: Any) -> Any:
        request = hb.SubsetInput()
        request.sets(hb.SubsetInputSets.GLYPH_INDEX).set(glyphs)
        request.sets(hb.SubsetInputSets.DROP_TABLE_TAG).set(dropped)
        request.flags = chosen
        return hb.subset(face, request)

    def subset(font: Any, to_unicode: Mapping[int, str], hinting: bool) -> None:  # noqa: FBT001  WeasyPrint's signature
        if not to_unicode:
            return
        outline = flags.NOTDEF_OUTLINE if font.missing else flags.DEFAULT
        hints = flags.DEFAULT if hinting else flags.NO_HINTING
        face = hb.Face(hb.Blob(font.file_content), font.index)
        # First only the used glyphs, at their old numbers; then without the empty tail.
        face = one_pass(face, set(to_unicode), keep | flags.RETAIN_GIDS | outline)
        face = one_pass(face, set(range(max(to_unicode) + 1)), keep | hints | outline)
        font.file_content = bytes(face.blob.data)

    return subset
