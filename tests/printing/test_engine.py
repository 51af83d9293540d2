from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mingsheng_reports.catalogue.resources import fonts_dir
from mingsheng_reports.core.errors import MissingLibraryError
from mingsheng_reports.printing import opening
from mingsheng_reports.printing.engine import typeset
from mingsheng_reports.printing.opening import open_engine, private_fonts

PAGE = "<html lang=zh-CN><title>试</title><p>民生实事办好每一件2022年</p></html>"
STYLE = '@page{size:200pt 200pt;margin:20pt}p{font:10pt "Mingsheng Song"}'


def run(code: str) -> subprocess.CompletedProcess[str]:
    """A program of its own: libraries are missing there from the start."""
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
    )  # fmt: skip


def test_the_engine_subsets_through_harfbuzz_and_justifies() -> None:
    opened = open_engine()
    assert opened.subsetting in {"libharfbuzz-subset", "uharfbuzz"}
    assert opened.notices == ()


def test_fonttools_subsetting_is_impossible() -> None:
    open_engine()
    from weasyprint.pdf.fonts import Font

    with pytest.raises(MissingLibraryError, match="libharfbuzz-subset0"):
        Font._fonttools_subset(None, {}, None)


@pytest.mark.slow
def test_the_wheel_makes_the_same_bytes_as_the_library() -> None:
    code = f"""
import weasyprint.pdf.fonts as fonts
MISSING
from mingsheng_reports.printing.engine import typeset
from mingsheng_reports.printing.opening import open_engine
from mingsheng_reports.catalogue.resources import fonts_dir
done = typeset({PAGE!r}, [{STYLE!r}], fonts_dir(), b"x")
print(open_engine().subsetting, len(done.pdf), done.warnings)
"""
    given = run(code.replace("MISSING", ""))
    wheel = run(code.replace("MISSING", "fonts.harfbuzz_subset = None"))
    assert wheel.stdout.split()[0] == "uharfbuzz", wheel.stderr
    if given.stdout.split()[0] == "libharfbuzz-subset":
        # Two releases of HarfBuzz may differ by a few bytes of table order.
        sizes = [int(one.stdout.split()[1]) for one in (given, wheel)]
        assert abs(sizes[0] - sizes[1]) < 0.02 * sizes[0]
    assert wheel.stdout.split(maxsplit=2)[2].strip() == "()"


@pytest.mark.slow
def test_without_any_subsetter_printing_stops_with_the_package() -> None:
    code = """
import sys
sys.modules["uharfbuzz"] = None
import weasyprint.pdf.fonts as fonts
fonts.harfbuzz_subset = None
from mingsheng_reports.printing.opening import open_engine
from mingsheng_reports.core.errors import MissingLibraryError
try:
    open_engine()
except MissingLibraryError as error:
    print(error)
"""
    assert "apt-get install -y libharfbuzz-subset0" in run(code).stdout


@pytest.mark.slow
@pytest.mark.parametrize("known", ["", "0"], ids=["declared in advance", "parsed"])
def test_without_pango_the_error_is_one_sentence_with_the_command(known: str) -> None:
    code = """
import _cffi_backend
import cffi
def without_pango(kind):
    class Lame(kind):
        def dlopen(self, name, flags=0):
            if name and "pango" in str(name):
                raise OSError(f"cannot load library {name}")
            return super().dlopen(name, flags)
    return Lame
_cffi_backend.FFI, cffi.FFI = without_pango(_cffi_backend.FFI), without_pango(cffi.FFI)
from mingsheng_reports.printing import declarations
from mingsheng_reports.printing.opening import open_engine
declarations.digest = lambda digest=declarations.digest: "KNOWN" or digest()
from mingsheng_reports.core.errors import MissingLibraryError
try:
    open_engine()
except MissingLibraryError as error:
    print(error)
"""
    done = run(code.replace("KNOWN", known))
    assert done.stdout.count("\n") == 1, done
    assert "libpango-1.0-0 libpangoft2-1.0-0" in done.stdout
    assert "Traceback" not in done.stderr


def test_only_our_fonts_are_seen_and_the_setting_is_taken_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/somewhere/else.conf")
    with private_fonts(tmp_path):
        path = Path(os.environ["FONTCONFIG_FILE"])
        assert path.is_absolute()
        assert f"<dir>{tmp_path}</dir>" in path.read_text(encoding="utf-8")
    assert os.environ["FONTCONFIG_FILE"] == "/somewhere/else.conf"
    assert not path.exists()


def test_a_warning_of_the_engine_is_collected() -> None:
    done = typeset(PAGE, [STYLE + "p{no-such-property:1}"], fonts_dir(), b"x")
    assert any("no-such-property" in warning for warning in done.warnings)
    odd = typeset(PAGE.replace("民", "🎉"), [STYLE], fonts_dir(), b"x")
    assert any(".notdef" in warning for warning in odd.warnings)


def test_an_unknown_version_prints_ragged_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "KNOWN_VERSIONS", ("0.",))
    opened = open_engine.__wrapped__()
    assert [notice.code for notice in opened.notices] == ["ragged-lines"]
