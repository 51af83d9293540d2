"""The way in: ``msreport``, which is ``python -m mingsheng_reports``."""

from __future__ import annotations

from mingsheng_reports.core import compiled


def main() -> None:
    """Run the command that is asked for; nothing compiled before is compiled while it loads."""
    compiled.install()
    try:
        from mingsheng_reports.cli.main import main as run

        run()
    finally:
        compiled.save()


if __name__ == "__main__":
    main()
