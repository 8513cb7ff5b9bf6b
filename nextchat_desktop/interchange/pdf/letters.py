"""Which letters the signs of a font stand for: repairs what a PDF says of it. Pure; it knows no font.

Several letters may share one sign: a space and a tab, 文 and the radical ⽂. What wrote the file knows the sign only
and takes the first of them, so that what is copied out of it is not what was written. The words themselves tell which
one was meant.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from unicodedata import normalize

_RADICALS = (
    "⺂乛⺃乚⺅亻⺉刂⺋㔾⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺭礻⺯糹⺰纟⺱罓⺳㓁⺹耂⺺肀⺾艹⻂衤⻅见⻆角⻈讠⻉贝⻋车⻌辶"
    "⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_ALIKE = (
    *(_RADICALS[at : at + 2] for at in range(0, len(_RADICALS), 2)),
    " \t\u00a0",
    "-\u00ad\u2010\u2011",
    "·•‧・",
    "‒–",
    "…⋯",
    "‵｀",
    "∕／",
    "〜～",
    "|￨",
    "➡⮕",
    "①➀",
    "②➁",
    "③➂",
    "④➃",
    "⑤➄",
    "⑥➅",
    "⑦➆",
    "⑧➇",
    "⑨➈",
    "Δ∆",
    "Ω\u2126",
    "µμ",
)
_SAME = {letter: group[0] for group in _ALIKE for letter in group}
_NEVER = "\t\u00a0\u00ad"
"""Not seen as such: where it seems to be written, what it shares its sign with is meant, if that is written at all."""

_CODE = re.compile(r"<([0-9A-Fa-f ]+)>")
_RANGE = re.compile(r"(<[0-9A-Fa-f]+> <[0-9A-Fa-f]+> )\[([^\]]*)\]")


class Letters:
    """Those of a document, each with how often it is written."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._alike: dict[str, list[str]] = {}
        for letter in sorted(counts, key=lambda one: -counts[one]):
            self._alike.setdefault(_folded(letter), []).append(letter)

    def meant(self, said: str) -> str:
        """The letters that were written, by those that the file says."""
        if said in self._counts and said not in _NEVER:
            return said
        alike = [letter for letter in self._alike.get(_folded(said), ()) if letter not in _NEVER]
        if alike:
            return alike[0]
        parts = normalize("NFKC", said)
        return parts if len(parts) > 1 and all(part in self._counts for part in parts) else said


def repaired(table: bytes, letters: Letters) -> bytes:
    """The list of what each sign of a font stands for, with what was meant."""

    def of_range(found: re.Match[str]) -> str:
        return f"{found[1]}[{_CODE.sub(of_sign, found[2])}]"

    def of_sign(found: re.Match[str]) -> str:
        return f"<{_hexed(letters.meant(_said(found[1])))}>"

    return _RANGE.sub(of_range, table.decode("latin-1")).encode("latin-1")


def unseen_font(number: int, words: Iterable[str]) -> dict[int, bytes]:
    """The objects, from `number` on, of a font without signs, whose codes from 1 on stand for these words."""
    pairs = "".join(f"<{code:04X}> <{_hexed(text)}>\n" for code, text in enumerate(words, 1))
    blocks = _blocks(pairs.splitlines(keepends=True))
    table = _TABLE.format(blocks=blocks).encode()
    return {
        number: b"<< /Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (number + 1, number + 2),
        number + 1: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unseen /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R >>"
        % (number + 3),
        number + 2: b"<< /Length %d >>\nstream\n%b\nendstream" % (len(table), table),
        number + 3: b"<< /Type /FontDescriptor /FontName /Unseen /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0"
        b" /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>",
    }


LONGEST = 120
"""Letters that one code stands for."""
_MOST_PAIRS = 100
_TABLE = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n"
    "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{blocks}endcmap\n"
    "CMapName currentdict /CMap defineresource pop\nend\nend\n"
)


def _blocks(pairs: list[str]) -> str:
    cut = (pairs[at : at + _MOST_PAIRS] for at in range(0, len(pairs), _MOST_PAIRS))
    return "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in cut)


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    plain = normalize("NFKC", letter)
    return _SAME.get(letter) or _SAME.get(plain, plain)


def _said(code: str) -> str:
    try:
        return bytes.fromhex(code).decode("utf-16-be")
    except (ValueError, UnicodeDecodeError):
        return "\ufffd"


def _hexed(text: str) -> str:
    return text.encode("utf-16-be", "replace").hex().upper()
