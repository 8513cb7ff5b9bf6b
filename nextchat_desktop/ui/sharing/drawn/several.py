"""Draws several conversations, one after the other, into a zip that is there only when it is whole."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from nextchat_desktop.core.exporting import Shape, Whole
from nextchat_desktop.interchange.shapes import Naming
from nextchat_desktop.ui.sharing.drawn.steps import Outcome, Refused, Steps
from nextchat_desktop.ui.sharing.drawn.whole_file import whole_file
from nextchat_desktop.ui.sharing.drawn.work import Work

_CHUNK = 1 << 20
"""Bytes that are copied in a step."""

Draw = Callable[[Whole, str], Work]
"""Begins nothing yet: a conversation, and the file it is to be drawn into."""


def several(
    path: str, ids: Sequence[str], find: Callable[[str], Whole | None], shape: Shape, draw: Draw, names: Naming
) -> Steps:
    """What is gone meanwhile, and what says nothing, is passed over. Notes of single ones are of no use to anybody."""
    target = Path(path)
    with whole_file(target) as file, TemporaryDirectory(prefix=".export-", dir=target.parent) as folder:
        drawn = Path(folder) / f"drawn.{shape.ending}"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for place, id in enumerate(ids):
                whole = find(id)
                if whole is not None and whole.says_something:
                    yield from _drawn(draw(whole, str(drawn)), place, len(ids))
                    yield from _packed(archive, drawn, names.name(whole, shape))
                yield (place + 1) / len(ids)
    return ""


def _drawn(work: Work, place: int, count: int) -> Iterator[float | None]:
    outcomes: list[Outcome] = []
    done = [0.0]
    work.ended.connect(outcomes.append)
    work.progressed.connect(lambda part, whole: done.append(part / whole))
    work.start()
    try:
        while not outcomes:
            yield None
            yield (place + done[-1]) / count
    finally:
        work.cancel()
        work.deleteLater()
    if outcomes[0].reason:
        raise Refused(outcomes[0].reason)


def _packed(archive: zipfile.ZipFile, file: Path, name: str) -> Iterator[None]:
    info = zipfile.ZipInfo.from_file(file, name, strict_timestamps=False)
    with file.open("rb") as source, archive.open(info, "w", force_zip64=True) as there:
        while piece := source.read(_CHUNK):
            there.write(piece)
            yield None
