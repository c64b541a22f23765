"""The table of scenarios: a new one is a file named by its letter and number."""

import re
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Final

from reporter.simulator import scenarios
from reporter.simulator.platforms import Platform
from reporter.simulator.scenarios.stage import Stage
from reporter.simulator.truth import Launch

_NAME: Final = re.compile(r"[fnp]\d\d_\w+")  # framing, negative, positive
SCENARIOS: Final[dict[str, ModuleType]] = {
    found.name: import_module(f"{scenarios.__name__}.{found.name}")
    for found in iter_modules(scenarios.__path__)
    if _NAME.fullmatch(found.name)
}


def build(name: str, seed: int, *, evasive: bool = False, platform: Platform = "pumpfun") -> Launch:
    """Play a scenario to its end. Raises KeyError on a name that is none."""
    module = SCENARIOS[name]
    stage = Stage(seed, name, platform, evasive=evasive)
    module.play(stage)
    return stage.finish(module.MINUTES)
