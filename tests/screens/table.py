"""All screens of the program: the name of each, the home it is in, and what brings the program there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from keyring.backends.fail import Keyring
from PySide6.QtWidgets import QWidget

from screens.beside import BESIDE
from screens.fresh import FRESH, HELD
from screens.moving import MOVING
from screens.reaching import REACHING
from screens.setting import SETTING, UNKEPT
from screens.talking import TALKING
from screens.testing import TESTING
from screens.world import Dress, Show, World

POLICY = """
[locked]
"appearance.text_size" = 15
"appearance.wrap_code" = true
"network.way" = "direct"
"""


class Home(StrEnum):
    """What a home is like."""

    FRESH = "fresh"
    LIVED_IN = "lived in"
    HELD = "held"
    """Somebody else has laid down a policy."""
    UNKEPT = "unkept"
    """Nothing is set up yet, and there is no keyring."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A state of the program that somebody looks at."""

    name: str
    home: Home
    show: Show


_FAMILIES: tuple[tuple[Home, Mapping[str, Show]], ...] = (
    (Home.FRESH, FRESH),
    (Home.HELD, HELD),
    (Home.UNKEPT, UNKEPT),
    (Home.LIVED_IN, TALKING),
    (Home.LIVED_IN, REACHING),
    (Home.LIVED_IN, SETTING),
    (Home.LIVED_IN, TESTING),
    (Home.LIVED_IN, BESIDE),
    (Home.LIVED_IN, MOVING),
)
SCREENS = tuple(Screen(name, home, show) for home, family in _FAMILIES for name, show in family.items())


def walk(dress: Dress, folder: Path, screens: Iterable[Screen] = SCREENS) -> Iterator[tuple[Screen, QWidget, World]]:
    """Each of them in turn, with the widget to look at, in a program that is started once for each home."""
    for home, some in groupby(screens, key=lambda screen: screen.home):
        world = _world(home, dress, folder / home / dress.name)
        try:
            for screen in some:
                widget = screen.show(world)
                world.settle()
                yield screen, widget, world
                world.rest()
        finally:
            world.close()


def _world(home: Home, dress: Dress, folder: Path) -> World:
    environ: dict[str, str] = {}
    if home is Home.HELD:
        folder.mkdir(parents=True)
        file = folder / "nextchat.policy.toml"
        file.write_text(POLICY, "utf-8")
        environ["NEXTCHAT_POLICY"] = str(file)
    keyring = Keyring() if home is Home.UNKEPT else None
    return World(dress, folder, home in (Home.LIVED_IN, Home.HELD), environ, keyring)
