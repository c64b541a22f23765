"""Files and functions stay small enough to be read, and each says what it is."""

import ast
from pathlib import Path
from typing import TypeVar

from tests.architecture.source import FILES, TREES, name_of

LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 60
Node = TypeVar("Node", bound=ast.AST)
NAMELESS = {"utils.py", "util.py", "helpers.py", "helper.py", "common.py", "misc.py"}


def test_every_module_is_at_most_300_lines_long():
    sizes = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: size for name, size in sizes.items() if size > LINES_OF_A_MODULE} == {}


def test_every_function_fits_on_a_screen():
    sizes = {
        f"{name_of(path)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, node in _functions()
    }
    assert {name: size for name, size in sizes.items() if size > LINES_OF_A_FUNCTION} == {}


def test_every_module_says_what_it_is():
    assert [name_of(path) for path in FILES if not ast.get_docstring(TREES[path])] == []


def test_no_module_is_a_drawer_for_everything():
    assert [name_of(path) for path in FILES if path.name in NAMELESS] == []


def test_no_handler_catches_whatever_comes_unless_it_says_why():
    """BLE001 of ruff covers `except Exception`; a reason behind its noqa is what this looks for, and bare handlers."""
    silent = [f"{name_of(path)}:{node.lineno}" for path, node in _nodes(ast.ExceptHandler) if _unexplained(path, node)]
    assert silent == []


def test_nothing_is_left_unfinished():
    raised = [f"{name_of(path)}:{node.lineno}" for path, node in _nodes(ast.Raise) if "NotImplementedError" in ast.dump(node)]
    marked = [name_of(path) for path in FILES if {"TODO", "FIXME", "XXX"} & set(path.read_text(encoding="utf-8").split())]
    assert (raised, marked) == ([], [])


def _functions() -> list[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [*_nodes(ast.FunctionDef), *_nodes(ast.AsyncFunctionDef)]


def _nodes(kind: type[Node]) -> list[tuple[Path, Node]]:
    return [(path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, kind)]


def _unexplained(path: Path, handler: ast.ExceptHandler) -> bool:
    catches_all = handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )
    raises_again = isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None
    line = path.read_text(encoding="utf-8").splitlines()[handler.lineno - 1]
    return catches_all and not raises_again and "noqa: BLE001 — " not in line
