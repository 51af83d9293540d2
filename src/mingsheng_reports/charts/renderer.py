"""matplotlib's renderer, loaded without what only its documentation needs."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

DESCRIBING = "_update_set_signature_and_docstring"  # of Artist: once for each of its fifty kinds


@cache
def svg_renderer() -> Any:  # noqa: ANN401  which has no types
    """``RendererSVG``.

    matplotlib writes a list of all properties into the docstring of every kind of artist, which
    takes a fifth of the time that loading it does.
    """
    artist: Any = import_module("matplotlib.artist").Artist
    describing = vars(artist).get(DESCRIBING)
    if describing is not None:
        setattr(artist, DESCRIBING, classmethod(_undescribed))
    try:
        return import_module("matplotlib.backends.backend_svg").RendererSVG
    finally:
        if describing is not None:
            setattr(artist, DESCRIBING, describing)


def _undescribed(kind: type) -> None:
    """Leave the docstring as it is."""
