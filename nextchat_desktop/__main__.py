"""`nextchat-desktop` and `python -m nextchat_desktop`: the window, or the command line when it is given a command."""

import sys


def main() -> int:
    try:
        if len(sys.argv) > 1:
            from nextchat_desktop.cli import run

            return run(sys.argv[1:])
        from nextchat_desktop.app import main as window

        return window()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
