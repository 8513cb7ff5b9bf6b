"""Writes blocks as HTML for a page of its own: code in colours, formulas drawn. It loads nothing and runs nothing."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import islice

from nextchat_desktop.markup.blocks import Block, Marks, Run
from nextchat_desktop.markup.code import Coloured, coloured_lines, language_name
from nextchat_desktop.markup.diagrams import is_diagram
from nextchat_desktop.markup.formulas import NotDrawn, draw_formula
from nextchat_desktop.markup.inline import closing
from nextchat_desktop.markup.to_html import HtmlWriter

_LINES = 50
"""Of code, to a piece."""
_SIZE = 16.0
_DELIMITERS = ("$$", "$", "\\(", "\\[")
_DISPLAYED = ("$$", "\\[")

Draw = Callable[[str], str]
"""The address of a picture (`data:…`, which needs nobody else) of what it is made of; empty where there is none."""

CODE_STYLE = (
    "figure{margin:1rem 0}figure.code,figure.diagram{background:var(--code);border:1px solid var(--line);"
    "border-radius:10px;overflow:hidden}figcaption{background:var(--head);color:var(--quiet);font-size:.8rem;"
    "padding:.4rem .8rem}pre{margin:0;padding:.7rem .8rem;overflow:auto}"
    "code{font:.85em/1.55 'Cascadia Code','SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',"
    "monospace}"
    ":not(pre)>code{background:var(--head);border-radius:4px;padding:.1em .3em}"
    "code{unicode-bidi:isolate}code i{font-style:normal}"
    ".k{color:var(--keyword)}.s{color:var(--string)}.n{color:var(--number)}"
    ".c{color:var(--comment)}svg{overflow:visible}p.formula{text-align:center;overflow-x:auto;overflow-y:hidden}"
    "figure.diagram{text-align:center;padding:.8rem}img{max-width:100%;height:auto}"
)
"""For what this writes; the page says what the colours are."""


class PageWriter(HtmlWriter):
    """`picture` draws what an address leads to, `diagram` a source; without them there are words, and the source."""

    def __init__(
        self,
        picture: Draw = lambda _address: "",
        diagram: Draw = lambda _source: "",
        tells_sides: bool = False,
    ) -> None:
        self.tells_sides = tells_sides
        self._drawn_picture = picture
        self._drawn_diagram = diagram
        self._formulas: dict[str, str] = {}

    def prepared(self, blocks: Sequence[Block]) -> Iterator[None]:
        """Draws what takes a while, one after the other."""
        for block in blocks:
            runs = (*block.runs, *(run for cell in block.cells for run in cell.runs))
            sources = [run.text for run in runs if Marks.FORMULA in run.marks]
            for source in [*sources, _source(block)] if block.kind == "formula" else sources:
                self._formula(source)
                yield

    def block(self, block: Block) -> Iterator[str]:
        if block.kind != "code":
            yield from super().block(block)
        elif is_diagram(block.language) and (address := self._drawn_diagram(block.code)):
            drawn = f'<img src="{address}" alt="{escape(block.code)}">'
            yield f'<figure class="diagram"{self.side(False)}>{drawn}</figure>\n'
        else:
            yield from _code(block, self.side(False))

    def formula(self, block: Block) -> str:
        return f'<p class="formula"{self.side(False)}>{self._formula(_source(block))}</p>\n'

    def picture(self, block: Block) -> str:
        address = self._drawn_picture(block.code)
        return f'<img src="{escape(address)}" alt="{escape(block.text)}">' if address else super().picture(block)

    def run(self, run: Run) -> str:
        if Marks.FORMULA not in run.marks:
            return super().run(run)
        return (
            super()
            .run(replace(run, text="\0", marks=run.marks & ~Marks.FORMULA))
            .replace("\0", self._formula(run.text))
        )

    def _formula(self, source: str) -> str:
        if source not in self._formulas:
            self._formulas[source] = _formula(source)
        return self._formulas[source]


def as_address(data: bytes, media: str) -> str:
    """What an `<img>` shows that needs nobody else."""
    return f"data:{media};base64,{b64encode(data).decode('ascii')}"


def _code(block: Block, side: str) -> Iterator[str]:
    name = language_name(block.language)
    title = f"<figcaption>{escape(name)}</figcaption>" if name else ""
    yield f'<figure class="code"{side}>{title}<pre><code>'
    colours = coloured_lines(block.code, block.language)
    lines = (_line(line, next(colours, ())) for line in block.code.split("\n"))
    first = True
    while some := list(islice(lines, _LINES)):
        yield ("" if first else "\n") + "\n".join(some)
        first = False
    yield "</code></pre></figure>\n"


def _line(line: str, colours: tuple[Coloured, ...]) -> str:
    pieces, at = [], 0
    for run in colours:
        end = run.start + run.length
        letter = run.token[:1]
        pieces.append(f"{_text(line[at : run.start])}<i class={letter}>{_text(line[run.start : end])}</i>")
        at = end
    return "".join((*pieces, _text(line[at:])))


def _text(words: str) -> str:
    return escape(words, quote=False)


def _source(block: Block) -> str:
    """A formula that stands alone, with its delimiters."""
    return f"{block.language}{block.code}{closing(block.language)}"


def _formula(source: str) -> str:
    """A drawing in the colour of the text, as large as that; the source where it cannot be drawn."""
    opening = next((mark for mark in _DELIMITERS if source.startswith(mark)), "")
    tex = source.removeprefix(opening).removesuffix(closing(opening))
    try:
        drawn = draw_formula(tex, _SIZE, "currentColor", opening in _DISPLAYED)
    except NotDrawn:
        return f"<code>{_text(source)}</code>"
    place = "".join(
        (
            f'<svg role="img" aria-label="{escape(tex)}" style="width:{drawn.width / _SIZE:.3f}em;',
            f'height:{drawn.height / _SIZE:.3f}em;vertical-align:{-drawn.depth / _SIZE:.3f}em" ',
        )
    )
    return place + drawn.svg.removeprefix("<svg ")
