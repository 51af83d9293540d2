"""A small made-up province in a folder, with the user's own lists beside it."""

from __future__ import annotations

from pathlib import Path

from corpus import write
from province import Size, counties, documents

SMALL = Size(counties=7, years=2, pages=2)
TOUCHED = counties(SMALL)[-1]  # the lists speak of it
HEADS = "doc,quote,what,action,value,reason,by,date,expect"


def make_province(folder: Path, size: Size = SMALL) -> Path:
    """Its pages, one of them corrected and one given another title."""
    write(documents(size), folder)
    touched = TOUCHED.code
    (folder / "sources.toml").write_text(
        f'["{touched}-2021-01"]\ntitle = "另一个标题"\nnewspaper = "样板日报"\n', encoding="utf-8"
    )
    rows = f"{touched}-2021-02,不在文中的话,year,set,2020,测试,张三,2026-11-20,"
    (folder / "corrections.csv").write_text(f"{HEADS}\n{rows}\n", encoding="utf-8")
    return folder
