"""`python -m bench.operations`: follow docs/operations.md to the letter, from a fresh clone to a fleet of two workers.

What PostgreSQL refuses to do as root is done by somebody without rights. Containers and systemd are left out: they need a
daemon and root. With `--environment` the installation is left out too, and the programs of that environment run the clone.
"""

import argparse
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = "docs/operations.md"
APART = frozenset({"Containers", "systemd"})
INSTALLATION = "Install"
PORTS = (5442, 8502, 8899)


def blocks(page: str) -> list[tuple[str, str]]:
    """The shell blocks of a page in their order, each with the section it stands in."""
    sections = re.split(r"^## (.*)$", page, flags=re.MULTILINE)[1:]
    return [
        (title, block)
        for title, text in zip(sections[::2], sections[1::2], strict=True)
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    ]


def script(page: str, *, left_out: frozenset[str] = APART) -> str:
    """One script of all blocks, which ends at the first command that fails."""
    parts = [f"echo '== {title}'\n{block}" for title, block in blocks(page) if title not in left_out]
    return "set -euo pipefail\n" + "".join(parts) + "echo '== followed to the end'\n"


def taken() -> list[int]:
    """Ports of the page that somebody listens on already."""

    def answers(port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    return [port for port in PORTS if answers(port)]


def follow(folder: Path, environment: Path | None = None, *, seconds: float = 1800) -> subprocess.CompletedProcess[str]:
    """Clone into `folder`, follow the page there, and leave nothing running. The answer holds what the commands said."""
    clone, home = folder / "clone", folder / "home"
    subprocess.run(["git", "clone", "--quiet", REPOSITORY.as_uri(), str(clone)], check=True)
    home.mkdir()
    page = (clone / PAGE).read_text(encoding="utf-8")
    variables = {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
    variables |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    left_out = APART
    if environment is not None:
        (clone / ".venv").symlink_to(environment)
        variables["PYTHONPATH"] = str(clone)
        left_out |= {INSTALLATION}
    command = [*_without_rights(folder, reading=environment is not None), "bash", "-c", script(page, left_out=left_out)]
    with (folder / "said").open("w+", encoding="utf-8") as said:
        running = subprocess.Popen(
            command, cwd=clone, env=variables, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        try:
            code = running.wait(seconds)
        except subprocess.TimeoutExpired:
            code = 124
        finally:
            _end(running.pid, home / "reporter-fleet" / "postgres" / "postmaster.pid")
        said.seek(0)
        return subprocess.CompletedProcess([PAGE], code, said.read())


def _without_rights(folder: Path, *, reading: bool) -> list[str]:
    """How to run a command as somebody without rights who owns `folder`. With `reading`, file modes do not stop it, as the
    environment may lie in root's home."""
    if os.geteuid() != 0:
        return []
    names = {account.pw_name for account in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            shutil.chown(path, user)
    more = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"] if reading else []
    return ["setpriv", f"--reuid={user}", "--clear-groups", *more]


def running_from(folder: Path) -> list[int]:
    """Processes whose working directory lies in `folder`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if entry.readlink().is_relative_to(folder):
                found.append(int(entry.parent.name))
    return found


def _end(session: int, postmaster: Path) -> None:
    """Stop what the page started, and PostgreSQL, which left the session."""
    with suppress(ProcessLookupError):
        os.killpg(session, signal.SIGKILL)
    if postmaster.exists():
        os.kill(int(postmaster.read_text(encoding="utf-8").split()[0]), signal.SIGQUIT)


def main() -> int:
    """Print what the commands said. Ends with the code of the first that failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.operations", description=__doc__)
    parser.add_argument("--environment", type=Path, help="use this environment instead of installing one")
    given = parser.parse_args()
    if busy := taken():
        parser.error(f"somebody listens on {busy} already")
    with tempfile.TemporaryDirectory(prefix="operations-") as name:
        done = follow(Path(name), given.environment)
    sys.stdout.write(done.stdout)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
