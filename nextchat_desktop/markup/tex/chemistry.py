r"""Chemical formulas as in `\ce{2H2 + O2 -> 2H2O}`, rewritten as plain TeX; it does not know how TeX is read."""

import re

_ARROWS = {
    "<=>>": r"\xrightleftharpoons",
    "<<=>": r"\xrightleftharpoons",
    "<=>": r"\xrightleftharpoons",
    "<->": r"\xleftrightarrow",
    "<-": r"\xleftarrow",
    "->": r"\xrightarrow",
}
_PART = re.compile(
    r"""
    (?P<arrow> <=>> | <<=> | <=> | <-> | <- | -> ) (?: \[(?P<above>[^\]]*)\] )? (?: \[(?P<below>[^\]]*)\] )?
  | (?P<command> \\[A-Za-z]+ (?: \{[^{}]*\} )* | \\. )
  | (?P<charge> \^ (?: \{[^{}]*\} | [0-9]*[+-]? ) )
  | (?P<index> _ (?: \{[^{}]*\} | [0-9]+ ) )
  | (?P<state> \((?:s|l|g|aq)\) )
  | (?P<count> (?<![A-Za-z)\]}0-9])[0-9]+(?:\.[0-9]+|/[0-9]+)? )
  | (?P<number> [0-9]+ )
  | (?P<dot> [.*·] )
  | (?P<ion> (?<=[A-Za-z0-9)\]])[+-](?=\s|$|[)\]]) )
  | (?P<letters> [A-Za-z]+ )
  | (?P<gas> (?<=\s)(?:\^|v)(?=\s|$) )
  | (?P<space> \s+ )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


def tex_of_chemistry(text: str) -> str:
    return "".join(_rewritten(match) for match in _PART.finditer(text))


def _rewritten(match: re.Match[str]) -> str:
    part = match[0]
    match match.lastgroup:
        case "arrow" | "above" | "below":
            return _arrow(match)
        case "charge":
            return (
                "^{" + part[1:].strip("{}").replace("-", "{-}").replace("+", "{+}") + "}" if part[1:] else r"\uparrow "
            )
        case "index":
            return "_{" + part[1:].strip("{}") + "}"
        case "state":
            return rf"\,\mathrm{{{part}}}"
        case "count":
            return rf"{part}\,"
        case "number":
            return f"_{{{part}}}"
        case "dot":
            return r"\cdot "
        case "ion":
            return f"^{{{part}}}"
        case "letters":
            return rf"\mathrm{{{part}}}" if part != "v" else r"\downarrow "
        case "space":
            return " "
    return part


def _arrow(match: re.Match[str]) -> str:
    above, below = tex_of_chemistry(match["above"] or r"\ "), tex_of_chemistry(match["below"] or "")
    return f"{_ARROWS[match['arrow']]}[{below}]{{{above}}}"
