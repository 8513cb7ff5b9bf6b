r"""The names of TeX by what they stand for; it does not know how any of it is read or drawn.

Here is every command that takes an argument or changes what follows; symbols such as `\alpha` are in `symbols`.
"""

MACROS = {
    "R": r"\mathbb{R}",
    "N": r"\mathbb{N}",
    "Z": r"\mathbb{Z}",
    "Q": r"\mathbb{Q}",
    "C": r"\mathbb{C}",
    "argmax": r"\operatorname*{arg\,max}",
    "argmin": r"\operatorname*{arg\,min}",
    "limsup": r"\operatorname*{lim\,sup}",
    "liminf": r"\operatorname*{lim\,inf}",
    "bmod": r"\mathbin{\mathrm{mod}}",
    "implies": r"\;\Longrightarrow\;",
    "impliedby": r"\;\Longleftarrow\;",
    "iff": r"\;\Longleftrightarrow\;",
    "varinjlim": r"\operatorname*{\underrightarrow{lim}}",
    "varprojlim": r"\operatorname*{\underleftarrow{lim}}",
    "varlimsup": r"\operatorname*{\overline{lim}}",
    "varliminf": r"\operatorname*{\underline{lim}}",
    "curl": r"\nabla\times",
    "laplacian": r"\nabla^2",
    "vb": r"\mathbf{#1}",
    "vu": r"\hat{\mathbf{#1}}",
    "ev": r"\langle#1\rangle",
    "pqty": r"\left(#1\right)",
    "order": r"\mathcal{O}\left(#1\right)",
    "trace": r"\operatorname{tr}",
    "sideset": r"{}#1{#3}#2",
    "overunderset": r"\overset{#1}{\underset{#2}{#3}}",
    "idotsint": r"\int\cdots\int",
    "dv": r"\frac{d#1}{d#2}",
    "pdv": r"\frac{\partial#1}{\partial#2}",
    "dd": r"\,\mathrm{d}#1",
    "abs": r"\left|#1\right|",
    "norm": r"\left\lVert#1\right\rVert",
    "qty": r"\left(#1\right)",
    "bra": r"\langle#1|",
    "ket": r"|#1\rangle",
    "braket": r"\langle#1\rangle",
    "ceil": r"\left\lceil#1\right\rceil",
    "floor": r"\left\lfloor#1\right\rfloor",
    "set": r"\left\{#1\right\}",
    "pmod": r"\quad(\mathrm{mod}\ #1)",
    "pod": r"\quad(#1)",
    "mod": r"\quad\mathrm{mod}\ #1",
    "prescript": r"{}^{#1}_{#2}#3",
    "SI": r"#1\,\mathrm{#2}",
    "si": r"\mathrm{#1}",
    "unit": r"\mathrm{#1}",
    "pu": r"\mathrm{#1}",
    "num": r"#1",
    "LaTeX": r"\text{LaTeX}",
    "TeX": r"\text{TeX}",
    "centerdot": r"\cdot",
    "dotsi": r"\cdots",
    "colon": r"\mathpunct{:}",
    "nobreakspace": r"\ ",
    "space": r"\ ",
    "enspace": r"\hspace{0.5em}",
    "thinspace": r"\,",
    "medspace": r"\:",
    "thickspace": r"\;",
    "negthinspace": r"\!",
    "mathellipsis": r"\ldots",
}
"""Commands that stand for other TeX; `#1` is the first argument."""

_FUNCTIONS = """
    arccos arcsin arctan arccot arcctg arctg arg ch cos cosec cosh cot cotg coth csc ctg cth deg dim exp hom ker lg ln
    log sec sech csch sh sin sinh tan tanh tg th erf sgn sign tr Tr rank diag Res Var Cov Corr softmax
"""
_LIMIT_FUNCTIONS = "lim sup inf max min det gcd lcm Pr plim injlim projlim esssup"
FUNCTIONS = frozenset(_FUNCTIONS.split())
LIMIT_FUNCTIONS = frozenset(_LIMIT_FUNCTIONS.split())

VARIANTS = {
    "mathrm": "normal",
    "mathup": "normal",
    "mathnormal": "",
    "mathit": "italic",
    "mathbf": "bold normal",
    "mathbfit": "bold",
    "mathbold": "bold",
    "symbf": "bold normal",
    "mathsfit": "sans italic",
    "symbb": "double",
    "bold": "bold normal",
    "boldsymbol": "bold",
    "bm": "bold",
    "pmb": "bold",
    "mathbb": "double",
    "Bbb": "double",
    "mathbbm": "double",
    "mathds": "double",
    "mathcal": "script",
    "mathscr": "script",
    "mathfrak": "fraktur",
    "frak": "fraktur",
    "mathsf": "sans normal",
    "mathtt": "mono",
}
"""Alphabets, as the setter of the formulas calls them."""

SWITCHES = {
    "rm": "normal",
    "bf": "bold normal",
    "it": "italic",
    "sf": "sans normal",
    "tt": "mono",
    "cal": "script",
    "scr": "script",
    "boldmath": "bold",
}
"""Alphabets for all that follows in the group."""

TEXTS = {
    "text": "normal",
    "textrm": "normal",
    "textnormal": "normal",
    "textup": "normal",
    "textmd": "normal",
    "mbox": "normal",
    "hbox": "normal",
    "fbox": "normal",
    "intertext": "normal",
    "shortintertext": "normal",
    "textbf": "bold normal",
    "textit": "italic",
    "emph": "italic",
    "textsl": "italic",
    "textsf": "sans normal",
    "texttt": "mono",
    "textsc": "normal",
}
SPACES = {
    ",": 3 / 18,
    ":": 4 / 18,
    ">": 4 / 18,
    ";": 5 / 18,
    "!": -3 / 18,
    "quad": 1.0,
    "qquad": 2.0,
    " ": 0.25,
    "\n": 0.25,
    "negmedspace": -4 / 18,
    "negthickspace": -5 / 18,
}
"""In em."""

LENGTHS = {"em": 1.0, "ex": 0.43, "mu": 1 / 18, "pt": 0.1, "px": 0.075, "mm": 0.285, "cm": 2.85, "in": 7.2, "pc": 1.2}
"""Units of length, in em of a ten-point letter."""

ACCENTS = {
    "hat": "ˆ",
    "widehat": "\u0302",
    "tilde": "˜",
    "widetilde": "\u0303",
    "bar": "¯",
    "vec": "\u20d7",
    "dot": "˙",
    "ddot": "¨",
    "dddot": "\u20db",
    "ddddot": "\u20dc",
    "check": "ˇ",
    "widecheck": "\u030c",
    "breve": "˘",
    "acute": "´",
    "grave": "`",
    "mathring": "˚",
}
OVER = {
    "overline": "―",
    "overrightarrow": "→",
    "overleftarrow": "←",
    "overleftrightarrow": "↔",
    "overbrace": "⏞",
    "overparen": "⏜",
    "overbracket": "⎴",
    "wideparen": "⏜",
    "overarc": "⏜",
}
UNDER = {
    "underline": "―",
    "underbar": "―",
    "underrightarrow": "→",
    "underleftarrow": "←",
    "underbrace": "⏟",
    "underparen": "⏝",
    "underbracket": "⎵",
    "underleftrightarrow": "↔",
}
ARROWS = {
    "xrightarrow": "→",
    "xleftarrow": "←",
    "xleftrightarrow": "↔",
    "xRightarrow": "⇒",
    "xLeftarrow": "⇐",
    "xLeftrightarrow": "⇔",
    "xmapsto": "↦",
    "xhookrightarrow": "↪",
    "xhookleftarrow": "↩",
    "xrightharpoonup": "⇀",
    "xleftharpoonup": "↼",
    "xrightleftharpoons": "⇌",
    "xlongequal": "=",
    "xtwoheadrightarrow": "↠",
}
FRACTIONS = {"frac": "", "dfrac": "display", "tfrac": "text", "cfrac": "display"}
BINOMIALS = {"binom": "", "dbinom": "display", "tbinom": "text"}
INFIX = {"over": ("", "", True), "atop": ("", "", False), "choose": ("(", ")", False), "brack": ("[", "]", False)}
"""Left and right of the fraction, and whether it has a line."""

STYLES = {"displaystyle": "display", "textstyle": "text", "scriptstyle": "script", "scriptscriptstyle": "script"}
SIZES = {"big": 0.9, "Big": 1.3, "bigg": 1.75, "Bigg": 2.2}
"""Heights of brackets, in em."""

STRIKES = {
    "cancel": "updiagonalstrike",
    "bcancel": "downdiagonalstrike",
    "xcancel": "updiagonalstrike downdiagonalstrike",
    "sout": "horizontalstrike",
}
_COLOURS = """
    black white gray grey lightgray darkgray red green blue cyan magenta yellow orange purple violet brown pink olive
    teal lime navy maroon gold crimson indigo turquoise salmon tomato coral orchid plum tan khaki chocolate forestgreen
    seagreen royalblue skyblue steelblue dodgerblue darkblue darkgreen darkred darkorange orangered limegreen
    midnightblue
"""
COLOURS = frozenset(_COLOURS.split())
NEGATED = {
    "=": "≠",
    "<": "≮",
    ">": "≯",
    "∈": "∉",
    "∋": "∌",
    "⊂": "⊄",
    "⊃": "⊅",
    "⊆": "⊈",
    "⊇": "⊉",
    "≡": "≢",
    "∼": "≁",
    "≃": "≄",
    "≅": "≇",
    "≈": "≉",
    "≤": "≰",
    "≥": "≱",
    "∃": "∄",
    "∣": "∤",
    "|": "∤",
    "∥": "∦",
    "→": "↛",
    "⇒": "⇏",
    "⇔": "⇎",
    "⊢": "⊬",
    "⊨": "⊭",
    "≺": "⊀",
    "≻": "⊁",
}
IGNORED = {
    "nonumber": 0,
    "notag": 0,
    "noindent": 0,
    "allowbreak": 0,
    "nobreak": 0,
    "displaylimits": 0,
    "centering": 0,
    "relax": 0,
    "null": 0,
    "mathstrut": 0,
    "strut": 0,
    "protect": 0,
    "par": 0,
    "/": 0,
    "-": 0,
    "rule": 2,
    "require": 1,
    "limits": 0,
    "nolimits": 0,
    "hfill": 0,
    "hfil": 0,
    "break": 0,
    "newline": 0,
    "tiny": 0,
    "small": 0,
    "footnotesize": 0,
    "scriptsize": 0,
    "normalsize": 0,
    "large": 0,
    "Large": 0,
    "LARGE": 0,
    "huge": 0,
    "Huge": 0,
    "label": 1,
    "vspace": 1,
    "cline": 1,
    "setlength": 2,
    "leftroot": 1,
    "uproot": 1,
}
"""Commands without a picture of their own, and how many arguments go with them."""

UNWRAPPED = {
    "ensuremath": 0,
    "href": 1,
    "multicolumn": 2,
    "framebox": 0,
    "lower": 1,
    "raise": 1,
    "class": 1,
    "style": 1,
    "cssId": 1,
    "htmlClass": 1,
    "colorbox": 1,
    "fcolorbox": 2,
    "bbox": 0,
    "smash": 0,
    "vcenter": 0,
    "mathclap": 0,
    "mathllap": 0,
    "mathrlap": 0,
    "clap": 0,
    "rlap": 0,
    "llap": 0,
    "raisebox": 1,
}
"""Commands of which only the last argument is drawn, and how many arguments come before it."""
