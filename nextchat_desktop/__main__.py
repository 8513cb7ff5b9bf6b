"""`nextchat-desktop` and `python -m nextchat_desktop`: the window, or the command line when it is given a command.

A file or a link that sets something up is opened in the window.
"""

import gc
import sys


def main() -> int:
    try:
        if sys.argv[1:] == ["--draw-diagrams"]:
            return _draw_diagrams()
        opened = _opened(sys.argv[1:])
        if len(sys.argv) > 1 and not opened:
            from nextchat_desktop.cli import run

            return run(sys.argv[1:])
        gc.disable()  # a start makes hardly any garbage; the window has a collector of its own
        from nextchat_desktop.opening.plain_imports import import_plainly

        import_plainly()
        from nextchat_desktop.opening.start import main as window

        return window(opened)
    except KeyboardInterrupt:
        return 130


def _opened(arguments: list[str]) -> str:
    """A set-up that is handed over as systems do when a file or a link is opened; empty where none is."""
    only = arguments[0] if len(arguments) == 1 else ""
    is_setup = only.lower().endswith(".nextchat-setup") or only.lower().startswith("nextchat:")
    return only if is_setup else ""


def _draw_diagrams() -> int:
    """What the window asks of a process beside it; before the window or the command line is loaded."""
    from nextchat_desktop.markup.diagram_process import serve

    with open(0, "rb", closefd=False) as wish, open(1, "wb", closefd=False) as answer:  # Windows hides sys.stdin
        serve(wish, answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
