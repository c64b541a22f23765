"""The error tree at the head of reporter/errors.py is complete and true."""

import inspect
import re

import pytest

from reporter import errors
from reporter.errors import ReporterError

CLASSES = [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, ReporterError)]
TREE = dict(re.findall(r"^[│├└─ ]*(\w+) {2,}(\S.*)$", inspect.getdoc(errors) or "", re.MULTILINE))


@pytest.mark.parametrize("cls", CLASSES)
def test_every_error_has_a_place_in_the_tree_and_a_docstring(cls):
    assert cls.__name__ in TREE
    assert cls.__doc__


def test_the_tree_names_no_error_that_does_not_exist():
    assert set(TREE) == {cls.__name__ for cls in CLASSES}


@pytest.mark.parametrize("cls", CLASSES)
def test_the_exit_code_in_the_tree_is_the_code_of_the_class(cls):
    stated = next(code for parent in cls.__mro__ if (code := re.search(r"exit (\d+)", TREE[parent.__name__])))
    assert cls.exit_code == int(stated[1])
