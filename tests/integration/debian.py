"""Unpacks servers of Debian's packages in a folder of its own: nothing is installed, nobody needs to be root."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PACKAGES = ("nginx", "squid", "tinyproxy", "microsocks", "dante-server", "libnss-wrapper")

_NEW = re.compile(r"^Inst (\S+) \(", re.MULTILINE)
"""What would be installed; where an older one is there, its version comes before the bracket."""

_SEARCHED = ("usr/sbin", "usr/bin", "usr/lib/squid", "usr/lib/*-linux-gnu*", "lib/*-linux-gnu*", "usr/share", "etc")


class NotHad(Exception):
    """Something is not there; the text says why."""


@dataclass(frozen=True, slots=True)
class Debian:
    """`root` is where the packages lie as they would in `/`; `missing` says why one of them does not."""

    root: Path
    missing: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> Path:
        """A program, a library or a file that one of the packages brings. Raises NotHad."""
        for top in (self.root, Path("/")):
            for place in _SEARCHED:
                for folder in sorted(top.glob(place)):
                    if (folder / name).exists():
                        return folder / name
        raise NotHad(f"no {name}: {'; '.join(dict.fromkeys(self.missing.values())) or 'no package brings it'}")

    @property
    def environ(self) -> dict[str, str]:
        """What the programs need to find their libraries."""
        return {"LD_LIBRARY_PATH": ":".join(str(path) for path in self._libraries())}

    def _libraries(self) -> Iterable[Path]:
        return (path for place in ("usr/lib/*-linux-gnu*", "lib/*-linux-gnu*") for path in self.root.glob(place))


def fetched(folder: Path, say: Callable[[str], None]) -> Debian:
    """All of `PACKAGES` under `folder`, with the libraries that this system lacks. What cannot be had is missing."""
    root, marks = folder / "root", folder / "complete"
    for path in (root, marks):
        path.mkdir(parents=True, exist_ok=True)
    wanted = [package for package in PACKAGES if not (marks / package).exists()]
    if wanted and (shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None):
        return Debian(root, dict.fromkeys(wanted, "this system has no apt-get"))
    missing = {}
    if wanted:
        say(f"Fetching {' '.join(wanted)}")
        apt = _Apt(folder)
    for package in wanted:
        try:
            apt.unpack(package, root)
            (marks / package).touch()
        except subprocess.CalledProcessError as error:
            missing[package] = f"{package} could not be had: {_last_line(error.stderr)}"
    return Debian(root, missing)


class _Apt:
    """Debian's packages by lists of its own, since those of the system may be absent or old."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "packages"
        places = {"Dir::State::Lists": folder / "lists", "Dir::Cache": folder / "cache"}
        for path in (self._folder, *(place / "partial" for place in places.values())):
            path.mkdir(parents=True, exist_ok=True)
        self._options = [part for name, place in places.items() for part in ("-o", f"{name}={place}")]
        self._options += ["-o", "Acquire::Retries=1"]
        self._get("update", check=False)

    def unpack(self, package: str, root: Path) -> None:
        """The package and all it needs that is not installed. Raises CalledProcessError."""
        would = self._get("--simulate", "--no-install-recommends", "install", package)
        new = _NEW.findall(would)
        if not new:
            return
        self._get("download", *new)
        for name in new:
            for archive in self._folder.glob(f"{name}_*.deb"):
                _run("dpkg-deb", "-x", archive, root)

    def _get(self, *command: str, check: bool = True) -> str:
        return _run("apt-get", *self._options, "-q", *command, folder=self._folder, check=check)


def _run(*command: object, folder: Path | None = None, check: bool = True) -> str:
    whole = [str(part) for part in command]
    return subprocess.run(whole, cwd=folder, check=check, capture_output=True, text=True).stdout


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it does not say why"])[-1]
