"""The way in: ``msreport``, which is ``python -m mingsheng_reports``."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
import threading

from mingsheng_reports.core import compiled


def main() -> None:
    """Run the command that is asked for; nothing compiled before is compiled while it loads."""
    compiled.install()
    try:
        from mingsheng_reports.cli.main import main as run

        run()
    except SystemExit as ending:
        compiled.save()
        _leave(ending.code)
        raise


def _leave(code: object) -> None:
    """End at once, where that leaves nothing undone.

    Taking half a million things apart one by one takes longer than the start. Where other threads
    or processes are still about, where what was written cannot reach its reader, Python ends in its
    own way.
    """
    if (
        not isinstance(code, int)
        or threading.active_count() > 1
        or "multiprocessing" in sys.modules
    ):
        return
    with contextlib.suppress(OSError, ValueError):
        atexit._run_exitfuncs()  # noqa: SLF001  no public way to them but the slow one
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
