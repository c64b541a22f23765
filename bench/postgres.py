"""A real PostgreSQL for tests and measurements: the machine's own binaries, an unprivileged user, nothing kept on disk."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

WANTED = 15
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=32MB")


class Cluster:
    """A running server; its databases are made when they are asked for."""

    def __init__(self, folder: Path, user: str | None, port: int) -> None:
        self.folder = folder
        self.port = port
        self._user = user
        self._made: set[str] = set()

    def url(self, name: str, like: str = "template1") -> str:
        """The address of a database, made on first use as a copy of another one that nobody is connected to."""
        if name not in self._made:
            with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
                connection.execute(f'create database "{name}" template "{like}"'.encode())
            self._made.add(name)
        return self._dsn(name)

    def start(self) -> None:
        options = " ".join(f"-c {option}" for option in FAST) + f" -c port={self.port} -c listen_addresses=127.0.0.1"
        options += f" -c unix_socket_directories={self.folder}"
        self._run(
            "pg_ctl", "start", "-w", "-t", "60", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options
        )

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(self.folder / "data"))

    def initialise(self) -> None:
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "reporter", "-A", "trust", "-E", "UTF8", "--no-sync")

    def _dsn(self, name: str) -> str:
        return f"postgresql://reporter@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        as_user = [] if self._user is None else ["setpriv", f"--reuid={self._user}", "--clear-groups"]
        command = [*as_user, str(binaries() / program), *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=120)
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program}: {done.stderr.decode()} {log.read_text() if log.exists() else ''}")


def binaries() -> Path:
    beside = shutil.which("initdb")
    places = [Path(f"/usr/lib/postgresql/{WANTED}/bin"), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if beside:
        places.append(Path(beside).parent)
    found = next((place for place in places if (place / "initdb").exists()), None)
    if found is None:
        raise LookupError("PostgreSQL is not installed")
    return found


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A new cluster, which is gone afterwards. PostgreSQL refuses to run as root: then it runs as somebody without rights."""
    binaries()
    user = None
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    try:
        if os.geteuid() == 0:
            account = next(a for a in (_account("postgres"), _account("nobody")) if a is not None)
            user = account.pw_name
            os.chown(folder, account.pw_uid, account.pw_gid)
        running = Cluster(folder, user, _free_port())
        running.initialise()
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        for _ in range(20):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.1)


def _account(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
