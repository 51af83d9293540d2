"""Parts of fontTools loaded when they are needed: when a template brings a face of its own.

WeasyPrint imports what cuts down fonts and fixes variable ones whether or not it will; HarfBuzz
does the first with our faces, and none of them is variable. Loading both takes a tenth of a second.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType

PACKAGE, SUBSET = "fontTools", "fontTools.subset"
INSTANCER = "fontTools.varLib.instancer"
INSTANTIATE = "instantiateVariableFont"


def put_off_font_tools() -> None:
    """Before WeasyPrint is imported; what is loaded already stays."""
    if SUBSET in sys.modules or INSTANCER in sys.modules:
        return
    spec = find_spec(SUBSET)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    subset = sys.modules[SUBSET] = module_from_spec(spec)
    spec.loader.exec_module(subset)
    # As an import would: ``from fontTools import subset`` looks there first, and looking into the
    # module would load it.
    setattr(import_module(PACKAGE), SUBSET.removeprefix(f"{PACKAGE}."), subset)
    # A name that is imported from a module is asked for at once: this one needs a stand-in.
    instancer = ModuleType(INSTANCER)
    setattr(instancer, INSTANTIATE, _loading)
    sys.modules[INSTANCER] = instancer


def _loading(*given: object, **named: object) -> object:
    """The real function, from now on in its place."""
    if getattr(sys.modules.get(INSTANCER), INSTANTIATE, None) is _loading:
        del sys.modules[INSTANCER]
    real: Callable[..., object] = getattr(import_module(INSTANCER), INSTANTIATE)
    return real(*given, **named)
