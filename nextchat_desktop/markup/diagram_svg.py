"""Makes the SVG of a layout safe and plain: what every viewer can show, and nothing that loads or runs."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from nextchat_desktop.markup.diagram_style import rules
from nextchat_desktop.markup.diagram_text import is_wide, width_of
from nextchat_desktop.markup.diagram_theme import DiagramColours, contrast, font_stack, ink_on

SVG = "http://www.w3.org/2000/svg"

_NAMESPACE = f"{{{SVG}}}"
_SHAPES = ("rect", "circle", "ellipse", "polygon", "path")
_ALLOWED = frozenset(
    (
        *("svg", "g", "defs", "style", "symbol", "use", "marker", "title", "desc", "text", "tspan", "clipPath", "mask"),
        *("line", "polyline", "linearGradient", "radialGradient", "stop", "pattern", "filter", *_SHAPES),
        *("feDropShadow", "feGaussianBlur", "feOffset", "feFlood", "feComposite", "feMerge", "feMergeNode"),
    )
)
_LOADS = re.compile(r"@import[^;{}]*;?|@font-face\s*\{[^}]*\}|expression\s*\([^)]*\)|javascript:", re.IGNORECASE)
_CALL = re.compile(r"(?<![\w-])([\w-]*)\(([^()]*)\)")
_HARMLESS = frozenset(
    (
        *("rgb", "rgba", "hsl", "hsla", "translate", "rotate", "scale", "matrix", "skewX", "skewY", "not", "calc"),
        *("drop-shadow", "brightness", "blur", "var", "nth-child", "nth-of-type", "cubic-bezier"),
    )
)
_UNDASHED = re.compile(r"stroke-dasharray:\s*0(?:px)?(?:[,\s]+0(?:px)?)*\s*(?=;|$)")
_FILL = re.compile(r"(?:^|;)\s*fill:\s*(#[0-9a-fA-F]{3,8}|[a-z]+|rgb\([\d,\s]+\))")
_BLENDED = re.compile(r"mix-blend-mode:[^;]*;?")
_GREY = "#444444"
_TICK_SIZE = 10.0
_RADAR_MARGIN = 60.0
_LARGEST = 1e6
_READABLE = 3.0
_WIDE_FAMILIES = (
    *("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "Heiti SC", "Noto Sans CJK SC"),
    *("Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Droid Sans Fallback"),
)
"""Where a label has Chinese in it, these come first: the rasteriser itself would take any font with the character."""
_NAMES_OF_WIDE = re.compile(r"CJK|YaHei|PingFang|Hei\b|Hiragino|Han Sans| [ST]C\b| JP\b| KR\b|Gothic|Meiryo|Malgun")
_NAMED = {
    "white": "#FFFFFF",
    "black": "#000000",
    "red": "#FF0000",
    "green": "#008000",
    "blue": "#0000FF",
    "yellow": "#FFFF00",
    "orange": "#FFA500",
    "pink": "#FFC0CB",
    "lightblue": "#ADD8E6",
    "gray": "#808080",
    "lightgreen": "#90EE90",
    "lightgray": "#D3D3D3",
    "lightgrey": "#D3D3D3",
    "lightyellow": "#FFFFE0",
    "gold": "#FFD700",
    "cyan": "#00FFFF",
    "purple": "#800080",
    "lavender": "#E6E6FA",
    "grey": "#808080",
    "lightcoral": "#F08080",
    "lightpink": "#FFB6C1",
    "lightcyan": "#E0FFFF",
    "skyblue": "#87CEEB",
    "tomato": "#FF6347",
    "salmon": "#FA8072",
    "beige": "#F5F5DC",
    "coral": "#FF7F50",
    "khaki": "#F0E68C",
}


class Drawing(NamedTuple):
    """A clean picture and its size in CSS pixels."""

    svg: str
    width: float
    height: float


def cleaned(svg: str, colours: DiagramColours, families: Sequence[str]) -> Drawing:
    """The picture with its labels as plain text. Raises ValueError for what is no SVG with a size."""
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise ValueError("a picture with declarations is not read")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as failed:
        raise ValueError(str(failed)) from failed
    _make_safe(root)
    _inline_labels(root)
    for element in root.iter():
        _repair(element, colours)
    for axis in _of(root, "g"):
        if "grid" in axis.get("class", "").split():
            _thin_out(axis)
    for group in _of(root, "g"):
        kinds = group.get("class", "").split()
        if "node" in kinds:
            _make_readable(group, colours)
        elif "edgeLabel" in kinds:
            _make_readable_on_the_page(group, colours)
    for labels in [part for part in root if part.get("class") == "node-labels"]:  # a flow would lie over its name
        root.remove(labels)
        root.append(labels)
    _choose_fonts(root, families)
    width, height = _sized(root)
    _add_style(root, colours)
    ElementTree.register_namespace("", SVG)
    return Drawing(ElementTree.tostring(root, encoding="unicode"), width, height)


def _of(root: Element, *names: str) -> Iterator[Element]:
    wanted = {_NAMESPACE + name for name in names}
    return (element for element in root.iter() if element.tag in wanted)


def _make_safe(element: Element) -> None:
    """Takes away everything that is not known to be only drawing."""
    for name, value in list(element.attrib.items()):
        kept = _safe_value(name, value)
        if kept is None:
            del element.attrib[name]
        else:
            element.set(name, kept)
    if element.tag == f"{_NAMESPACE}style":
        element.text = _safe_style(element.text or "")
    for child in list(element):
        if child.tag == f"{_NAMESPACE}a":
            child.tag = f"{_NAMESPACE}g"
        if isinstance(child.tag, str) and child.tag.removeprefix(_NAMESPACE) in _ALLOWED:
            _make_safe(child)
        else:
            element.remove(child)


def _safe_value(name: str, value: str) -> str | None:
    """The value to keep of an attribute: none that runs, and no reference but to a part of this picture."""
    plain = name.rpartition("}")[2].lower()
    if plain.startswith(("on", "data-")) or plain in ("src", "target", "base"):
        return None
    if plain == "href":
        return value if value.startswith("#") else None
    return _safe_style(value) if plain == "style" or "(" in value else value


def _safe_style(text: str) -> str:
    """Without escapes and addresses, and with references only to parts of this picture."""
    plain = _LOADS.sub("", text.replace("\\", "")).replace("//", "").replace("data:", "")
    return _CALL.sub(_safe_call, plain)


def _safe_call(call: re.Match[str]) -> str:
    name, inside = call.groups()
    own = name.lower() == "url" and inside.strip(" \"'").startswith("#")
    return call[0] if own or not name or name in _HARMLESS else "none"


def _inline_labels(root: Element) -> None:
    """Puts labels where they are used. They come as pictures in the definitions, cut off at an estimated width."""
    labels = {label.get("id"): label for label in _of(root, "g") if "foreignobject-label" in label.get("id", "")}
    for use in list(_of(root, "use")):
        label = labels.get((use.get("href") or "").removeprefix("#"))
        if label is not None:
            place = f"translate({use.get('x', '0')} {use.get('y', '0')})"
            use.tag, use.attrib = f"{_NAMESPACE}g", {"transform": place}
            use.extend(part for picture in label for part in picture if _is_seen(part))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{_NAMESPACE}defs" and any(label.get("id") in labels for label in child):
                parent.remove(child)


def _is_seen(part: Element) -> bool:
    return "opacity:0;" not in part.get("style", "") and part.get("fill") != "none"


def _repair(element: Element, colours: DiagramColours) -> None:
    """What the rasteriser would leave out or paint wrongly, and grey that is the same on every ground."""
    style = element.get("style")
    if style is not None:
        style = _BLENDED.sub("", _UNDASHED.sub("stroke-dasharray:none", style))
        element.set("style", style.replace(_GREY, colours.muted))
    if element.tag == f"{_NAMESPACE}circle" and element.get("fill") == "white":  # "none or many" in entity diagrams
        element.set("fill", colours.background)
    for name in ("fill", "stroke"):
        if element.get(name) == _GREY:
            element.set(name, colours.muted)
    if element.tag == f"{_NAMESPACE}rect" and element.get("class") == "rect" and colours.dark:
        element.set("fill-opacity", "0.25")


def _thin_out(axis: Element) -> None:
    """Leaves out the marks of a time axis that would be written over the one before."""
    free = float("-inf")
    for tick in axis:
        place = re.match(r"translate\(([-\d.]+)", tick.get("transform", ""))
        label = next(_of(tick, "text"), None)
        if place is None or label is None:
            continue
        half = width_of("".join(label.itertext()), _TICK_SIZE, False, {}) / 2
        if float(place[1]) - half < free:
            tick.remove(label)
        else:
            free = float(place[1]) + half + _TICK_SIZE / 2


def _make_readable(node: Element, colours: DiagramColours) -> None:
    """Gives a label another ink where the source has painted its box in a colour that hides the usual one."""
    grounds = (_painted(shape) for shape in _of(node, *_SHAPES))
    ground = next((colour for colour in grounds if colour), None)
    if ground is None or contrast(ground, colours.text) >= _READABLE:
        return
    for text in _of(node, "text"):
        if (_painted(text) or _colour(text.get("fill", colours.text))) == colours.text.upper():
            ink = ink_on(ground, colours.background)
            _ink(text, ink)


def _make_readable_on_the_page(label: Element, colours: DiagramColours) -> None:
    """A source that sets the colour of text has thought of its boxes, not of the dark page between them."""
    for text in _of(label, "text"):
        ink = _painted(text)
        if ink is not None and contrast(ink, colours.background) < _READABLE:
            _ink(text, colours.text)


def _ink(text: Element, ink: str) -> None:
    text.set("fill", ink)
    text.set("style", f"{text.get('style', '')};fill:{ink} !important".lstrip(";"))


def _painted(shape: Element) -> str | None:
    found = _FILL.search(shape.get("style", ""))
    return _colour(found[1]) if found else None


def _colour(written: str) -> str | None:
    """The colour as '#RRGGBB', if it is one that is known here."""
    if numbers := re.fullmatch(r"rgb\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)\s*\)", written):
        return "#" + "".join(f"{min(int(number), 255):02X}" for number in numbers.groups())
    if re.fullmatch(r"#[0-9a-fA-F]{3,4}", written):
        written = "#" + "".join(digit * 2 for digit in written[1:4])
    return written[:7].upper() if re.fullmatch(r"#[0-9a-fA-F]{6,8}", written) else _NAMED.get(written.lower())


def _choose_fonts(root: Element, families: Sequence[str]) -> None:
    known = [family for family in families if _NAMES_OF_WIDE.search(family)]
    rest = [family for family in families if family not in known]
    stack = font_stack(list(dict.fromkeys([*known, *_WIDE_FAMILIES, *rest])))
    for text in _of(root, "text"):
        if any(map(is_wide, "".join(text.itertext()))):
            for part in _of(text, "text", "tspan"):
                part.set("style", f"{part.get('style', '')};font-family:{stack}".lstrip(";"))


def _sized(root: Element) -> tuple[float, float]:
    """Writes the size into the root, which names only the greatest width it may have."""
    numbers = re.findall(r"[-+]?[\d.]+(?:e[-+]?\d+)?", root.get("viewBox", ""), re.IGNORECASE)
    left, top, width, height = map(float, numbers) if len(numbers) == 4 else (0.0,) * 4
    if not (0 < width < _LARGEST and 0 < height < _LARGEST):
        raise ValueError("the picture has no size")
    if root.get("aria-roledescription") == "radar":  # its labels are written outside
        left, width = left - _RADAR_MARGIN, width + 2 * _RADAR_MARGIN
        root.set("viewBox", f"{left:g} {top:g} {width:g} {height:g}")
    root.attrib.pop("style", None)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    return width, height


def _add_style(root: Element, colours: DiagramColours) -> None:
    style = ElementTree.SubElement(root, f"{_NAMESPACE}style")
    anchor = f"#{root.get('id')} " if root.get("id") else ""
    style.text = "".join(f"{anchor}{rule}" for rule in rules(colours))
