"""Every screen of the program in the widest of its languages and from right to left, at 100 % and at 200 %.

`python tests/fits.py` looks at every language.
"""

import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

import nextchat_desktop.ui as ui

FITS = Path(__file__).parents[1] / "fits.py"
SIZES = (100, 200)
LANGUAGES = ("widest", "ar")
NOT_A_SCREEN = {"SideBar", "LinkButton", "FirstFrame"}
"""Below what is wider than a conversation, a ring around words, the window as it was before it is loaded: no words."""

Seen = list[dict[str, Any]]


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Looked at by programs of their own: what fits depends on the screen, which Qt is told once."""
    languages = [word for language in LANGUAGES for word in ("--language", language)]
    begun = [
        subprocess.Popen(
            [sys.executable, str(FITS), "--json", "--size", str(size), *languages], stdout=subprocess.PIPE, text=True
        )
        for size in SIZES
    ]
    found: Seen = []
    for one in begun:
        said, _ = one.communicate()
        found += json.loads(said.splitlines()[-1])
    return found


def test_no_words_are_cut_at_either_size_in_any_language(seen: Seen) -> None:
    lacking = {f"{one['screen']}, {one['language']}, {one['size']} %": one["misfits"] for one in seen if one["misfits"]}
    assert lacking == {}


def test_every_screen_was_looked_at_in_every_way(seen: Seen) -> None:
    from screens.table import SCREENS

    wanted = {(screen.name, language, size) for screen in SCREENS for language in LANGUAGES for size in SIZES}
    assert {(one["screen"], one["language"], one["size"]) for one in seen} == wanted


def test_every_part_of_the_window_stands_on_a_screen(seen: Seen) -> None:
    met = {name for one in seen for name in one["classes"]}
    assert {kind.__name__ for kind in parts()} - met - NOT_A_SCREEN == set()


def parts() -> Iterator[type[QWidget]]:
    """Every class of widget that the program has, without those that only others are made of."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        for kind in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(kind) and issubclass(kind, QWidget) and kind.__module__ == module.name:
                yield kind
