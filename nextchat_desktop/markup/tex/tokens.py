"""TeX as a row of tokens that can be read, put back and replaced; it does not know what they mean."""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""
    (?P<comment> (?:(?<=\s)|^)%[^\n]*\n? )   # not in `50%`, which is what models write
  | (?P<token> \\(?:[A-Za-z]+|.) | [^\s\\] )
  | (?P<space> \s+ )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

END = ""
"""What reading gives behind the last token."""

_MOST_READ = 60_000
"""So many tokens are read at most, so that definitions which multiply come to an end."""


class TexError(ValueError):
    """TeX that cannot be understood; its text is the reason."""


@dataclass(slots=True)
class Tokens:
    """The tokens still to be read. A run of white space is one token, a single space."""

    _rest: list[str] = field(default_factory=list)
    _read: int = 0

    @classmethod
    def of(cls, tex: str) -> "Tokens":
        found = (match for match in _TOKEN.finditer(tex) if match.lastgroup != "comment")
        tokens = [match["token"] or " " for match in found]
        return cls(tokens[::-1])

    def next(self) -> str:
        self._read += 1
        if self._read > _MOST_READ:
            raise TexError("it is too long")
        return self._rest.pop() if self._rest else END

    def peek(self) -> str:
        return self._rest[-1] if self._rest else END

    def put_back(self, tokens: list[str]) -> None:
        self._rest += reversed(tokens)

    def skip_space(self) -> None:
        while self.peek() == " ":
            self.next()

    def peek_solid(self) -> str:
        self.skip_space()
        return self.peek()

    def next_solid(self) -> str:
        self.skip_space()
        return self.next()

    def take(self, token: str) -> bool:
        """Reads the token if it is the next one that is not space."""
        if self.peek_solid() != token:
            return False
        self.next()
        return True

    def expect(self, token: str) -> None:
        found = self.next_solid()
        if found != token:
            raise TexError(f"there is '{found}' instead of '{token}'" if found else f"'{token}' is missing")

    def group(self) -> list[str]:
        """The tokens between braces, or the one token without them."""
        if not self.take("{"):
            token = self.next_solid()
            return [token] if token else []
        return self.group_until("}")

    def bracketed(self) -> list[str] | None:
        """The tokens between square brackets, if there are such."""
        return self.group_until("]") if self.take("[") else None

    def word(self) -> str:
        return "".join(self.group()).strip()

    def group_until(self, closing: str) -> list[str]:
        """The tokens before the closing one, which is read, too."""
        found: list[str] = []
        depth = 0
        while (token := self.next()) != closing or depth:
            if token == END:
                raise TexError(f"'{closing}' is missing")
            depth += (token == "{") - (token == "}")
            found.append(token)
        return found
