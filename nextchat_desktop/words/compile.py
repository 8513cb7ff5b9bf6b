"""Compiles the catalogues that people edit (.po) into those the program reads (.mo).

Run as `python -m nextchat_desktop.words.compile` after editing a catalogue.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from nextchat_desktop.resources import resource

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the time of compiling, so that one text always compiles to the same bytes."""


def compiled(po: Path) -> bytes:
    with po.open("rb") as file:
        catalogue = read_po(file, locale=po.parent.parent.name, abort_invalid=True)
    catalogue.creation_date = _NO_TIME
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    for po in sorted(resource("locales").rglob("*.po")):
        po.with_suffix(".mo").write_bytes(compiled(po))


if __name__ == "__main__":
    main()
