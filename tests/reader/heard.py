"""What a screen reader makes of a window, whichever way it was read, and what would be wrong with it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

NAMED = frozenset(
    {
        "push button",
        "toggle button",
        "check box",
        "radio button",
        "combo box",
        "text",
        "password text",
        "spin button",
        "slider",
        "page tab",
        "menu item",
        "popup menu",
        "list item",
        "tree item",
        "table cell",
        "link",
        "heading",
        "dialog",
        "frame",
    }
)
"""Roles that nobody can make anything of without a name. A picture beside words that say the same needs none."""

ACTING = frozenset({"push button", "toggle button", "check box", "radio button", "text", "spin button"})
"""Roles of which two beside each other must not be called the same."""

_MARKUP = re.compile(r"</?[a-z]+>|&[a-z]+;|&(?=\w)")
_OBJECT_NAME = re.compile(r"[a-z]+[A-Z]\w*|qt_\w+|[a-z_]+\.[a-z_.]+")


@dataclass(frozen=True)
class Heard:
    """One thing, with what it is made of. Roles and states are called as AT-SPI calls them."""

    role: str
    name: str
    description: str = ""
    states: frozenset[str] = frozenset()
    text: str = ""
    actions: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """What it is called by what stands beside it."""
    children: tuple["Heard", ...] = ()

    def all(self) -> Iterator["Heard"]:
        """It, and everything in it."""
        yield self
        for child in self.children:
            yield from child.all()

    def find(self, role: str, name: str = "") -> "Heard":
        """The first of that role whose name begins so."""
        return next(one for one in self.all() if one.role == role and one.name.startswith(name))

    def names(self, role: str) -> list[str]:
        return [one.name for one in self.all() if one.role == role]


def nameless(tree: Heard) -> list[str]:
    """What can be acted on or gone to and has no name."""
    return [_path(tree, one) for one in tree.all() if not one.name.strip() and _wants_a_name(one)]


def unlabelled(tree: Heard) -> list[str]:
    """Boxes that are called by what is chosen in them, and by nothing that says what that is about."""
    return [_path(tree, one) for one in tree.all() if one.role == "combo box" and not one.labels]


def misread(tree: Heard) -> list[str]:
    """What is read out and was never meant for anybody's ears: marks of HTML, names that the program uses itself."""
    said = ((one, words) for one in tree.all() for words in (one.name, one.description))
    return [f"{one.role}: {words}" for one, words in said if _MARKUP.search(words) or _OBJECT_NAME.fullmatch(words)]


def confusable(tree: Heard) -> list[str]:
    """What stands in the same panel, does something and cannot be told from another by its role and name."""
    found = []
    for panel in tree.all():
        counted = Counter((one.role, one.name) for one in _in_panel(panel) if one.role in ACTING and one.name)
        found += [
            f"{panel.role} {panel.name!r}: {count} × {role} {name!r}"
            for (role, name), count in counted.items()
            if count > 1
        ]
    return found


def _in_panel(panel: Heard) -> Iterator[Heard]:
    """What belongs to it, through whatever has no name of its own."""
    for child in panel.children:
        yield child
        if not child.name and child.role not in NAMED:
            yield from _in_panel(child)


def _wants_a_name(one: Heard) -> bool:
    can_be_reached = "focusable" in one.states or any(action in ("Press", "Toggle") for action in one.actions)
    return one.role in NAMED or (can_be_reached and one.role not in ("scroll pane", "viewport"))


def _path(tree: Heard, wanted: Heard) -> str:
    return " > ".join(f"{one.role} {one.name!r}" for one in _way(tree, wanted))


def _way(tree: Heard, wanted: Heard) -> list[Heard]:
    if tree is wanted:
        return [tree]
    below = (_way(child, wanted) for child in tree.children)
    way = next((way for way in below if way), [])
    return [tree, *way] if way else []
