"""`nextchat-desktop` and `python -m nextchat_desktop`: the window, or the command line when it is given a command."""

import sys


def main() -> int:
    if len(sys.argv) > 1:
        from .cli import run

        return run(sys.argv[1:])
    from .app import main as window

    return window()


if __name__ == "__main__":
    sys.exit(main())
