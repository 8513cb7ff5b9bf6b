"""A process that streams an answer into a journal until it is killed; started by test_journal.py."""

import sys
from pathlib import Path

from nextchat_desktop.core.events import ReasoningDelta, TextDelta
from nextchat_desktop.storage.journal import Journal


def main(folder: Path) -> None:
    journal = Journal(folder)
    journal.begin("answer")
    journal.add("answer", ReasoningDelta("Hm."))
    for line in sys.stdin:
        journal.add("answer", TextDelta(line.strip()))
        print("added", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
