"""``python -m mingsheng_reports`` is ``msreport``."""

from mingsheng_reports.cli.main import main

if __name__ == "__main__":
    main()
