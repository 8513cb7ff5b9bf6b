"""What each command of TeX does with what follows it; it does not know how a formula is set."""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from nextchat_desktop.markup.tex import names
from nextchat_desktop.markup.tex.chemistry import tex_of_chemistry
from nextchat_desktop.markup.tex.elements import Atom, Covers, accent, bracket, length, make, mark, row, sign, space
from nextchat_desktop.markup.tex.lengths import read_length
from nextchat_desktop.markup.tex.reader import Handler, Reader, Style, fraction
from nextchat_desktop.markup.tex.symbols import Kind, sign_of
from nextchat_desktop.markup.tex.tables import read_environment, read_plain_table, read_stack, read_whole
from nextchat_desktop.markup.tex.texts import read_text, text_of
from nextchat_desktop.markup.tex.tokens import END, TexError, Tokens

_SIZED = re.compile(r"([bB]igg?)([lrm]?)")
_SIDES: dict[str, Kind] = {"l": "open", "r": "close", "m": "rel", "": "ord"}
_CLASSES: dict[str, Kind] = {
    "mathord": "ord",
    "mathbin": "bin",
    "mathrel": "rel",
    "mathopen": "open",
    "mathclose": "close",
    "mathpunct": "punct",
    "mathinner": "inner",
}
_HEXADECIMAL = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])")
_DELIMITERS = {".": "", "<": "⟨", ">": "⟩", "\\|": "‖"}


def read_formula(tex: str, covers: Covers, display: bool) -> Element:
    """The elements of a whole formula; raises TexError."""
    reader = Reader(tex, covers, display, HANDLERS)
    return make("math", read_whole(reader), display="block" if display else "inline")


def _fraction(reader: Reader, name: str) -> Atom:
    forced = names.FRACTIONS[name]
    with reader.set_in(_style(forced) if forced else None), reader.set_in(reader.inner_style()):
        if name == "cfrac":
            reader.tokens.bracketed()
        parts = reader.argument(), reader.argument()
    return _forced(fraction(parts), forced)


def _binomial(reader: Reader, name: str) -> Atom:
    forced = names.BINOMIALS[name]
    with reader.set_in(_style(forced) if forced else None), reader.set_in(reader.inner_style()):
        parts = reader.argument(), reader.argument()
    return _forced(fraction(parts, False, "(", ")"), forced)


def _forced(atom: Atom, style: str) -> Atom:
    if not style:
        return atom
    for element in atom.element.iter("mfrac"):
        element.set("displaystyle", "true" if style == "display" else "false")
        if style == "display":
            element.set("scriptlevel", "0")
        break
    return atom


def _style(name: str) -> Style:
    return "display" if name == "display" else "text" if name == "text" else "script"


def _general_fraction(reader: Reader, _name: str) -> Atom:
    left, right, thickness = reader.tokens.word(), reader.tokens.word(), reader.tokens.word()
    reader.tokens.group()
    with reader.set_in(reader.inner_style()):
        parts = reader.argument(), reader.argument()
    has_line = not thickness.startswith("0")
    return fraction(parts, has_line, _delimiter_of(left or "."), _delimiter_of(right or "."))


def _root(reader: Reader, _name: str) -> Atom:
    with reader.set_in("script"):
        degree = reader.option()
    base = reader.argument()
    return Atom(make("mroot", base, degree) if degree is not None else make("msqrt", base))


def _accent(reader: Reader, name: str) -> Atom:
    text = names.ACCENTS[name]
    above = accent(text) if name.startswith("wide") else mark(text)
    return Atom(make("mover", reader.argument(), above, accent="true"))


def _over(reader: Reader, name: str) -> Atom:
    above = accent(names.OVER[name])
    return Atom(make("mover", reader.argument(), above, accent="true"), limits=_stacks(name))


def _under(reader: Reader, name: str) -> Atom:
    below = accent(names.UNDER[name])
    return Atom(make("munder", reader.argument(), below, accentunder="true"), limits=_stacks(name))


def _stacks(name: str) -> str:
    return "always" if name.endswith(("brace", "bracket", "paren")) else ""


def _arrow(reader: Reader, name: str) -> Atom:
    with reader.set_in("script"):
        below = reader.option()
        above = reader.argument()
    return Atom(make("arrow", above, below if below is not None else space(0), sign=names.ARROWS[name]), "rel")


def _stacked(reader: Reader, name: str) -> Atom:
    """`\\overset{above}{base}` and `\\underset{below}{base}`; the base says how they stand among others."""
    with reader.set_in("script"):
        beside = reader.argument()
    atoms = reader.argument_atoms()
    kind = atoms[0].kind if len(atoms) == 1 else "ord"
    tag = "munder" if name == "underset" else "mover"
    return Atom(make(tag, row(reader.elements(atoms)), beside), kind)


def _left(reader: Reader, _name: str) -> Atom:
    parts = [_delimiter(reader)]
    elements: list[Element] = []
    while True:
        elements += [*_bracket(parts[-1]), *reader.elements(reader.row())]
        ended = reader.tokens.next_solid()
        if ended not in ("\\middle", "\\right"):
            raise TexError(r"'\right' is missing")
        parts.append(_delimiter(reader))
        if ended == "\\right":
            return Atom(row([*elements, *_bracket(parts[-1])], displaystyle=_display(reader)), "inner")


def _display(reader: Reader) -> str:
    return "true" if reader.style == "display" else "false"


def _bracket(text: str) -> list[Element]:
    return [bracket(text)] if text else []


def _delimiter(reader: Reader) -> str:
    return _delimiter_of(reader.tokens.next_solid())


def _delimiter_of(token: str) -> str:
    if token in _DELIMITERS:
        return _DELIMITERS[token]
    text = sign_of(token[1:]) if token[:1] == "\\" else token
    if len(text) != 1 or text.isalnum():
        raise TexError(f"'{token}' is no bracket" if token else "a bracket is missing")
    return text


def _sized(reader: Reader, name: str) -> Atom:
    match = _SIZED.fullmatch(name)
    size, side = match.groups() if match else ("big", "")
    element = sign(_delimiter(reader), "ord")
    height = length(names.SIZES[size])
    element.attrib.update(minsize=height, maxsize=height)
    return Atom(element, _SIDES[side])


def _negated(reader: Reader, _name: str) -> Atom:
    atom = reader.atom()
    if atom is None:
        raise TexError("an argument is missing")
    if text := names.NEGATED.get(atom.element.text or ""):
        return Atom(sign(text, "rel"), "rel")
    return Atom(make("menclose", atom.element, notation="updiagonalstrike"), atom.kind)


def _struck(reader: Reader, name: str) -> Atom:
    return Atom(make("menclose", reader.argument(), notation=names.STRIKES[name]))


def _boxed(reader: Reader, _name: str) -> Atom:
    inner = row([space(0.2), reader.argument(), space(0.2)])
    return Atom(make("menclose", inner, notation="box"))


def _phantom(reader: Reader, _name: str) -> Atom:
    return Atom(make("mphantom", reader.argument()))


def _restyled(reader: Reader, name: str) -> Atom:
    """All that follows in the group, in another style."""
    style = _style(names.STYLES[name])
    with reader.set_in(style):
        elements = reader.elements(reader.row("]"))
    levels = {"display": "0", "text": "0", "script": "1"}
    display = "true" if style == "display" else "false"
    return Atom(row(elements, displaystyle=display, scriptlevel=levels[style]))


def _coloured(reader: Reader, name: str) -> Atom:
    reader.tokens.bracketed()
    colour = _colour_of(reader.tokens.word().lower())
    has_braces = name == "textcolor" or reader.tokens.peek_solid() == "{"
    elements = [reader.argument()] if has_braces else reader.elements(reader.row("]"))
    return Atom(row(elements, mathcolor=colour) if colour else row(elements))


def _colour_of(word: str) -> str:
    """The colour in a form that any picture knows, or nothing; of a mixture such as `red!50` the first."""
    if _HEXADECIMAL.fullmatch(word):
        return word
    return word if (word := word.partition("!")[0]) in names.COLOURS else ""


def _alphabet(reader: Reader, name: str) -> Atom:
    with reader.set_in(variant=names.VARIANTS[name]):
        return Atom(reader.argument())


def _switched(reader: Reader, name: str) -> None:
    reader.variant = names.SWITCHES[name]


def _classed(reader: Reader, name: str) -> Atom:
    return Atom(reader.argument(), _CLASSES[name])


def _operator(reader: Reader, name: str) -> Atom:
    limits = "display" if reader.tokens.take("*") or name.endswith("withlimits") else ""
    with reader.set_in(variant="normal"):
        return Atom(reader.argument(), "op", limits)


def _large_operator(reader: Reader, _name: str) -> Atom:
    return Atom(reader.argument(), "op", "display")


def _function(reader: Reader, name: str) -> Atom:
    limits = "display" if name in names.LIMIT_FUNCTIONS else ""
    return Atom(text_of(reader, name), "op", limits)


def _spaced(_reader: Reader, name: str) -> Atom:
    return Atom(space(names.SPACES[name]), None)


def _spaced_by(reader: Reader, _name: str) -> Atom:
    reader.tokens.take("*")
    return Atom(space(read_length(reader.tokens)), None)


def _tag(reader: Reader, _name: str) -> Atom:
    starred = reader.tokens.take("*")
    text = reader.tokens.word()
    shown = text_of(reader, text if starred else f"({text})")
    return Atom(row([space(2.0), shown]), None)


def _reference(reader: Reader, name: str) -> Atom:
    text = reader.tokens.word()
    return Atom(text_of(reader, f"({text})" if name == "eqref" else text))


def _ignored(reader: Reader, name: str) -> None:
    for _ in range(names.IGNORED[name]):
        reader.tokens.group()


def _unwrapped(reader: Reader, name: str) -> Atom:
    reader.tokens.bracketed()
    for _ in range(names.UNWRAPPED[name]):
        reader.tokens.group()
    return Atom(reader.argument())


def _chemistry(reader: Reader, _name: str) -> None:
    reader.tokens.put_back(["{", *_tokens(tex_of_chemistry("".join(reader.tokens.group()))), "}"])


def _tokens(tex: str) -> list[str]:
    return Tokens.of(tex).group_until(END)


def _defined(reader: Reader, name: str) -> None:
    r"""`\newcommand{\x}[1]{…}`, `\def\x#1{…}` and `\DeclareMathOperator{\x}{…}`."""
    tokens = reader.tokens
    tokens.take("*")
    command = "".join(tokens.group()).strip()
    count = 0
    if name == "def":
        while tokens.peek_solid() not in ("{", END):
            count += tokens.next() == "#"
    elif option := tokens.bracketed():
        count = int(option[0]) if option[0] in "123456789" else 0
    body = tokens.group()
    if name == "DeclareMathOperator":
        body = ["\\operatorname", "{", *body, "}"]
    if not command.startswith("\\"):
        raise TexError("a definition has no name")
    reader.definitions[command[1:]] = body, count


def _of(table: Iterable[str], handler: Handler) -> dict[str, Handler]:
    return dict.fromkeys(table, handler)


HANDLERS: Mapping[str, Handler] = {
    **_of(names.FRACTIONS, _fraction),
    **_of(names.BINOMIALS, _binomial),
    **_of(names.ACCENTS, _accent),
    **_of(names.OVER, _over),
    **_of(names.UNDER, _under),
    **_of(names.ARROWS, _arrow),
    **_of((size + side for size in names.SIZES for side in _SIDES), _sized),
    **_of(names.STRIKES, _struck),
    **_of(names.STYLES, _restyled),
    **_of(names.VARIANTS, _alphabet),
    **_of(names.SWITCHES, _switched),
    **_of(_CLASSES, _classed),
    **_of(names.FUNCTIONS | names.LIMIT_FUNCTIONS, _function),
    **_of(names.SPACES, _spaced),
    **_of(("hspace", "hskip", "kern", "mkern", "mskip", "mspace"), _spaced_by),
    **_of(names.TEXTS, read_text),
    **_of(names.IGNORED, _ignored),
    **_of(names.UNWRAPPED, _unwrapped),
    **_of(("overset", "stackrel", "underset"), _stacked),
    **_of(("color", "textcolor"), _coloured),
    **_of(("operatorname", "operatornamewithlimits"), _operator),
    **_of(("phantom", "hphantom", "vphantom"), _phantom),
    **_of(("newcommand", "renewcommand", "providecommand", "def", "DeclareMathOperator"), _defined),
    **_of(("ref", "eqref"), _reference),
    "genfrac": _general_fraction,
    "sqrt": _root,
    "left": _left,
    "not": _negated,
    "boxed": _boxed,
    "mathop": _large_operator,
    "tag": _tag,
    "ce": _chemistry,
    "begin": read_environment,
    "substack": read_stack,
    **_of(("matrix", "pmatrix", "cases"), read_plain_table),
}
