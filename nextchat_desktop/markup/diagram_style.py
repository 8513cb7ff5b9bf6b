"""Style rules that come after those of the layout, for what the layout has no setting for."""

from collections.abc import Iterator

from nextchat_desktop.markup.diagram_theme import DiagramColours, mix, series

_FACE = "#F2C14E"
_DEEPEST = 20


def rules(colours: DiagramColours) -> Iterator[str]:
    """The rules one by one, each a selector and what it sets."""
    yield from _mind_map()
    yield from _time_axis(colours)
    yield from _packet(colours)
    yield f".face{{fill:{_FACE};stroke:{colours.line}}}"
    yield ".eventWrapper{filter:none}"
    yield ".link{mix-blend-mode:normal}"
    for number, colour in enumerate(series(colours)):
        yield f".actor-{number}{{fill:{colour};stroke:{colours.background}}}"
        for part in ("radarCurve", "radarLegendBox"):
            yield f".{part}-{number}{{fill:{colour};fill-opacity:0.2;stroke:{colour}}}"


def _mind_map() -> Iterator[str]:
    """Branches get thinner outwards, but never vanish."""
    for depth in range(-1, _DEEPEST):
        yield f".edge.edge-depth-{depth}{{stroke-width:{max(2.0, 6 - depth * 0.8):g}px}}"


def _time_axis(colours: DiagramColours) -> Iterator[str]:
    yield f".grid .tick line{{stroke:{mix(colours.background, colours.line, 0.45)}}}"
    yield f".grid .tick text{{fill:{colours.muted}}}"
    yield ".grid .domain{stroke:none}"


def _packet(colours: DiagramColours) -> Iterator[str]:
    yield f".packetBlock{{fill:{colours.surface};stroke:{colours.line}}}"
    yield f".packetLabel{{fill:{colours.text}}}"
    yield f".packetTitle{{fill:{colours.text}}}"
    yield f".packetByte.start{{fill:{colours.muted}}}"
    yield f".packetByte.end{{fill:{colours.muted}}}"
