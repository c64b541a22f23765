"""Classes that were settled can be decoded by many threads at once."""

import subprocess
import sys

import reporter.collect.session  # noqa: F401 — loads most of the program
from reporter.model.settling import settle
from tests.recorded import REPOSITORY

RACE = """
import sys, threading, msgspec
from reporter.model.settling import settle

def tower(floors):
    below = None
    for floor in range(floors):
        fields = [("a", int), ("b", str)] + ([("below", below)] if below else [])
        below = msgspec.defstruct(f"Floor{floor}", fields, module="tower")
    return below

def filled(floors):
    return {"a": 1, "b": "x"} | ({"below": filled(floors - 1)} if floors > 1 else {})

sys.setswitchinterval(1e-6)
data = msgspec.json.encode(filled(12))
for _ in range(300):
    kind, together = tower(12), threading.Barrier(4)
    settle("tower")
    def decode(kind=kind, together=together):
        together.wait()
        msgspec.json.decode(data, type=kind)
    threads = [threading.Thread(target=decode) for _ in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_threads_that_decode_a_settled_class_first_do_not_crash():
    command, environment = [sys.executable, "-c", RACE], {"PYTHONPATH": str(REPOSITORY)}
    ended = subprocess.run(command, check=False, cwd=REPOSITORY, env=environment, timeout=120)
    assert ended.returncode == 0


def test_the_program_has_many_classes_and_all_of_them_are_settled():
    assert settle() > 100
    assert settle("no such package") == 0
