"""Reads matrices, cases and equations in lines; it does not know how wide their columns become."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from nextchat_desktop.markup.tex.elements import Atom, bracket, length, make, row, space, strut
from nextchat_desktop.markup.tex.lengths import ems_of
from nextchat_desktop.markup.tex.reader import Reader, Style
from nextchat_desktop.markup.tex.tokens import END, TexError

_ROW_ENDS = ("\\\\", "\\cr")
_LINES = ("\\hline", "\\hdashline", "\\toprule", "\\midrule", "\\bottomrule")
_ALIGNMENTS = {"l": "left", "c": "center", "r": "right"}


@dataclass(frozen=True, slots=True)
class Form:
    """How an environment looks. `columns` are repeated; `options` counts the arguments that say nothing here."""

    left: str = ""
    right: str = ""
    columns: str = "c"
    gaps: tuple[float, ...] = (1.0,)
    row_gap: float = 0.3
    style: Style = "text"
    options: int = 0
    reads_columns: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[list[list[Atom]]] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """Above which rows a line goes."""


_ALIGNED = Form(columns="rl", gaps=(0.0, 2.0), row_gap=0.55, style="display")
_GATHERED = Form(row_gap=0.55, style="display")
_CASES = Form("{", "", "l", row_gap=0.35)
FORMS = {
    "matrix": Form(),
    "pmatrix": Form("(", ")"),
    "bmatrix": Form("[", "]"),
    "Bmatrix": Form("{", "}"),
    "vmatrix": Form("|", "|"),
    "Vmatrix": Form("‖", "‖"),
    "smallmatrix": Form(gaps=(0.5,), row_gap=0.1, style="script"),
    "array": Form(reads_columns=True),
    "tabular": Form(reads_columns=True),
    "subarray": Form(reads_columns=True, row_gap=0.1, style="script"),
    "cases": _CASES,
    "dcases": Form("{", "", "l", row_gap=0.35, style="display"),
    "rcases": Form("", "}", "l", row_gap=0.35),
    "drcases": Form("", "}", "l", row_gap=0.35, style="display"),
    **dict.fromkeys(("align", "aligned", "split", "flalign", "eqalign"), _ALIGNED),
    **dict.fromkeys(
        ("alignat", "alignedat"), Form(columns="rl", gaps=(0.0,), row_gap=0.55, style="display", options=1)
    ),
    "eqnarray": Form(columns="rcl", gaps=(0.28,), row_gap=0.55, style="display"),
    **dict.fromkeys(("gather", "gathered", "multline", "equation", "displaymath", "math", "dmath"), _GATHERED),
}


def read_environment(reader: Reader, _command: str) -> Atom:
    name = reader.tokens.word()
    form = FORMS.get(name.removesuffix("*"))
    if form is None:
        raise TexError(f"{{{name}}} is not known")
    if not form.reads_columns and name != "equation" and reader.tokens.peek_solid() == "[":
        reader.tokens.bracketed()
    for _ in range(form.options):
        reader.tokens.group()
    columns = reader.tokens.word() if form.reads_columns else form.columns
    with reader.set_in(form.style, ""):
        table = _read(reader, form)
    reader.tokens.expect("\\end")
    if (ended := reader.tokens.word()) != name:
        raise TexError(f"{{{name}}} ends as {{{ended}}}")
    if form is _GATHERED and _is_one_line(table):
        return Atom(_line(reader, table))
    return _fenced(form, _set(reader, table, form, columns))


def read_whole(reader: Reader) -> Element:
    r"""A formula that may have lines of its own, parted by `\\` and aligned at `&`."""
    table = _read(reader, _GATHERED)
    if (left := reader.tokens.next_solid()) != END:
        raise TexError(f"there is '{left}' where none can be")
    if _is_one_line(table):
        return _line(reader, table)
    form = _ALIGNED if any(len(cells) > 1 for cells in table.rows) else _GATHERED
    return _set(reader, table, form, form.columns)


def read_stack(reader: Reader, _command: str) -> Atom:
    r"""The lines of a `\substack`."""
    form = FORMS["subarray"]
    reader.tokens.expect("{")
    with reader.set_in("script"):
        table = _read(reader, form)
    reader.tokens.expect("}")
    return Atom(_set(reader, table, form, "c"))


def read_plain_table(reader: Reader, command: str) -> Atom:
    r"""`\pmatrix{a & b \cr c & d}`, as it was written before LaTeX."""
    form = FORMS[command]
    reader.tokens.expect("{")
    with reader.set_in(form.style, ""):
        table = _read(reader, form)
    reader.tokens.expect("}")
    return _fenced(form, _set(reader, table, form, form.columns))


def _read(reader: Reader, form: Form) -> _Table:
    table = _Table()
    cells: list[list[Atom]] = []
    while True:
        while reader.tokens.peek_solid() in _LINES:
            reader.tokens.next()
            table.lines.append(len(table.rows))
        cells.append(reader.row())
        if reader.tokens.take("&"):
            continue
        ended = reader.tokens.peek_solid() in _ROW_ENDS
        if ended or any(cells):
            table.rows.append(cells)
            table.gaps.append(form.row_gap)
            cells = []
        if not ended:
            return table
        reader.tokens.next()
        reader.tokens.take("*")
        table.gaps[-1] += _extra_gap(reader)


def _is_one_line(table: _Table) -> bool:
    return len(table.rows) <= 1 and all(len(cells) == 1 for cells in table.rows)


def _line(reader: Reader, table: _Table) -> Element:
    return row(reader.elements(table.rows[0][0]) if table.rows else [])


def _extra_gap(reader: Reader) -> float:
    r"""The length in `\\[4pt]`; a bracket that has no length belongs to the next line."""
    if reader.tokens.peek() != "[":
        return 0.0
    option = reader.tokens.bracketed() or []
    ems = ems_of("".join(option))
    if ems is None:
        reader.tokens.put_back(["[", *option, "]"])
    return ems or 0.0


def _set(reader: Reader, table: _Table, form: Form, columns: str) -> Element:
    aligned = [letter for letter in columns if letter in _ALIGNMENTS] or ["c"]
    width = max((len(cells) for cells in table.rows), default=1)
    repeated = [aligned[index % len(aligned)] for index in range(width)] if not form.reads_columns else aligned
    with reader.set_in(form.style):
        rows = [_row(reader, cells, width, form) for cells in table.rows]
    return make(
        "mtable",
        *(rows or [make("mtr", make("mtd", space(0)))]),
        columnalign=" ".join(_ALIGNMENTS[letter] for letter in repeated),
        columnspacing=" ".join(length(gap) for gap in form.gaps),
        rowspacing=" ".join(length(max(gap, 0.0)) for gap in table.gaps),
        displaystyle="true" if form.style == "display" else "false",
        scriptlevel="1" if form.style == "script" else "",
        columnlines=" ".join(map(str, _column_lines(columns))) if form.reads_columns else "",
        rowlines=" ".join(map(str, table.lines)),
    )


def _row(reader: Reader, cells: Sequence[list[Atom]], width: int, form: Form) -> Element:
    made: list[Element] = []
    for index in range(width):
        atoms = cells[index] if index < len(cells) else []
        if form.columns == "rl" and index % 2:
            atoms = [Atom(space(0)), *atoms]
        made.append(make("mtd", *([strut()] if index == 0 else []), *(reader.elements(atoms) or [space(0)])))
    return make("mtr", *made)


def _column_lines(columns: str) -> list[int]:
    """Left of which columns a line goes."""
    lines: list[int] = []
    column = 0
    for letter in columns:
        if letter == "|":
            lines.append(column)
        column += letter in _ALIGNMENTS
    return lines


def _fenced(form: Form, table: Element) -> Atom:
    if not form.left and not form.right:
        return Atom(table)
    left, right = (bracket(text) if text else space(0) for text in (form.left, form.right))
    return Atom(row([left, space(0.12), table, space(0.12), right]), "inner")
