"""Which of Qt's ways to an input method are tried on Linux, and in which order. It knows no input method.

Qt's wheels hold the way to IBus and none to Fcitx. Where a system names Fcitx, as most Chinese ones do, Qt would be
left without any; Fcitx answers on the way to IBus too.
"""

from collections.abc import Mapping

TRIED = "QT_IM_MODULES"
"""The variable that names several ways, the first that works counting."""
_ONE = "QT_IM_MODULE"
_X11 = "XMODIFIERS"
_X11_NAME = "@im="
_WAYS = {"fcitx": "fcitx;ibus", "fcitx5": "fcitx5;fcitx;ibus", "ibus": "ibus"}


def ways(environ: Mapping[str, str], platform: str) -> str:
    """What the variable should be, before Qt begins; empty where it is right as it is."""
    if not platform.startswith("linux") or environ.get(TRIED):
        return ""
    found = _WAYS.get(environ.get(_ONE) or _named_for_x11(environ), "")
    return f"wayland;{found}" if found and _is_wayland(environ) else found


def _named_for_x11(environ: Mapping[str, str]) -> str:
    """Qt itself no longer looks at this."""
    name = environ.get(_X11, "")
    return name.removeprefix(_X11_NAME) if name.startswith(_X11_NAME) else ""


def _is_wayland(environ: Mapping[str, str]) -> bool:
    """Its own way is better where there is one."""
    return bool(environ.get("WAYLAND_DISPLAY")) and not environ.get("QT_QPA_PLATFORM", "").startswith("xcb")
