"""Chinese can be written where the system names an input method that Qt's wheels have no way to."""

import pytest

from nextchat_desktop.ui.input_methods import TRIED, ways

X11 = {"DISPLAY": ":0"}
WAYLAND = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}


@pytest.mark.parametrize(
    ("named", "tried"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx5;fcitx;ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "fcitx;ibus"),
        ({"XMODIFIERS": "@im=ibus"}, "ibus"),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "compose"}, ""),
        ({"XMODIFIERS": "@im=none"}, ""),
        ({}, ""),
    ],
)
def test_fcitx_is_reached_on_the_way_to_ibus(named: dict[str, str], tried: str) -> None:
    assert ways(X11 | named, "linux") == tried
    assert ways(WAYLAND | named, "linux") == (f"wayland;{tried}" if tried else "")


def test_a_window_of_x11_in_wayland_is_one_of_x11() -> None:
    assert ways(WAYLAND | {"QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "fcitx"}, "linux") == "fcitx;ibus"


def test_who_has_said_it_exactly_is_not_corrected() -> None:
    assert ways(X11 | {TRIED: "fcitx", "QT_IM_MODULE": "fcitx"}, "linux") == ""


def test_elsewhere_nothing_is_to_be_said() -> None:
    assert ways({"QT_IM_MODULE": "fcitx"}, "win32") == ways({"XMODIFIERS": "@im=fcitx"}, "darwin") == ""
