"""What holds for all tests."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from mingsheng_reports.store.cache import FOLDER

# The same examples on every run, and no time limit: a busy machine is no failure.
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests read is not kept among what the developer's own commands have read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER, str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _heeds_interrupts() -> None:
    """Programs that tests start heed Ctrl-C, even where a shell started the tests with ``&``.

    Such a shell has its children ignore it, and they hand that on; a handler they do not.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
