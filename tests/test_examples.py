"""Every public function of the lower floors teaches by an example, and each example runs."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

ROOMS = ("evidence", "arithmetic", "models", "vegalite")
"""Rooms in which nothing public may lack an example."""


def modules(*rooms: str) -> list[ModuleType]:
    faces = [importlib.import_module(f"dispatched.{room}") for room in rooms]
    rooms = [(face.__name__, getattr(face, "__path__", [])) for face in faces]  # a file has no path
    inner = [f"{name}.{m.name}" for name, path in rooms for m in pkgutil.iter_modules(path)]
    return faces + [importlib.import_module(name) for name in inner]


def public(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Functions, classes and methods that a module defines and does not hide."""
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", "") != module.__name__:
            continue
        if inspect.isfunction(value) or inspect.isclass(value):
            yield name, value
        if inspect.isclass(value):
            for inner, member in vars(value).items():
                bare = member.__func__ if isinstance(member, classmethod | staticmethod) else member
                if not inner.startswith("_") and (
                    inspect.isfunction(bare) or isinstance(bare, property)
                ):
                    yield f"{name}.{inner}", bare


@pytest.mark.parametrize("module", modules(*ROOMS), ids=lambda m: m.__name__)
def test_nothing_public_lacks_an_example(module: ModuleType) -> None:
    bare = [name for name, value in public(module) if ">>>" not in (value.__doc__ or "")]
    assert bare == [], f"{module.__name__}: no example in the docstring"


@pytest.mark.parametrize(
    "module",
    modules(*ROOMS, "questions", "explore", "texts", "checks", "notebooks"),
    ids=lambda m: m.__name__,
)
def test_examples_give_what_they_show(
    module: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failed = doctest.testmod(module, optionflags=flags).failed
    assert failed == 0, capsys.readouterr().out


def test_the_examples_are_found() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    assert sum(bool(test.examples) for m in modules(*ROOMS) for test in finder.find(m)) > 60
