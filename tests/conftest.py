"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# The same examples on every run, and no time limit: a busy machine is no failure.
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")
