"""Makes pictures of the program in light and dark, in English and Chinese.

`python tests/gallery.py` paints the window into docs/gallery; `python tests/gallery.py transcript --out DIR` paints a
conversation with everything that can stand in one, at 100 % and 200 %; `python tests/gallery.py pictures --out DIR` the
window with pictures; `python tests/gallery.py inspector --out DIR` what was sent.
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
WINDOW = HERE.parent / "docs" / "gallery"
TRANSCRIPT = Path(tempfile.gettempdir()) / "nextchat-gallery"
LANGUAGES, THEMES, SCALES = ("en", "zh_CN"), ("light", "dark"), (1, 2)
_SCREEN = {"name": "wide", "x": 0, "y": 0, "width": 1600, "height": 1000, "logicalDpi": 96, "dpr": 1}


def main() -> int:
    sys.path[:0] = [str(HERE.parent), str(HERE)]
    wished = _arguments().parse_args()
    out = Path(wished.out or (WINDOW if wished.what == "window" else TRANSCRIPT))
    if wished.what == "transcript" and not wished.scale:
        return max(_with_scale(scale, out, wished.page) for scale in SCALES)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as homes:
        _choose_screen(Path(homes), wished.scale or 1)
        _paint(wished, out, Path(homes))
    print(out)
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=("window", "transcript", "pictures", "inspector"), default="window")
    parser.add_argument("--out", help="the folder for the pictures")
    parser.add_argument("--page", action="append", default=[], help="only this page of the transcript")
    parser.add_argument("--scale", type=int, choices=SCALES, help="only at this scale of the transcript")
    return parser


def _with_scale(scale: int, out: Path, pages: list[str]) -> int:
    """In a process of its own, for Qt asks for the scale once."""
    chosen = [word for page in pages for word in ("--page", page)]
    command = [sys.executable, __file__, "transcript", "--out", str(out), "--scale", str(scale), *chosen]
    return subprocess.run(command, check=False).returncode


def _choose_screen(folder: Path, scale: int) -> None:
    """Before Qt is imported."""
    path = folder / "screens.json"
    path.write_text(json.dumps({"screens": [_SCREEN]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"
    os.environ["QT_SCALE_FACTOR"] = str(scale)


def _paint(wished: argparse.Namespace, out: Path, homes: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from gallery_inspector import InspectorPainter
    from gallery_moving import MovingPainter
    from gallery_pictures import PicturesPainter
    from gallery_testing import TestingPainter
    from gallery_transcript import TranscriptPainter
    from gallery_window import WindowPainter

    qt = QApplication([])
    for language, theme in product(LANGUAGES, THEMES):
        home = homes / f"{language}-{theme}"
        if wished.what == "window":
            WindowPainter(language, theme, home, out).paint()
            TestingPainter(language, theme, home / "testing", out).paint()
            MovingPainter(language, theme, home / "moving", out).paint()
        elif wished.what == "pictures":
            PicturesPainter(language, theme, home, out).paint()
        elif wished.what == "inspector":
            InspectorPainter(language, theme, home, out).paint()
        else:
            TranscriptPainter(language, theme, home, out, wished.scale).paint(wished.page)
        qt.processEvents()


if __name__ == "__main__":
    sys.exit(main())
