"""Reads TeX into the elements that formulas are set from; it does not know fonts, sizes or pictures.

Here is what holds for every formula: groups, signs, numbers, exponents and indices. What single commands do is told
by `commands`, which is handed in.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal
from xml.etree.ElementTree import Element

from nextchat_desktop.markup.tex.elements import FOREIGN, Atom, Covers, bracket, joined, make, row, sign, space
from nextchat_desktop.markup.tex.names import INFIX, MACROS, SPACES
from nextchat_desktop.markup.tex.symbols import kind_of, sign_of
from nextchat_desktop.markup.tex.tokens import END, TexError, Tokens

Style = Literal["display", "text", "script"]
Handler = Callable[["Reader", str], Atom | None]
"""Reads what follows a command, whose name it is given; None if there is nothing to see."""

Definition = tuple[list[str], int]
"""What a command stands for, and how many arguments it takes."""

_PARAMETER = re.compile(r"#\d")

DEEPEST = 40
"""Groups within groups; every level costs the setter a dozen calls within calls."""

MOST = 2_000
"""Signs in one formula."""

_ENDS = frozenset({END, "}", "&", "\\\\", "\\cr", "\\end", "\\right", "\\middle"})
_SCRIPTS = ("^", "_", "'", "’", "\\limits", "\\nolimits")
_WRITTEN = {"-": "−", "*": "∗", "`": "‘", "\\": "∖"}
"""Signs that are typed otherwise than they are set."""

_ITALIC = "ϵϑϰϕϱϖ∂"
"""Slanted as other small Greek letters are, which the setter does not know."""

_INTEGRALS = "∫∬∭⨌∮∯∰∱∲∳√"
"""Their limits stand beside them."""

_PRIMES = {1: "′", 2: "″", 3: "‴", 4: "⁗"}


class Reader:
    """Reads one formula. `covers` says which letters the font of formulas has."""

    def __init__(self, tex: str, covers: Covers, display: bool, handlers: Mapping[str, Handler]) -> None:
        self.tokens = Tokens.of(tex)
        self.covers = covers
        self.style: Style = "display" if display else "text"
        self.variant = ""
        self.definitions: dict[str, Definition] = {}
        self._handlers = handlers
        self._depth = 0
        self._count = 0

    @contextmanager
    def set_in(self, style: Style | None = None, variant: str | None = None) -> Iterator[None]:
        """Reads the inner part in another style or alphabet."""
        before = self.style, self.variant
        self.style = style or self.style
        self.variant = self.variant if variant is None else variant
        try:
            yield
        finally:
            self.style, self.variant = before

    def row(self, *closings: str) -> list[Atom]:
        """Atoms up to what ends a row or to one of `closings`, which is left to the caller."""
        atoms: list[Atom] = []
        with self.set_in(), self._deeper():
            while (token := self.tokens.peek_solid()) not in _ENDS and token not in closings:
                if token[:1] == "\\" and token[1:] in INFIX:
                    self.tokens.next()
                    return [self._infix(token[1:], atoms, closings)]
                if (atom := self._scripted()) is not None:
                    atoms.append(atom)
        return atoms

    def set_row(self, *closings: str) -> Element:
        return row(self.elements(self.row(*closings)))

    def elements(self, atoms: list[Atom]) -> list[Element]:
        return joined(atoms, self.style == "script")

    def argument(self) -> Element:
        """What stands in braces, or the next sign."""
        return row(self.elements(self.argument_atoms()))

    def argument_atoms(self) -> list[Atom]:
        if self.tokens.take("{"):
            atoms = self.row("}")
            self.tokens.expect("}")
            return atoms
        token = self.tokens.peek_solid()
        if token in _ENDS:
            raise TexError("an argument is missing")
        atom = self._digits(self.tokens.next()) if _is_digit(token) else self.atom()
        return [atom] if atom else []

    def option(self) -> Element | None:
        """What stands in square brackets, if anything does."""
        if not self.tokens.take("["):
            return None
        element = self.set_row("]")
        self.tokens.expect("]")
        return element

    def inner_style(self) -> Style:
        """The style of what is above or below the line of a fraction."""
        return "text" if self.style == "display" else "script"

    def atom(self) -> Atom | None:
        """The next sign, group or command, without exponents and indices."""
        self._count += 1
        if self._count > MOST:
            raise TexError("it is too long")
        token = self.tokens.next_solid()
        if token == "{":
            self.tokens.put_back([token])
            return Atom(self.argument())
        if token[:1] == "\\":
            return self._command(token[1:])
        if token in _ENDS or token in ("$", "#"):
            raise TexError(f"there is '{token}' where none can be" if token else "its end is missing")
        if token == "~":
            return Atom(space(SPACES[" "]), None)
        return self._number(token) if _is_digit(token) else self.symbol(token)

    def symbol(self, text: str) -> Atom:
        text = _WRITTEN.get(text, text)
        if not self.covers(text):
            return Atom(make(FOREIGN, text=text, mathvariant=self.variant))
        variant = f"{self.variant} italic".strip() if text in _ITALIC and self.variant in ("", "bold") else self.variant
        if text.isalnum():
            return Atom(make("mi", text=text, mathvariant=variant))
        kind = kind_of(text)
        limits = "display" if kind == "op" and text not in _INTEGRALS else ""
        return Atom(sign(text, kind, variant), kind, limits)

    def _number(self, first: str) -> Atom:
        digits = first
        while self.tokens.peek() and self.tokens.peek() in "0123456789.":
            digits += self.tokens.next()
        if digits.endswith("."):
            digits = digits[:-1]
            self.tokens.put_back(["."])
        return self._digits(digits)

    def _digits(self, digits: str) -> Atom:
        return Atom(make("mn", text=digits, mathvariant=self.variant or "normal"))

    def _command(self, name: str) -> Atom | None:
        if definition := self.definitions.get(name) or _built_in(name):
            self._expand(definition)
            return None
        if name in self._handlers:
            return self._handlers[name](self, name)
        if text := sign_of(name):
            return self.symbol(text)
        raise TexError(f"\\{name} is not known")

    def _expand(self, definition: Definition) -> None:
        body, count = definition
        arguments = {str(number + 1): self.tokens.group() for number in range(count)}
        expanded: list[str] = []
        rest = iter(body)
        for token in rest:
            expanded += arguments.get(next(rest, ""), []) if token == "#" else [token]
        self.tokens.put_back(expanded)

    def _infix(self, name: str, above: list[Atom], closings: tuple[str, ...]) -> Atom:
        left, right, has_line = INFIX[name]
        with self.set_in(self.inner_style()):
            parts = row(self.elements(above)), self.set_row(*closings)
        return fraction(parts, has_line, left, right)

    def _scripted(self) -> Atom | None:
        atom = Atom(space(0)) if self.tokens.peek_solid() in _SCRIPTS else self.atom()
        if atom is None or atom.kind is None:
            return atom
        below: Element | None = None
        above: list[Element] = []
        while (token := self.tokens.peek_solid()) in _SCRIPTS:
            if token in ("'", "’"):
                above.append(self._primes())
                continue
            self.tokens.next()
            if token in ("\\limits", "\\nolimits"):
                atom.limits = "always" if token == "\\limits" else ""
            elif token == "^":
                above.append(self._script())
            elif below is not None:
                raise TexError("there are two indices")
            else:
                below = self._script()
        return self._with_scripts(atom, below, above)

    def _script(self) -> Element:
        with self.set_in("script"):
            return _small(self.argument())

    def _primes(self) -> Element:
        count = 0
        while self.tokens.peek_solid() in ("'", "’"):
            self.tokens.next()
            count += 1
        return sign(_PRIMES.get(count) or "′" * count, "ord")

    def _with_scripts(self, atom: Atom, below: Element | None, above: list[Element]) -> Atom:
        if below is None and not above:
            return atom
        stacked = atom.limits == "always" or (atom.limits == "display" and self.style == "display")
        tag = ("munder", "mover", "munderover") if stacked else ("msub", "msup", "msubsup")
        top = row(above)
        if below is None:
            element = make(tag[1], atom.element, top)
        else:
            element = make(tag[2], atom.element, below, top) if above else make(tag[0], atom.element, below)
        return Atom(element, atom.kind)

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TexError("it is nested too deeply")
        yield
        self._depth -= 1


def fraction(parts: tuple[Element, Element], has_line: bool = True, left: str = "", right: str = "") -> Atom:
    line = "" if has_line else "0"
    element = make("mfrac", *(_small(part) for part in parts), linethickness=line)
    if not left and not right:
        return Atom(element)
    fences = [bracket(text) if text else space(0) for text in (left, right)]
    return Atom(row([fences[0], element, fences[1]]), "inner" if has_line else "ord")


def _built_in(name: str) -> Definition | None:
    tex = MACROS.get(name, "")
    return (Tokens.of(tex).group_until(END), len(set(_PARAMETER.findall(tex)))) if tex else None


def _is_digit(token: str) -> bool:
    return token.isdecimal() and token.isascii()


def _small(element: Element) -> Element:
    """Without the large signs of a formula that stands by itself."""
    if element.get("displaystyle") is None:
        element.set("displaystyle", "false")
    return element
