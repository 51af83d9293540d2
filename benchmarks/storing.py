"""What it takes to keep the sources of a province or a country: time, memory, disk.

    .venv/bin/python benchmarks/storing.py [--files 2000] [--processes 2] [--briefs 60]

Makes a province of that many files, puts it into the store in a process of its own, and tells files
a second, the most memory that this process and its workers ever held (VmHWM), and how long it took
until the first word of progress. Then once more, with everything in the cache; and what it costs to
select a brief's findings. At last the metrics are written and selected again in other forms that
were tried: Parquet by city and year, and SQLite.

Wall times depend on what else the machine does; processor times, sizes and ratios hardly.
"""

from __future__ import annotations

from mingsheng_reports.pipeline import brief_of  # noqa: F401  warms what a brief is made with

YEARS = 3
LEAST = 2  # pages of a county and year: a plan and a feature
MEGA = 1 << 20
