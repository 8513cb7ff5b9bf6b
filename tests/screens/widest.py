"""A language that nobody speaks: each of its sentences is the widest that there is in any of the program's languages.

What has room for it has room for all of them, and is looked at once. It stands where German does.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from PySide6.QtGui import QFont, QFontMetricsF

from nextchat_desktop.resources import resource
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.words.catalogue import CATALOGUE

WIDEST = "widest"
STANDS_FOR = "de"


def bundle_with_widest(folder: Path) -> Path:
    """A copy of everything that ships with the program, in which German is that language."""
    resources = folder / "resources"
    shutil.copytree(resource("locales").parent, resources)
    locales = resources / "locales"
    catalogues = {path.parents[1].name: _read(path) for path in locales.glob(f"*/LC_MESSAGES/{CATALOGUE}")}
    with (locales / STANDS_FOR / "LC_MESSAGES" / CATALOGUE).open("wb") as file:
        write_mo(file, _widest(catalogues["en"], catalogues.values()))
    return folder


def spoken_ellipses(language: str) -> frozenset[str]:
    """The sentences that end with an ellipsis because they are meant to."""
    code = STANDS_FOR if language == WIDEST else language
    catalogue = _read(resource("locales") / code / "LC_MESSAGES" / CATALOGUE)
    said = (text for message in catalogue for text in _forms(message.string))
    return frozenset(text for text in said if text.endswith("…"))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_mo(file)


def _widest(english: Catalog, catalogues: Iterable[Catalog]) -> Catalog:
    """With the plural rule of the language it stands for."""
    font = QFont()
    font.setFamilies(list(sizes.UI_FAMILIES))
    font.setPixelSize(sizes.BASE)
    metrics, made = QFontMetricsF(font), Catalog(locale=STANDS_FOR)
    every = list(catalogues)
    for message in english:
        if message.id:
            id = message.id if isinstance(message.id, str) else message.id[0]
            said = (form for one in every if (there := one.get(id)) is not None for form in _forms(there.string))
            widest = max(said, key=metrics.horizontalAdvance)
            made.add(message.id, widest if isinstance(message.id, str) else (widest, widest))
    return made


def _forms(string: str | Iterable[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)
