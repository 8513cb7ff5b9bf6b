"""What the system wishes of every program for those who see or bear things differently; it only asks."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication, QStyleHints

_SPI_GETCLIENTAREAANIMATION = 0x1042
_HIGH = 1
_FILES = (
    ("kdeglobals", "KDE/AnimationDurationFactor"),
    ("gtk-4.0/settings.ini", "Settings/gtk-enable-animations"),
    ("gtk-3.0/settings.ini", "Settings/gtk-enable-animations"),
)
"""Below the configuration of a desktop: a file, and the row in it which says how much may move."""
_STILL = ("0", "0.0", "false")


def contrast_hints(hints: QStyleHints) -> Any:
    """What knows whether contrast is high, and tells of it by `contrastPreferenceChanged`; None before Qt 6.10.

    It lives no longer than `hints`.
    """
    ask = getattr(hints, "accessibility", None)
    return ask() if ask is not None else None


def wishes_contrast() -> bool:
    """Whether the system shows everything in high contrast; False where it cannot be asked."""
    hints = QGuiApplication.styleHints()
    known = contrast_hints(hints)
    return known is not None and bool(known.contrastPreference().value == _HIGH)


def wishes_stillness() -> bool:
    """Whether the system has asked programs to move nothing; False where it cannot be asked."""
    try:
        return _ASKED.get(sys.platform, _is_still_on_a_desktop)()
    except (OSError, AttributeError):
        return False


def is_still_by_files(config: Path) -> bool:
    """Whether one of the files of a desktop below `config` says so."""
    values = (_row(config / file, key) for file, key in _FILES)
    return next((value.lower() in _STILL for value in values if value), False)


def _row(file: Path, key: str) -> str:
    return str(QSettings(str(file), QSettings.Format.IniFormat).value(key, "")) if file.is_file() else ""


def _is_still_on_a_desktop() -> bool:
    return is_still_by_files(Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"))


def _is_still_on_windows() -> bool:
    import ctypes  # elsewhere no start needs it

    moves = ctypes.c_int(1)
    ctypes.CDLL("user32").SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(moves), 0)
    return not moves.value


def _is_still_on_a_mac() -> bool:
    """Asks NSWorkspace, which Qt has loaded already."""
    import ctypes  # elsewhere no start needs it
    from ctypes.util import find_library

    runtime = ctypes.CDLL(find_library("objc"))
    runtime.objc_getClass.restype = runtime.sel_registerName.restype = ctypes.c_void_p
    send = ctypes.cast(runtime.objc_msgSend, ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p))
    ask = ctypes.cast(runtime.objc_msgSend, ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p))
    workspace = runtime.objc_getClass(b"NSWorkspace")
    if not workspace:
        return False
    shared = send(workspace, runtime.sel_registerName(b"sharedWorkspace"))
    return bool(ask(shared, runtime.sel_registerName(b"accessibilityDisplayShouldReduceMotion")))


_ASKED: Mapping[str, Callable[[], bool]] = {"win32": _is_still_on_windows, "darwin": _is_still_on_a_mac}
"""By the platform; any other is a desktop with files."""
