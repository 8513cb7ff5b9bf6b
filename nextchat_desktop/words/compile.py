"""Compiles the catalogues that people edit (.po) into the one that the program reads (.mo), for each language.

Run as `python -m nextchat_desktop.words.compile` after editing a catalogue.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import CATALOGUE

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the time of compiling, so that one text always compiles to the same bytes."""


def compiled(folder: Path) -> bytes:
    """All sentences of one language; `folder` is its LC_MESSAGES."""
    whole = Catalog(locale=folder.parent.name, creation_date=_NO_TIME)
    for po in sorted(folder.glob("*.po")):
        with po.open("rb") as file:
            for message in read_po(file, locale=folder.parent.name, abort_invalid=True):
                if message.id:
                    whole.add(message.id, message.string)
    out = BytesIO()
    write_mo(out, whole)
    return out.getvalue()


def main() -> None:
    for folder in sorted(resource("locales").glob("*/LC_MESSAGES")):
        (folder / CATALOGUE).write_bytes(compiled(folder))


if __name__ == "__main__":
    main()
