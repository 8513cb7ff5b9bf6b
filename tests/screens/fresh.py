"""The screens of a home in which nothing is set up yet, and of one that somebody else has set up."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from screens.world import Show, World


def _first_launch(world: World) -> QWidget:
    return world.window


def _not_recognised(world: World) -> QWidget:
    world.window.welcome.pasted.emit("hello")
    world.back.append(world.window.welcome.clear)
    world.settle()
    return world.window


def _no_connection(world: World) -> QWidget:
    return world.settings("connections")


def _no_models(world: World) -> QWidget:
    world.run("model")
    return world.window


def _nothing_used(world: World) -> QWidget:
    return world.settings("usage")


def _empty_bin(world: World) -> QWidget:
    return world.run("bin", "binDialog")


def _held(page: str) -> Show:
    def show(world: World) -> QWidget:
        return world.settings(page)

    return show


FRESH: Mapping[str, Show] = {
    "first-launch": _first_launch,
    "first-launch-not-recognised": _not_recognised,
    "settings-first-connection": _no_connection,
    "models-none": _no_models,
    "settings-usage-nothing": _nothing_used,
    "bin-empty": _empty_bin,
}

HELD: Mapping[str, Show] = {
    "policy-appearance": _held("appearance"),
    "policy-network": _held("network"),
    "policy-about": _held("about"),
    "policy-connections": _held("connections"),
}
