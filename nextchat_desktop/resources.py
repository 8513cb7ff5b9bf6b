"""Where the files that ship with the program are: beside the source, inside a wheel, or in a frozen bundle."""

import sys
from pathlib import Path


def resource(name: str) -> Path:
    """The path of `resources/<name>`. Raises FileNotFoundError when the program was shipped without it."""
    package = Path(__file__).parent
    bundle = Path(getattr(sys, "_MEIPASS", package))
    for folder in (bundle / "resources", package / "resources", package.parent / "resources"):
        if (path := folder / name).exists():
            return path
    raise FileNotFoundError(name)
