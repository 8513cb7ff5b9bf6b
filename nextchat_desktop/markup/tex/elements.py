"""Makes the MathML elements that formulas are set from, with TeX's distances; it does not know TeX."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from nextchat_desktop.markup.tex.symbols import Kind, room_between

Covers = Callable[[str], bool]
"""Whether the font of formulas has a letter."""

_EM = 0.75
"""The setter takes an em for a third too wide, as points for pixels."""

_UPRIGHT = ("normal", "bold normal", "sans normal", "mono")
FOREIGN = "foreign"
"""The element for letters that the font of formulas lacks, such as Chinese ones."""


@dataclass(slots=True)
class Atom:
    """An element and how it behaves beside others; mere space has no kind.

    `limits` says where its indices stand below and above it: in "display", "always" or nowhere.
    """

    element: Element
    kind: Kind | None = "ord"
    limits: str = ""


def make(tag: str, *children: Element, text: str = "", **attributes: str) -> Element:
    element = Element(tag, {name: value for name, value in attributes.items() if value})
    element.text = text or None
    element.extend(children)
    return element


def space(ems: float) -> Element:
    return make("mspace", width=length(ems))


def length(ems: float) -> str:
    return f"{ems * _EM:.4f}em"


def strut() -> Element:
    """Nothing to see, as high as a line of letters."""
    return make("mspace", width="0", height=length(0.66), depth=length(0.24))


def sign(text: str, kind: Kind, variant: str = "") -> Element:
    """A sign without room of its own, which stands between the elements instead."""
    large = "true" if kind == "op" else ""
    return make(
        "mo",
        text=text,
        form="infix",
        lspace="0",
        rspace="0",
        stretchy="false",
        movablelimits="false",
        largeop=large,
        mathvariant=variant,
    )


def bracket(text: str) -> Element:
    """A bracket that grows with what stands beside it."""
    return make("mo", text=text, form="prefix", lspace="0", rspace="0", stretchy="true")


def accent(text: str) -> Element:
    """A mark as wide as what it is above or below."""
    return make("mo", text=text, form="postfix", lspace="0", rspace="0", stretchy="true")


def mark(text: str) -> Element:
    """A mark that keeps its width; in a row of its own, for the setter widens any sign that stands by itself."""
    return make("mrow", sign(text, "ord"))


def words(text: str, variant: str, covers: Covers) -> list[Element]:
    """Text as it stands, divided by whether the font has its letters."""
    runs = ((covered, "".join(run)) for covered, run in groupby(text, key=lambda letter: _is_covered(letter, covers)))
    return [make("mtext" if covered else FOREIGN, text=run, mathvariant=variant) for covered, run in runs]


def row(elements: Sequence[Element], **attributes: str) -> Element:
    if len(elements) == 1 and not attributes:
        return elements[0]
    return make("mrow", *(elements or [space(0)]), **attributes)


def joined(atoms: Iterable[Atom], script: bool) -> list[Element]:
    """The elements with the room that their kinds ask for."""
    elements: list[Element] = []
    before: Kind | None = None
    for atom in _merged(_settled(list(atoms))):
        if before and atom.kind and (room := room_between(before, atom.kind, script)):
            elements.append(space(room))
        elements.append(atom.element)
        before = atom.kind or before
    return elements


def _settled(atoms: list[Atom]) -> list[Atom]:
    """Signs of operation with nothing to operate on become plain ones: the minus of `= -1`."""
    solid = [atom for atom in atoms if atom.kind]
    for before, atom in zip([None, *solid], solid, strict=False):
        if atom.kind == "bin" and (before is None or before.kind in ("op", "bin", "rel", "open", "punct")):
            atom.kind = "ord"
        if before is not None and before.kind == "bin" and atom.kind in ("rel", "close", "punct"):
            before.kind = "ord"
    if solid and solid[-1].kind == "bin":
        solid[-1].kind = "ord"
    return atoms


def _merged(atoms: list[Atom]) -> list[Atom]:
    """Upright letters side by side are one word."""
    merged: list[Atom] = []
    for atom in atoms:
        if merged and _is_upright(atom) and _is_upright(merged[-1]) and _same_dress(atom, merged[-1]):
            last = merged[-1].element
            merged[-1] = Atom(make("mtext", text=f"{last.text}{atom.element.text}", **last.attrib))
        else:
            merged.append(atom)
    return merged


def _is_upright(atom: Atom) -> bool:
    element = atom.element
    return element.tag in ("mi", "mtext", "mn") and atom.kind == "ord" and element.get("mathvariant") in _UPRIGHT


def _same_dress(one: Atom, other: Atom) -> bool:
    return one.element.attrib == other.element.attrib


def _is_covered(letter: str, covers: Covers) -> bool:
    return letter.isspace() or covers(letter)
