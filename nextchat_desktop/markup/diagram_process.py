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
COMMAND = (
    (sys.executable, "--draw-diagrams")
    if getattr(sys, "frozen", False)
    else (sys.executable, "-m", "nextchat_desktop.markup.diagram_process")
)
"""A program that has been packed into one file is its own interpreter: `__main__` knows the word."""

_NO_WINDOW = 0x08000000
"""Windows would show a console for a moment otherwise."""


class Processes:
    """Those that draw at the moment. After `end` none goes on and none is begun; it may be called on any thread."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._has_ended = False

    def run(self, command: Sequence[str], data: bytes, seconds: float) -> bytes:
        """What the command answers. Raises OSError or subprocess.SubprocessError."""
        flags = _NO_WINDOW if sys.platform == "win32" else 0
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            creationflags=flags,
        ) as process:
            self._running.add(process)
            try:
                return self._answer(process, data, seconds)
            finally:
                process.kill()
                self._running.discard(process)

    def end(self) -> None:
        self._has_ended = True
        for process in list(self._running):
            process.kill()

    def _answer(self, process: subprocess.Popen[bytes], data: bytes, seconds: float) -> bytes:
        if self._has_ended:
            raise subprocess.SubprocessError
        answer, _ = process.communicate(data, timeout=seconds)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args)
        return answer


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
    processes: Processes | None = None,
) -> Picture:
    """Like `draw_diagram` and `rasterised` together. It waits: call it in a thread. Raises NotDrawn."""
    wish = {"source": source, "colours": asdict(colours), "families": list(families), "advances": dict(advances)}
    return _answer(wish | {"scale": scale}, command, seconds, processes or Processes())


def raster_apart(
    diagram: Diagram,
    scale: float,
    families: Sequence[str],
    command: Sequence[str] = COMMAND,
    seconds: float = SECONDS,
    processes: Processes | None = None,
) -> Picture:
    """A diagram that is drawn already at another scale. It waits: call it in a thread. Raises NotDrawn."""
    wish = {"diagram": asdict(diagram), "families": list(families), "scale": scale}
    return _answer(wish, command, seconds, processes or Processes())


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


def _answer(wish: dict[str, Any], command: Sequence[str], seconds: float, processes: Processes) -> Picture:
    try:
        answer = processes.run(command, json.dumps(wish).encode(), seconds)
        head, _, png = answer.partition(b"\n")
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
