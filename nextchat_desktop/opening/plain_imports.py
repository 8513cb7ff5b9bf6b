"""Keeps PySide from reading the source of every module that is imported after it; knows no other."""

import builtins


def import_plainly() -> None:
    """PySide looks through all of it for a module that wishes for other names of Qt's (`__feature__`). Nobody does
    here, and what it has read it keeps: a third of the memory that the program needs for itself."""
    import PySide6.QtCore

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    assert PySide6.QtCore
