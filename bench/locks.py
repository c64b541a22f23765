"""`python -m bench.locks`: write deploy/requirements.lock, the part of requirements.lock that the running program needs.

Versions and hashes are those of requirements.lock. What needs what is read from the installed environment, whose versions
are the locked ones.
"""

import re
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[1]
LOCK = REPOSITORY / "requirements.lock"
PART = REPOSITORY / "deploy" / "requirements.lock"
HEAD = (
    "# Made by `python -m bench.locks` from requirements.lock: what the program needs to be built and to run, PDF included.\n"
)


def pins(lock: str) -> dict[str, str]:
    """Name to pin with its hashes, without comments."""
    lines = [line for line in lock.splitlines() if line and not line.lstrip().startswith("#")]
    found = re.findall(r"^([\w.\-]+)==(?:.*\\\n)*.*$", "\n".join(lines), re.MULTILINE)
    whole = [match.group(0) for match in re.finditer(r"^[\w.\-]+==(?:.*\\\n)*.*$", "\n".join(lines), re.MULTILINE)]
    return {canonicalize_name(name): pin for name, pin in zip(found, whole, strict=True)}


def needed(project: str) -> set[str]:
    """Names of everything that the project, its extra `pdf` and its build need, all the way down."""
    declared = tomllib.loads(project)
    wanted = [
        *declared["project"]["dependencies"],
        *declared["project"]["optional-dependencies"]["pdf"],
        *declared["build-system"]["requires"],
    ]
    names: set[str] = set()
    waiting = [(Requirement(text), "") for text in wanted]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        names.add(name)
        for inner in ("", *sorted(requirement.extras)):
            if (name, inner) not in seen:
                seen.add((name, inner))
                waiting += [(Requirement(text), inner) for text in requires(name) or ()]
    return names


def part() -> str:
    """The text of deploy/requirements.lock as it should be. Raises KeyError for what is not locked."""
    locked = pins(LOCK.read_text(encoding="utf-8"))
    wanted = needed((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    return HEAD + "".join(f"{locked[name]}\n" for name in sorted(wanted))


if __name__ == "__main__":
    PART.write_text(part(), encoding="utf-8")
    sys.stdout.write(f"{PART.relative_to(REPOSITORY)}: {len(part().splitlines())} lines\n")
