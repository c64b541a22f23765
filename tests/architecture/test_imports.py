"""Imports go one way through the house."""

import ast

from importlinter.cli import lint_imports

from tests.architecture.source import REPOSITORY, TREES, name_of


def test_every_import_contract_is_kept(monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    outcome = lint_imports(config_filename=str(REPOSITORY / "pyproject.toml"), no_cache=True)
    assert outcome == 0, capsys.readouterr().out


def test_http_is_imported_in_the_transport_alone():
    importers = {name_of(path) for path, tree in TREES.items() if "httpx" in _imported(tree)}
    assert importers == {"reporter/transport.py"}


def _imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names
