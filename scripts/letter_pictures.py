"""Shows a draft as a desk and a phone show it: `scripts/letter_pictures.py DRAFT.eml FOLDER`.

The HTML part is drawn by headless Chromium, 1280 and 390 pixels wide. Chromium's own window is
never narrower than 500 pixels, so the letter stands in a frame of its width. Needs `chromium` and a
Chinese face (Debian: fonts-noto-cjk).
"""

from __future__ import annotations

import base64
import email
import email.policy
import subprocess
import sys
import tempfile
from email.message import EmailMessage
from html import escape
from pathlib import Path

WIDTHS = {1280: 1900, 390: 2300}  # and heights
NARROWEST = 500
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
)


def main() -> None:
    """Write one picture for each width."""
    draft, folder = Path(sys.argv[1]), Path(sys.argv[2])
    page = html_of(draft.read_bytes())
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        target = folder / f"{draft.stem}-{width}.png"
        draw(page, target.resolve(), width, height)
        print(target)


def html_of(content: bytes) -> str:
    """The HTML part with its pictures in it."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  what the policy makes
    body = message.get_body(("html",))
    if body is None:
        sys.exit("no HTML part")
    page = str(body.get_content())
    for part in message.walk():
        if cid := str(part["content-id"] or "").strip("<>"):
            picture = base64.b64encode(part.get_payload(decode=True)).decode()  # type: ignore[arg-type]
            page = page.replace(f"cid:{cid}", f"data:{part.get_content_type()};base64,{picture}")
    return page


def draw(page: str, target: Path, width: int, height: int) -> None:
    """One picture."""
    with tempfile.TemporaryDirectory() as folder:
        outer = Path(folder) / "letter.html"
        frame = (
            f'<iframe style="border:0;width:{width}px;height:{height}px" srcdoc="{escape(page)}">'
        )
        outer.write_text(f'<body style="margin:0;background:#888">{frame}</iframe>', "utf-8")
        subprocess.run(
            [
                "chromium",
                *FLAGS,
                f"--user-data-dir={folder}/profile",
                f"--screenshot={target}",
                f"--window-size={max(width, NARROWEST)},{height}",
                outer.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


if __name__ == "__main__":
    main()
