import math
import sys
import zlib
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from struct import unpack
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from nextchat_desktop.markup.diagram_process import draw_apart, raster_apart
from nextchat_desktop.markup.diagram_text import lines_of, width_of
from nextchat_desktop.markup.diagram_theme import contrast, ink_on, series
from nextchat_desktop.markup.diagrams import (
    LONGEST,
    LONGEST_SIDE,
    MOST_PIXELS,
    Diagram,
    DiagramColours,
    NotDrawn,
    available,
    draw_diagram,
    is_diagram,
    rasterised,
    standalone,
)

pytestmark = pytest.mark.skipif(not available(), reason="there are no diagram libraries for this system")

LIGHT = DiagramColours("#FDFCFB", "#FFFFFF", "#8F8A82", "#1F1D1A", "#5A554E", "#0B6B75", False)
DARK = DiagramColours("#1C1B1A", "#272523", "#78736C", "#ECE9E4", "#B5AFA7", "#62C1C8", True)
FAMILIES = ("Noto Sans", "Noto Sans CJK SC")
SVG = "{http://www.w3.org/2000/svg}"

KINDS = {
    "flowchart": "flowchart TD\n s([Start]) -->|{0}| c{{Check}}\n subgraph {1}\n c -.-> d[(Store)] ==> e[[{2}]]\n end",
    "shapes": "graph LR\n a(({0})) --> b{{{{{1}}}}} --o c[/{2}/] --x d>flag]",
    "sequence": "sequenceDiagram\n participant A as {0}\n A->>+B: {1}\n loop always\n B-->>-A: ok\n end\n"
    " alt good\n A->>B: x\n else bad\n A-xB: y\n end\n Note over A,B: {2}",
    "class": "classDiagram\n class {0} {{\n +String name\n +run() bool\n }}\n {0} <|-- {1} : {2}",
    "state": "stateDiagram-v2\n [*] --> {0}\n {0} --> {1} : {2}\n state {1} {{\n [*] --> inner\n }}",
    "er": "erDiagram\n {0} ||--o{{ {1} : {2}\n {0} {{\n int id PK\n }}",
    "gantt": "gantt\n title {0}\n dateFormat YYYY-MM-DD\n section {1}\n {2} :a1, 2024-01-01, 7d\n Next :after a1, 5d",
    "pie": 'pie showData\n title {0}\n "{1}" : 40\n "{2}" : 60',
    "mindmap": "mindmap\n root(({0}))\n  {1}\n   {2}\n    Leaf",
    "journey": "journey\n title {0}\n section {1}\n {2}: 5: Me",
    "timeline": "timeline\n title {0}\n 2002 : {1} : {2}",
    "quadrant": 'quadrantChart\n title {0}\n x-axis "{1}"\n "{2}": [0.3, 0.6]',
    "xychart": 'xychart-beta\n title "{0}"\n x-axis ["{1}", "{2}"]\n bar [3, 5]',
    "sankey": "sankey-beta\n{0},{1},5\n{0},{2},7",
    "block": 'block-beta\n columns 2\n a["{0}"] b["{1}"] c["{2}"]',
    "kanban": "kanban\n a[{0}]\n  b[{1}]\n  c[{2}]",
}
WORDS = {"English": ("Apple", "Berry", "Cherry"), "Chinese": ("苹果", "草莓树", "樱桃园")}

BROKEN = {
    "": "no Mermaid diagram",
    "hello world": "No Mermaid diagram",
    "flowchart TD\n A[Hello --> B": "line 2: Unterminated",
    "%%{init: {'theme': 'base'}}%%\nflowchart TD\n A --> B\n B -->": "line 4: ",
    "sequenceDiagram\n A->>B: hi\n A->>B hi\n": "line 3: ",
    "gantt\n dateFormat YYYY-MM-DD\n a :2024-99-01, 3d": "Invalid date",
    "---\ntitle: [bad\n---\nflowchart TD\n A --> B": "YAML",
    "flowchart TD\n" + "".join(f"subgraph s{i}\n" for i in range(300)) + "a\n" + "end\n" * 300: "too large",
    "flowchart TD\n" + "&".join(f"a{i}" for i in range(99)) + "-->" + "&".join(f"b{i}" for i in range(99)): "too large",
    "flowchart TD\n a[" + "[" * 40_000: "line 2",
    "%%{init: {'themeVariables': {'fontSize': '1e30px'}}}%%\nflowchart TD\n a --> b": "no size",
}


def drawn(source: str, colours: DiagramColours = LIGHT) -> Diagram:
    return draw_diagram(source, colours, FAMILIES)


def words_in(diagram: Diagram) -> str:
    """Everything that is written in the picture, without breaks."""
    texts = ElementTree.fromstring(diagram.svg).iter(f"{SVG}text")
    return "".join("".join("".join(text.itertext()).split()) for text in texts)


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the unpacked rows of a PNG."""
    assert png.startswith(b"\x89PNG")
    width, height = unpack(">II", png[16:24])
    place, data = 8, b""
    while place < len(png):
        (length,) = unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += length + 12
    return width, height, zlib.decompress(data)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_shows_its_words(kind: str, language: str) -> None:
    words = WORDS[language]
    diagram = drawn(KINDS[kind].format(*words))
    written = words_in(diagram)
    assert all(word in written for word in words), written
    width, height, rows = pixels(rasterised(diagram.svg, 1, FAMILIES))
    assert (width, height) == pytest.approx((diagram.width, diagram.height), abs=1.01)
    assert len(set(rows)) > 8, "the picture is blank"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_painted_in_the_colours_it_is_given(kind: str) -> None:
    source = KINDS[kind].format(*WORDS["English"])
    light, dark = drawn(source), drawn(source, DARK)
    assert LIGHT.text in light.svg
    assert LIGHT.text not in dark.svg
    assert DARK.text in dark.svg
    assert rasterised(light.svg, 1, FAMILIES) != rasterised(dark.svg, 1, FAMILIES)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_a_picture_loads_runs_or_is_html(kind: str) -> None:
    svg = drawn(KINDS[kind].format(*WORDS["English"])).svg
    names = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg).iter()}
    assert not names & {"script", "image", "foreignObject", "a", "iframe"}
    assert "http" not in svg.replace("http://www.w3.org/", "")


@pytest.mark.parametrize(
    "line",
    [
        'click a "https://evil.example/x"',
        "click a call alert(1)",
        'click a href "javascript:alert(1)"',
        "style a fill:url(https://evil.example/x)",
        "style a fill:\\75rl(https://evil.example/x)",
        "classDef default background:image-set('https://evil.example/x' 1x)",
        'a@{ img: "https://evil.example/x.png", label: "a" }',
        'a["<img src=https://evil.example/x onerror=alert(1)>"]',
        'a["<script>alert(1)</script>"]',
    ],
)
def test_sources_cannot_make_a_picture_reach_out(line: str) -> None:
    elements = list(ElementTree.fromstring(drawn(f"flowchart TD\n a --> b\n {line}").svg).iter())
    values = [value for element in elements for value in element.attrib.values()]
    styles = [element.text or "" for element in elements if element.tag == f"{SVG}style"]
    assert not any(bad in text for text in values + styles for bad in ("https:", "//", "javascript", "alert"))


def test_style_sheets_of_a_source_are_no_way_out_either() -> None:
    css = "@import 'https://evil.example/a.css'; @font-face { src: url(https://evil.example/f) } rect { fill: red }"
    svg = drawn(f'%%{{init: {{"themeCSS": "{css}"}}}}%%\nflowchart TD\n a --> b').svg
    assert "@import" not in svg
    assert "evil.example/f" not in svg


@pytest.mark.parametrize(("source", "reason"), BROKEN.items(), ids=map(str, range(len(BROKEN))))
def test_a_source_that_cannot_be_drawn_has_a_reason_in_one_line(source: str, reason: str) -> None:
    with pytest.raises(NotDrawn) as caught:
        drawn(source)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) <= 200


def test_a_very_long_source_is_not_drawn() -> None:
    with pytest.raises(NotDrawn, match="longer than"):
        drawn("flowchart TD\n" + "a-->b\n" * LONGEST)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([*KINDS.values(), "{0}{1}{2}"]), st.lists(st.text(max_size=12), min_size=3, max_size=3))
def test_whatever_is_written_is_drawn_or_declined(source: str, words: list[str]) -> None:
    with suppress(NotDrawn):
        rasterised(drawn(source.format(*words)).svg, 1, FAMILIES)


def test_the_size_grows_with_the_words() -> None:
    short, long = drawn("flowchart TD\n a[I]"), drawn("flowchart TD\n a[A much longer label]")
    assert short.width < long.width
    assert drawn("flowchart TD\n a[标签标签标签]").width > drawn("flowchart TD\n a[标]").width


def test_known_widths_of_letters_are_used() -> None:
    wide = draw_diagram("flowchart TD\n a[lllllll]", LIGHT, FAMILIES, {"l": 1.5})
    assert wide.width > drawn("flowchart TD\n a[lllllll]").width + 50


def test_long_labels_are_broken_into_lines() -> None:
    long = drawn("flowchart TD\n a[" + "这是一个很长的标签，" * 8 + "]")
    assert long.width < 400
    assert long.height > drawn("flowchart TD\n a[短]").height + 40


def test_a_note_of_two_lines_has_room_for_them() -> None:
    one, two = (drawn(f'classDiagram\n class A\n note for A "{text}"') for text in ("one", "one\\ntwo"))
    assert "\\n" not in words_in(two)
    assert two.height > one.height


def test_colours_and_titles_of_the_source_come_first() -> None:
    own = "%%{init: {'theme': 'base', 'themeVariables': {'primaryColor': '#12ab34'}}}%%\nflowchart TD\n a --> b"
    assert "#12ab34" in drawn(own).svg.lower()
    assert "#12ab34" in drawn(own, DARK).svg.lower()
    titled = drawn("---\ntitle: Overview\nconfig:\n  theme: forest\n---\nflowchart TD\n a --> b")
    assert "Overview" in words_in(titled)


def test_words_on_a_box_of_the_sources_own_colour_can_be_read() -> None:
    svg = drawn("flowchart TD\n a[Words]\n style a fill:#ffc", DARK).svg
    (text,) = (text for text in ElementTree.fromstring(svg).iter(f"{SVG}text") if "".join(text.itertext()) == "Words")
    assert contrast(str(text.get("fill")), "#FFFFCC") > 4.5


def test_words_beside_arrows_can_be_read_whatever_ink_the_source_has() -> None:
    init = "%%{init: {'themeVariables': {'primaryTextColor': '#402000'}}}%%"
    root = ElementTree.fromstring(drawn(f"{init}\nflowchart LR\n a -->|maybe| b", DARK).svg)
    (text,) = (text for text in root.iter(f"{SVG}text") if "".join(text.itertext()) == "maybe")
    assert text.get("fill") == DARK.text


def test_formulas_in_labels_are_shown_as_they_were_written() -> None:
    assert "x^2" in words_in(drawn('flowchart TD\n a["$$x^2$$"] --> b'))


def test_a_chart_with_very_many_boxes_is_drawn_all_the_same() -> None:
    diagram = drawn("flowchart TD\n" + "".join(f"a{i}[Some text]-->|yes|a{i + 1}\n" for i in range(220)))
    assert words_in(diagram).count("yes") == 220


def test_dates_of_a_plan_are_not_written_over_each_other() -> None:
    plan = drawn("gantt\n dateFormat YYYY-MM-DD\n section s\n a :2024-01-01, 28d")
    marks = [tick for tick in ElementTree.fromstring(plan.svg).iter(f"{SVG}g") if tick.get("class") == "tick"]
    labelled = [tick for tick in marks if tick.find(f"{SVG}text") is not None]
    places = [float(str(tick.get("transform")).split("(")[1].split(",")[0]) for tick in labelled]
    assert 3 < len(places) < len(marks)
    assert all(after - before > 50 for before, after in pairwise(places))


def test_chinese_letters_are_letters_and_no_empty_boxes(qtbot: QtBot) -> None:
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        pytest.skip("there is no font with Chinese letters")
    one, other = (rasterised(drawn(f"flowchart TD\n a[{word}]").svg, 1, FAMILIES) for word in ("好", "坏"))
    assert pixels(one) != pixels(other)


def test_lengths_in_points_are_drawn() -> None:
    line = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 4h9" stroke="red" {}/></svg>'
    points, none = (rasterised(line.format(f'stroke-width="{width}"'), 1) for width in ("2pt", "0"))
    assert points != none


def test_letters_are_drawn_where_the_families_are_missing() -> None:
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'
    text = '<text y="15" font-family="No Such Family, sans-serif">Mm</text>'
    missing = ("No Such Family",)
    assert rasterised(frame.format(text), 1, missing) != rasterised(frame.format(""), 1, missing)


def test_generic_families_have_letters_too() -> None:
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'
    for family in ("serif", "sans-serif", "monospace", "Nothing At All, serif"):
        text = f'<text y="15" font-family="{family}">Mm</text>'
        assert rasterised(frame.format(text), 1, FAMILIES) != rasterised(frame.format(""), 1, FAMILIES)


@pytest.mark.parametrize("scale", [1, 1.5, 3, 1000])
def test_a_picture_is_never_too_large(scale: float) -> None:
    diagram = drawn("flowchart LR\n a --> b --> c")
    width, height, _ = pixels(rasterised(diagram.svg, scale, FAMILIES))
    assert width * height <= MOST_PIXELS * 1.01
    assert max(width, height) <= LONGEST_SIDE + 1
    assert width == pytest.approx(diagram.width * scale, rel=0.05) or width < diagram.width * scale


@pytest.mark.parametrize("scale", [0, -1, math.nan, math.inf])
def test_there_are_scales_that_are_none(scale: float) -> None:
    with pytest.raises(NotDrawn):
        rasterised(drawn("flowchart LR\n a --> b").svg, scale)


@pytest.mark.parametrize("svg", ["", "<svg", "<svg width='1'/>", '<svg xmlns="x" width="9" height="9"/>'])
def test_what_is_no_picture_is_not_rasterised(svg: str) -> None:
    with pytest.raises(NotDrawn):
        rasterised(svg, 1)


def test_a_file_is_not_read_into_a_picture(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(rasterised(drawn("flowchart LR\n a").svg, 1, FAMILIES))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}" width="9" height="9"/></svg>'
    with pytest.raises(NotDrawn):
        rasterised(svg.format(secret), 1)


def test_a_saved_picture_has_its_ground_and_its_letters() -> None:
    diagram = drawn("flowchart LR\n a --> b", DARK)
    saved = standalone(diagram.svg, DARK.background, FAMILIES)
    root = ElementTree.fromstring(saved)
    assert saved.startswith("<?xml")
    assert root[0].get("fill") == DARK.background
    assert str(root.get("font-family")).endswith("sans-serif")
    assert (root.get("width"), root.get("viewBox", "").split()[2]) == (f"{diagram.width:g}",) * 2
    assert "ns0:" not in saved


@pytest.mark.parametrize(
    "language", ["mermaid", "Mermaid", "mmd", "{mermaid}", "{.mermaid}", "language-mermaid", "mermaid {x}"]
)
def test_diagrams_go_by_these_names(language: str) -> None:
    assert is_diagram(language)


@pytest.mark.parametrize("language", ["", "python", "mermaidx", "dot", "plantuml", "text mermaid"])
def test_other_languages_are_no_diagrams(language: str) -> None:
    assert not is_diagram(language)


def test_lines_end_at_spaces_and_between_chinese_letters_but_not_before_a_comma() -> None:
    def ems(text: str) -> float:
        return width_of(text, 1, False, {})

    assert lines_of("one two three", 5, ems) == ["one two", "three"]
    assert lines_of("一二三，四五", 3.1, ems) == ["一二", "三，四", "五"]
    assert lines_of("（一二）", 2.1, ems) == ["（一", "二）"]
    assert lines_of("unbreakable", 2, ems) == ["unbreakable"]
    assert lines_of("a\nb", None, ems) == ["a", "b"]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_slices_can_be_told_apart_and_read(colours: DiagramColours) -> None:
    found = series(colours)
    assert len(set(found)) == len(found)
    assert all(contrast(ink_on(colour, colours.background), colour) >= 4.5 for colour in found)


def test_a_process_of_its_own_draws_the_same() -> None:
    source = "flowchart LR\n a[你好] --> b"
    picture = draw_apart(source, LIGHT, FAMILIES, 2, {})
    diagram = drawn(source)
    assert picture.diagram == diagram
    assert picture.png == rasterised(diagram.svg, 2, FAMILIES)
    assert raster_apart(diagram, 1, FAMILIES).png == rasterised(diagram.svg, 1, FAMILIES)


def test_the_reason_comes_out_of_the_process() -> None:
    with pytest.raises(NotDrawn, match="line 2: Unterminated"):
        draw_apart("flowchart TD\n a[b", LIGHT, FAMILIES, 1, {})


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(3)", "print('nonsense')", ""])
def test_a_process_that_breaks_off_is_only_a_diagram_not_drawn(code: str) -> None:
    with pytest.raises(NotDrawn, match="broke off"):
        draw_apart("flowchart TD\n a", LIGHT, FAMILIES, 1, {}, command=(sys.executable, "-c", code))


def test_a_process_that_does_not_end_is_ended() -> None:
    endless = (sys.executable, "-c", "while True: pass")
    with pytest.raises(NotDrawn, match="longer than"):
        draw_apart("flowchart TD\n a", LIGHT, FAMILIES, 1, {}, command=endless, seconds=0.2)


def test_families_cannot_break_out_of_a_style_sheet() -> None:
    bad = ('Evil"; } * { display: none', "</style><script>")
    svg = draw_diagram("flowchart TD\n a[Words]", LIGHT, bad).svg
    assert "script>" not in svg
    assert "display: none" not in svg
