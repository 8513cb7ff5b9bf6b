r"""Tells mathematics from prices, variables of a shell and prose; it does not know where the text came from.

What has a command (`\alpha`), an exponent or an index (`x^2`, `x_1`) is mathematics. Anything else is when it does not
read as prose: no two words side by side, no word that only sentences have, its brackets match – and it has a sign of
operation, or is no more than a short name or number with brackets and commas.
"""

import re

_STRONG = re.compile(r"\\[A-Za-z|,;!{}]|\^|(?<![A-Za-z]{2})_|_(?:[{\\0-9]|[A-Za-z](?![A-Za-z]))")
_OPERATION = re.compile(r"[=+\-*/<>|~≠≤≥≈≡≪≫±∓×÷·∗∘√∞∑∏∫∂∇∈∉∋⊂⊃⊆⊇∪∩∧∨¬∀∃∅→←↔⇒⇐⇔↦∝∼≅⊥∥∠△°′]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_TWO_WORDS = re.compile(r"[A-Za-z]{2}\s+[A-Za-z]{2}")
_FUNCTION = re.compile(
    r"\b(?:arc)?(?:sin|cos|tan|cot|sec|csc)h?\b|\b(?:log|ln|lg|exp|lim|max|min|sup|inf|det|dim|ker|gcd|lcm|mod|rank|tr)\b"
)
_PROSE = re.compile(
    r"(?i)\b(?:a|an|and|are|as|at|be|but|by|can|costs?|each|else|for|from|if|in|is|it|its|me|more|my|not|of|on|or|per|than"
    r"|that|the|their|then|this|to|use|vs|was|we|were|when|with|you|your)\s|\s(?:and|or|to|vs|per|with)\b"
)
_FULL_WIDTH_POINTS = re.compile(r"[。，、；：！？（）《》「」『』【】“”‘’…]")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_UNFINISHED = re.compile(r"[=+\-*/<>_:;,.(\[{&|~]\s*$")
_GOES_ON = re.compile(r"[A-Za-z0-9{(\\]")
_ENDING = re.compile(r"(?:th|st|nd|rd|s|[dD])(?![A-Za-z0-9_])")
_TEXT = re.compile(r"\\(?:text\w*|mbox|mathrm|operatorname\*?)\s*\{[^{}]*\}")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_LONGEST_NAME = 4


def is_mathematical(tex: str, strictly: bool) -> bool:
    r"""Whether what stands between marks that are TeX's own may be a formula.

    `strictly` asks for a sign of mathematics, for `\[1\]` and `\[sic\]` are also how Markdown writes brackets.
    """
    if _STRONG.search(tex):
        return True
    return not _is_prose(tex) and (not strictly or bool(_OPERATION.search(tex)))


def is_line_of_mathematics(line: str, strictly: bool) -> bool:
    """The same for a whole line that may as well be a sentence which mentions a formula."""
    return is_mathematical(line, strictly) and not _is_prose(_COMMAND.sub(" ", _TEXT.sub(" ", line)))


def is_price_or_variable(tex: str, after: str) -> bool:
    """Whether what stands between two dollar signs is no formula; `after` is how the text goes on."""
    strong = bool(_STRONG.search(tex))
    if _GOES_ON.match(after) and not _ENDING.match(after) and (_UNFINISHED.search(tex) or not strong):
        return True
    return not strong and (_is_prose(tex) or not _is_balanced(tex) or not _is_plain_formula(tex))


def _is_prose(tex: str) -> bool:
    words = _FUNCTION.sub(" ", tex)
    return bool(
        _PROSE.search(words)
        or _TWO_WORDS.search(words)
        or _FULL_WIDTH_POINTS.search(words)
        or "://" in words
        or "](" in words
    )


def _is_plain_formula(tex: str) -> bool:
    if _OPERATION.search(tex):
        return True
    longest = max((len(word) for word in _WORD.findall(_FUNCTION.sub(" ", tex))), default=0)
    return longest <= _LONGEST_NAME and not _IDEOGRAPH.search(tex)


def _is_balanced(tex: str) -> bool:
    """Any bracket may close any other: `[0, 1)` is an interval."""
    depth = 0
    for letter in tex:
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            return False
    return depth == 0
