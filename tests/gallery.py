"""Makes pictures of every screen of the program, in light and dark, at 100 % and 200 %, also from right to left.

`python tests/gallery.py` paints them into docs/gallery, with a page that shows them all; `--screen`, `--language`,
`--theme` and `--size` ask for some of them. `python tests/gallery.py transcript --out DIR` paints a conversation with
everything that can stand in one, at 100 % and 200 %; `python tests/gallery.py pictures --out DIR` the window with
pictures; `python tests/gallery.py inspector --out DIR` what was sent.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
GALLERY = HERE.parent / "docs" / "gallery"
ELSEWHERE = Path(tempfile.gettempdir()) / "nextchat-gallery"
LANGUAGES, THEMES, SIZES = ("en", "zh_CN", "ar"), ("light", "dark"), (100, 200)
WRITTEN, SCALES = ("en", "zh_CN"), (1, 2)
"""For the transcript, the pictures and the inspector."""
_SCREEN = {"name": "wide", "x": 0, "y": 0, "width": 1600, "height": 1000, "logicalDpi": 96, "dpr": 1}
_SMALL = {**_SCREEN, "width": 1280, "height": 720}


def main() -> int:
    sys.path[:0] = [str(HERE.parent), str(HERE)]
    wished = _arguments().parse_args()
    out = Path(wished.out or (GALLERY if wished.what == "screens" else ELSEWHERE))
    if wished.what == "transcript" and not wished.scale:
        return max(_with_scale(scale, out, wished.page) for scale in SCALES)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as homes:
        _choose_screen(Path(homes), _SMALL if wished.what == "screens" else _SCREEN, wished.scale or 1)
        (_paint_screens if wished.what == "screens" else _paint)(wished, out, Path(homes))
    print(out)
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = ("screens", "transcript", "pictures", "inspector")
    parser.add_argument("what", nargs="?", choices=kinds, default="screens")
    parser.add_argument("--out", help="the folder for the pictures")
    parser.add_argument("--screen", action="append", default=[], help="only those whose names begin so")
    parser.add_argument("--language", action="append", default=[], help="only in this")
    parser.add_argument("--theme", action="append", default=[], choices=THEMES)
    parser.add_argument("--size", action="append", type=int, default=[], choices=SIZES, help="only in so many percent")
    parser.add_argument("--page", action="append", default=[], help="only this page of the transcript")
    parser.add_argument("--scale", type=int, choices=SCALES, help="only at this scale of the transcript")
    return parser


def _with_scale(scale: int, out: Path, pages: list[str]) -> int:
    """In a process of its own, for Qt asks for the scale once."""
    chosen = [word for page in pages for word in ("--page", page)]
    command = [sys.executable, __file__, "transcript", "--out", str(out), "--scale", str(scale), *chosen]
    return subprocess.run(command, check=False).returncode


def _choose_screen(folder: Path, screen: dict[str, object], scale: int) -> None:
    """Before Qt is imported."""
    path = folder / "screens.json"
    path.write_text(json.dumps({"screens": [screen]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"
    os.environ["QT_SCALE_FACTOR"] = str(scale)


def _paint_screens(wished: argparse.Namespace, out: Path, homes: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from gallery_screens import ScreenPainter
    from nextchat_desktop.ui.garbage import GarbageCollector
    from screens.world import Dress

    qt = QApplication([])
    collector = GarbageCollector()  # as when the program runs: Python's own works on any thread
    painter = ScreenPainter(out, wished.screen)
    chosen = (wished.language or LANGUAGES, wished.theme or THEMES, wished.size or SIZES)
    for language, theme, size in product(*chosen):
        painter.paint(Dress(language, theme, size, is_patient=True), homes)
        qt.processEvents()
    collector.close()
    painter.write_index(LANGUAGES, THEMES, SIZES)


def _paint(wished: argparse.Namespace, out: Path, homes: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from gallery_inspector import InspectorPainter
    from gallery_pictures import PicturesPainter
    from gallery_transcript import TranscriptPainter

    qt = QApplication([])
    for language, theme in product(WRITTEN, THEMES):
        home = homes / f"{language}-{theme}"
        if wished.what == "pictures":
            PicturesPainter(language, theme, home, out).paint()
        elif wished.what == "inspector":
            InspectorPainter(language, theme, home, out).paint()
        else:
            TranscriptPainter(language, theme, home, out, wished.scale).paint(wished.page)
        qt.processEvents()


if __name__ == "__main__":
    sys.exit(main())
