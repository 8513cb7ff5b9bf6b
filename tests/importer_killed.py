"""A process of its own for the test that kills it: an import that has brought in some and waits in the middle."""

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from importers import Importer, chat
from nextchat_desktop.core.found import Found
from nextchat_desktop.storage.database import SqliteDriver, open_database


def read() -> Iterator[Found]:
    for number in range(100):
        yield chat(f"c{number}", 10)
    print("in the middle", flush=True)
    time.sleep(60)


def main(folder: Path) -> None:
    with closing(open_database(SqliteDriver(), folder / "conversations.db")) as database:
        importer = Importer(folder, database)
        importer.start(read)
        importer.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
