"""Colours of code by line, and the names of languages."""

import pytest

from nextchat_desktop.markup.code import LONGEST, LONGEST_LINE, Coloured, coloured_lines, language_name, suffix

CODE = 'def f(x):  # why\n    return "s", 12\n\nclass A: """a\nb"""'


def words(code: str, language: str) -> list[set[tuple[str, str]]]:
    """Of each line, the words with their colours."""
    lines = code.split("\n")
    found = list(coloured_lines(code, language))
    return [
        {(lines[n][start : start + length], token) for start, length, token in line} for n, line in enumerate(found)
    ]


def test_ranges_point_at_the_words_they_colour() -> None:
    first, second, third, fourth, fifth = words(CODE, "python")
    assert {("def", "keyword"), ("f", "name"), ("# why", "comment")} <= first
    assert {("return", "keyword"), ("12", "number")} <= second
    assert third == set()
    assert ("class", "keyword") in fourth
    assert ("b", "string") in fifth


def test_every_line_has_its_ranges_in_order_and_inside_it() -> None:
    lines = CODE.split("\n")
    found = list(coloured_lines(CODE, "python"))
    assert len(found) == len(lines)
    for line, ranges in zip(lines, found, strict=True):
        end = 0
        for start, length, _ in ranges:
            assert start >= end
            end = start + length
        assert end <= len(line)


@pytest.mark.parametrize("code", ["", "\n", "x = 1\n", "\n\nx = 1", "a\r\nb", "'''never\nends"])
def test_every_line_is_there_even_an_empty_one(code: str) -> None:
    assert len(list(coloured_lines(code, "python"))) == code.count("\n") + 1


@pytest.mark.parametrize("language", ["Python", "py", "py3", "{.python}", "language-python", "python{1,2}", "pyw"])
def test_languages_go_by_many_names(language: str) -> None:
    assert Coloured(0, 3, "keyword") in next(coloured_lines(CODE, language))


@pytest.mark.parametrize("language", ["", "text", "no-such-thing", "***", "a/b", "["])
def test_unknown_languages_have_no_colours(language: str) -> None:
    assert list(coloured_lines(CODE, language)) == []


def test_very_long_code_has_no_colours() -> None:
    assert list(coloured_lines("x = 1\n" * LONGEST, "python")) == []


def test_colours_end_where_a_line_is_very_long() -> None:
    before, *others = coloured_lines("x = 1\n" + "x = 1; " * LONGEST_LINE + "\nx = 1\n", "python")
    assert before
    assert others == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("py python python3 Python {.python} python{1,2}", "Python"),
        ("js javascript mjs", "JavaScript"),
        ("ts typescript", "TypeScript"),
        ("tsx", "TSX"),
        ("jsx", "JSX"),
        ("json", "JSON"),
        ("jsonc", "JSONC"),
        ("yaml yml", "YAML"),
        ("toml", "TOML"),
        ("ini", "INI"),
        ("bash", "Bash"),
        ("sh shell", "Shell"),
        ("zsh", "Zsh"),
        ("console", "Console"),
        ("powershell ps1 pwsh", "PowerShell"),
        ("bat cmd", "Batch"),
        ("c h", "C"),
        ("cpp c++ hpp", "C++"),
        ("cs csharp", "C#"),
        ("objc objective-c m", "Objective-C"),
        ("java", "Java"),
        ("kotlin kt", "Kotlin"),
        ("swift", "Swift"),
        ("go golang", "Go"),
        ("rust rs", "Rust"),
        ("rb ruby", "Ruby"),
        ("php", "PHP"),
        ("pl perl", "Perl"),
        ("lua", "Lua"),
        ("r R", "R"),
        ("sql", "SQL"),
        ("mysql", "MySQL"),
        ("sqlite", "SQLite"),
        ("postgresql", "PostgreSQL"),
        ("html", "HTML"),
        ("xml", "XML"),
        ("svg", "SVG"),
        ("css", "CSS"),
        ("scss", "SCSS"),
        ("less", "Less"),
        ("md markdown", "Markdown"),
        ("tex", "TeX"),
        ("latex", "LaTeX"),
        ("dockerfile", "Dockerfile"),
        ("docker", "Docker"),
        ("makefile make", "Makefile"),
        ("cmake", "CMake"),
        ("diff patch", "Diff"),
        ("vue", "Vue"),
        ("svelte", "Svelte"),
        ("graphql", "GraphQL"),
        ("proto protobuf", "Protocol Buffers"),
        ("http", "HTTP"),
        ("regex", "Regex"),
        ("vim", "Vim"),
        ("asm", "Assembly"),
        ("matlab", "MATLAB"),
        ("julia jl", "Julia"),
        ("scala", "Scala"),
        ("dart", "Dart"),
        ("haskell hs", "Haskell"),
        ("clojure clj", "Clojure"),
        ("elixir ex exs", "Elixir"),
        ("erlang erl", "Erlang"),
        ("ocaml ml", "OCaml"),
        ("fsharp fs", "F#"),
        ("zig", "Zig"),
        ("nim", "Nim"),
        ("solidity sol", "Solidity"),
        ("terraform tf", "Terraform"),
        ("hcl", "HCL"),
        ("nginx", "Nginx"),
        ("prolog", "Prolog"),
        ("verilog", "Verilog"),
        ("mermaid", "Mermaid"),
        ("csv", "CSV"),
    ],
)
def test_languages_are_shown_by_their_usual_name(words: str, name: str) -> None:
    assert {word: language_name(word) for word in words.split()} == dict.fromkeys(words.split(), name)


@pytest.mark.parametrize("word", ["text", "txt", "plaintext", "Quux", ""])
def test_what_names_no_language_is_shown_as_it_was_written(word: str) -> None:
    assert language_name(word) == word


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        ("python", "py"),
        ("JavaScript", "js"),
        ("tsx", "tsx"),
        ("hpp", "hpp"),
        ("yml", "yml"),
        ("", "txt"),
        ("Quux", "txt"),
    ],
)
def test_a_file_of_code_ends_as_its_language_does(language: str, ending: str) -> None:
    assert suffix(language) == ending
