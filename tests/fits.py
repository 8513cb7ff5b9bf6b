"""Looks at every screen in every language at 100 % and 200 %, and tells what does not fit.

`python tests/fits.py` in all languages; `python tests/fits.py --language de --size 200 --screen palette` a part of it.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SIZES = (100, 200)


def main() -> int:
    sys.path[:0] = [str(HERE.parent), str(HERE)]
    wished = _arguments().parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _choose_screen(Path(folder))
        found = list(_looked(wished, Path(folder)))
    if wished.json:
        print(json.dumps(found))
    return int(any(one["misfits"] for one in found))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", action="append", default=[], help="only in this; `widest` is the widest of each")
    parser.add_argument("--size", action="append", type=int, default=[], choices=SIZES, help="only in so many percent")
    parser.add_argument("--screen", action="append", default=[], help="only those whose names begin so")
    parser.add_argument("--json", action="store_true", help="prints everything that was seen, for programs")
    return parser


def _choose_screen(folder: Path) -> None:
    """The smallest that everything has to fit on. Before Qt is imported."""
    screen = {"name": "small", "x": 0, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96, "dpr": 1}
    path = folder / "screens.json"
    path.write_text(json.dumps({"screens": [screen]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def _looked(wished: argparse.Namespace, folder: Path) -> Iterator[dict[str, Any]]:
    from PySide6.QtWidgets import QApplication

    from nextchat_desktop.ui.garbage import GarbageCollector
    from nextchat_desktop.words.languages import LANGUAGES
    from screens.widest import WIDEST, bundle_with_widest

    qt = QApplication([])
    collector = GarbageCollector()  # as when the program runs: Python's own works on any thread
    for language in wished.language or LANGUAGES:
        if language == WIDEST:
            sys._MEIPASS = str(bundle_with_widest(folder / WIDEST))  # type: ignore[attr-defined]
        for size in wished.size or SIZES:
            yield from _walked(language, size, folder, wished)
        if language == WIDEST:
            del sys._MEIPASS  # type: ignore[attr-defined]
    collector.close()
    qt.processEvents()


def _walked(language: str, size: int, folder: Path, wished: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from PySide6.QtCore import QSize

    from screens.fitting import misfits, seen_in
    from screens.meant import MEANT
    from screens.table import SCREENS, walk
    from screens.widest import STANDS_FOR, WIDEST, spoken_ellipses
    from screens.world import HIGH, WIDE, Dress

    meant = replace(MEANT, ellipses=spoken_ellipses(language))
    dress = Dress(STANDS_FOR if language == WIDEST else language, size=size)
    some = [one for one in SCREENS if not wished.screen or one.name.startswith(tuple(wished.screen))]
    for screen, widget, _world in walk(dress, folder / language, some):
        found = [str(one) for one in dict.fromkeys(misfits(widget, QSize(WIDE, HIGH), meant))]
        if not wished.json:
            _tell(f"{screen.name} ({language}, {size} %)", found)
        seen = sorted({kind.__name__ for one in seen_in(widget) for kind in type(one).__mro__})
        yield {"screen": screen.name, "language": language, "size": size, "misfits": found, "classes": seen}


def _tell(where: str, found: list[str]) -> None:
    for one in found:
        print(f"{where}: {one}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
