"""Draws diagrams in a process of their own, so that neither a crash nor the interpreter's lock reaches the window."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from nextchat_desktop.markup.diagrams import Diagram, DiagramColours, NotDrawn, draw_diagram, rasterised

SECONDS = 20
"""After so long the process is ended."""
COMMAND = (sys.executable, "-m", "nextchat_desktop.markup.diagram_process")

_NO_WINDOW = 0x08000000
"""Windows would show a console for a moment otherwise."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A diagram and the same as PNG."""

    diagram: Diagram
    png: bytes


def draw_apart(
    source: str,
    colours: DiagramColours,
    families: Sequence[str],
    scale: float,
    advances: Mapping[str, float],
    command: Sequence[str] = COMMAND,
    seconds: float = SECONDS,
) -> Picture:
    """Like `draw_diagram` and `rasterised` together. It waits: call it in a thread. Raises NotDrawn."""
    wish = {"source": source, "colours": asdict(colours), "families": list(families), "advances": dict(advances)}
    return _answer(wish | {"scale": scale}, command, seconds)


def raster_apart(
    diagram: Diagram,
    scale: float,
    families: Sequence[str],
    command: Sequence[str] = COMMAND,
    seconds: float = SECONDS,
) -> Picture:
    """A diagram that is drawn already at another scale. It waits: call it in a thread. Raises NotDrawn."""
    return _answer({"diagram": asdict(diagram), "families": list(families), "scale": scale}, command, seconds)


def serve(wish: BinaryIO, answer: BinaryIO) -> None:
    """Does one piece of work: JSON comes in, a line of JSON and the PNG go out."""
    try:
        picture = _picture(json.loads(wish.read()))
    except NotDrawn as failed:
        answer.write(json.dumps({"failed": str(failed)}).encode())
    else:
        answer.write(json.dumps({"diagram": asdict(picture.diagram)}).encode() + b"\n" + picture.png)


def _picture(wish: dict[str, Any]) -> Picture:
    families = wish["families"]
    if "diagram" in wish:
        diagram = Diagram(**wish["diagram"])
    else:
        diagram = draw_diagram(wish["source"], DiagramColours(**wish["colours"]), families, wish["advances"])
    return Picture(diagram, rasterised(diagram.svg, wish["scale"], families))


def _answer(wish: dict[str, Any], command: Sequence[str], seconds: float) -> Picture:
    flags = _NO_WINDOW if sys.platform == "win32" else 0
    try:
        done = subprocess.run(
            command,
            input=json.dumps(wish).encode(),
            capture_output=True,
            timeout=seconds,
            cwd=Path(__file__).parents[2],
            creationflags=flags,
            check=True,
        )
        head, _, png = done.stdout.partition(b"\n")
        told = json.loads(head)
    except subprocess.TimeoutExpired as failed:
        raise NotDrawn(f"it takes longer than {seconds:g} seconds") from failed
    except (OSError, subprocess.SubprocessError, ValueError) as failed:
        raise NotDrawn("the drawing broke off") from failed
    if "failed" in told:
        raise NotDrawn(told["failed"])
    return Picture(Diagram(**told["diagram"]), png)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
