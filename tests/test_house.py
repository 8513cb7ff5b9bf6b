"""The rules of the house, read from the source: what imports what, where each library lives, how long things are."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from nextchat_desktop.resources import resource
from nextchat_desktop.settings.manual import markdown
from nextchat_desktop.settings.schema import CHAT, LANGUAGE, OPTIONS
from nextchat_desktop.words.catalogue import CATALOGUE, Words
from nextchat_desktop.words.compile import compiled
from nextchat_desktop.words.languages import LANGUAGES

ROOT = Path(__file__).parents[1]
NAME = "nextchat_desktop"
PACKAGE = ROOT / NAME
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

EVERYTHING = {path.stem for path in PACKAGE.iterdir() if not path.name.startswith("__")}
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "resources": set(),
    "words": {"core", "resources"},
    "markup": {"core"},
    "providers": {"core"},
    "net": {"core"},
    "records": {"core"},
    "storage": {"core", "records"},
    "interchange": {"core", "records"},
    "settings": {"core", "words", "resources"},
    "engine": {"core", "settings", "markup", "words"},
    "ui": {"core", "settings", "engine", "interchange", "markup", "words", "resources"},
    "gateway": {"core", "providers", "net"},
    "compose": EVERYTHING - {"ui", "app", "opening", "cli"},
    "cli": {"core", "engine", "words", "resources", "settings", "compose"},
    "app": EVERYTHING - {"opening", "cli"},
    "opening": EVERYTHING - {"cli"},
    "__main__": {"opening", "cli", "markup"},
    "__init__": set(),
}

HAS_ITS_PLACE: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui/", "app.py", "opening/"),
    "httpx": ("net/",),
    "httpcore": ("net/",),
    "truststore": ("net/",),
    "asyncio": ("net/",),
    "threading": (
        "net/",
        "storage/backups/rotating.py",
        "storage/indexing.py",
        "storage/journal.py",
        "storage/labour.py",
        "storage/search.py",
        "storage/later.py",
        "compose/importing.py",
        "opening/loading.py",
        "ui/bridge.py",
    ),
    "sqlite3": ("storage/",),
    "keyring": ("storage/",),
    "platformdirs": ("storage/",),
    "cryptography": ("storage/", "net/certificates.py"),
    "markdown_it": ("markup/",),
    "linkify_it": ("markup/",),
    "pygments": ("markup/",),
    "ziamath": ("markup/",),
    "ziafont": ("markup/",),
    "latex2mathml": ("markup/",),
    "merman": ("markup/",),
    "resvg_py": ("markup/",),
    "gettext": ("words/",),
    "babel": ("words/",),
    "ijson": ("interchange/foreign/",),
    "tomlkit": ("settings/",),
}

HANDS_ON = {"compose", "app"}
"""They are handed a keyring and pass it on, so they name its type and nothing more."""

FUNCTION, FILE = 40, 400

SAYS = re.compile(r"\b_?words(\.plural)?$")


def inside(path: Path) -> str:
    """The path as the rules write it: `storage/rows.py`."""
    return path.relative_to(PACKAGE).as_posix()


def home_of(path: Path) -> str:
    """The package, or the module at the top, that the file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def nodes_of(path: Path, typing_too: bool = True) -> Iterator[ast.AST]:
    """Every node of the file; without `typing_too` not what only a type checker sees."""
    waiting: list[ast.AST] = [tree_of(path)]
    while waiting:
        node = waiting.pop()
        yield node
        if typing_too or not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            waiting += ast.iter_child_nodes(node)


@cache
def imports_of(path: Path, typing_too: bool = True) -> tuple[str, ...]:
    """Full dotted names of everything that is imported."""
    names: list[str] = []
    for node in nodes_of(path, typing_too):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names += (f"{source_of(node, path)}.{alias.name}" for alias in node.names)
    return tuple(names)


def source_of(node: ast.ImportFrom, path: Path) -> str:
    here = path.relative_to(ROOT).with_suffix("").parts
    start = here[: len(here) - node.level] if node.level else ()
    return ".".join((*start, *([node.module] if node.module else [])))


def own_imports_of(path: Path) -> set[str]:
    """The packages of this program that the file imports, without its own."""
    names = (name.split(".") for name in imports_of(path))
    return {parts[1] for parts in names if parts[0] == NAME and parts[1] in EVERYTHING} - {home_of(path)}


@pytest.mark.parametrize("home", sorted({home_of(path) for path in SOURCES}))
def test_dependencies_point_one_way(home: str) -> None:
    assert home in MAY_IMPORT, "a new package needs its row in the table"
    imported = {(inside(path), name) for path in SOURCES if home_of(path) == home for name in own_imports_of(path)}
    assert {(path, name) for path, name in imported if name not in MAY_IMPORT[home]} == set()


@pytest.mark.parametrize("library", HAS_ITS_PLACE)
def test_each_library_has_its_place(library: str) -> None:
    users = {
        inside(path)
        for path in SOURCES
        for name in imports_of(path, typing_too=home_of(path) not in HANDS_ON)
        if name.split(".")[0] == library
    }
    assert {path for path in users if not path.startswith(HAS_ITS_PLACE[library])} == set()


def test_only_the_network_is_asynchronous() -> None:
    kinds = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    users = {inside(path) for path in SOURCES for node in nodes_of(path) if isinstance(node, kinds)}
    assert {path for path in users if not path.startswith("net/")} == set()


def test_the_core_needs_nothing_but_the_standard_library_and_does_nothing() -> None:
    banned = {
        "os",
        "io",
        "time",
        "datetime",
        "pathlib",
        "socket",
        "threading",
        "random",
        "uuid",
        "subprocess",
        "logging",
    }
    found = {(inside(path), name) for path in SOURCES if home_of(path) == "core" for name in imports_of(path)}
    assert {(path, name) for path, name in found if name.split(".")[0] in banned} == set()


def test_no_dialect_knows_another() -> None:
    dialects = {path.name for path in (PACKAGE / "providers").iterdir() if path.is_dir() and path.name[0] != "_"}
    for path in (PACKAGE / "providers").rglob("*/*.py"):
        others = tuple(f"{NAME}.providers.{name}." for name in dialects - {path.parent.name})
        assert not [name for name in imports_of(path) if f"{name}.".startswith(others)], inside(path)


def test_what_went_over_the_line_is_out_of_reach_of_whatever_writes_to_the_disk() -> None:
    secret = (f"{NAME}.core.exchange", f"{NAME}.core.checkup")
    keepers = [path for path in SOURCES if home_of(path) in ("storage", "settings")]
    assert keepers
    assert [inside(path) for path in keepers for name in imports_of(path) if name.startswith(secret)] == []


def test_nothing_is_global() -> None:
    assert [inside(path) for path in SOURCES for node in nodes_of(path) if isinstance(node, ast.Global)] == []


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes_of(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def too_long(paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
        for path in paths
        for function in functions_of(path)
        if (function.end_lineno or 0) - function.lineno >= FUNCTION
    ]


def test_functions_are_short() -> None:
    assert too_long(SOURCES + TESTS) == []


def test_files_can_be_held_in_the_head() -> None:
    assert [inside(path) for path in SOURCES if len(path.read_text("utf-8").splitlines()) > FILE] == []


def inside_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in SOURCES if path.read_text("utf-8") and not ast.get_docstring(tree_of(path))]
    assert [inside(path) for path in silent] == []


def test_no_test_pretends() -> None:
    names = {(inside_root(path), name) for path in TESTS for name in imports_of_test(path)}
    assert {(path, name) for path, name in names if re.search(r"\bmock\b", name)} == set()


def imports_of_test(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strings_of(path: Path) -> Iterator[str]:
    return (node.value for node in nodes_of(path) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_the_key_of_a_setting_is_spelled_once() -> None:
    keys = [option.key for option in OPTIONS if option not in CHAT.values()]  # those are made of another table
    spelled = [(inside(path), text) for path in SOURCES for text in strings_of(path) if text in keys]
    assert sorted(spelled) == sorted(("settings/schema.py", key) for key in keys)


def catalogue(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file)


@cache
def sentences(language: str) -> dict[str, set[str]]:
    """The fields of each sentence, by its id."""
    found: dict[str, set[str]] = {}
    for po in sorted((resource("locales") / language).rglob("*.po")):
        for message in catalogue(po):
            if message.id:
                found[id_of(message.id)] = fields_of(message.string)
    return found


def id_of(id: str | tuple[str, ...] | list[str]) -> str:
    return id if isinstance(id, str) else id[0]


def fields_of(texts: str | tuple[str, ...] | list[str] | None) -> set[str]:
    return {name for text in forms_of(texts) for _, name, _, _ in Formatter().parse(text) if name}


def test_every_language_has_every_sentence_with_the_same_fields() -> None:
    english = sentences("en")
    assert english
    for language in LANGUAGES:
        theirs = sentences(language)
        assert theirs.keys() ^ english.keys() == set()
        assert {id for id in english if theirs[id] != english[id]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_there_twice(language: str) -> None:
    pos = sorted((resource("locales") / language).rglob("*.po"))
    messages = [message for po in pos for message in catalogue(po) if message.id]
    ids = [id_of(message.id) for message in messages]
    assert sorted(set(ids)) == sorted(ids)
    assert [message.id for message in messages if not all(forms_of(message.string))] == []


def forms_of(texts: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [texts or ""] if isinstance(texts, str | None) else list(texts)


def words_used() -> Iterator[tuple[str, str]]:
    """Where a sentence is asked for by its id: `words("…")`, `self._words.plural("…", n)`."""
    for path in SOURCES:
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and SAYS.search(ast.unparse(node.func)):
                yield from ((inside(path), id) for argument in node.args[:1] for id in literals_of(argument))


def literals_of(node: ast.expr) -> Iterator[str]:
    """The ids an argument may be: a literal, or one of two in a conditional expression."""
    if isinstance(node, ast.IfExp):
        yield from (*literals_of(node.body), *literals_of(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_every_sentence_the_source_asks_for_exists() -> None:
    used = set(words_used())
    assert len(used) > 20
    assert {(path, id) for path, id in used if id not in sentences("en")} == set()


def test_every_sentence_is_said_somewhere() -> None:
    """By its whole id, by one that is put together, or as one of a family: a prefix and the names of fields."""
    nodes = [node for path in SOURCES for node in nodes_of(path)]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    names = {ast.unparse(node.target) for node in nodes if isinstance(node, ast.AnnAssign)} | {
        "title",
        "meaning",
        "text",
    }
    forms = {form_of(node) for node in nodes if isinstance(node, ast.JoinedStr)}
    put_together = re.compile("|".join(form for form in forms if re.match(r"[a-z_]+\\\.", form)))
    families = {id for id in sentences("en") if id not in texts and not put_together.fullmatch(id)}
    assert {
        id for id in families for head, _, tail in [id.rpartition(".")] if not (head in texts and tail in names)
    } == set()


def form_of(text: ast.JoinedStr) -> str:
    """What an f-string may become, as a pattern."""
    return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in text.values)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: str(option.key))
def test_every_setting_that_is_shown_has_its_words(option: object) -> None:
    words, page, values = (getattr(option, "words", ""), getattr(option, "page", ""), getattr(option, "kind", None))
    chosen = [value for value in getattr(values, "values", ()) if option is not LANGUAGE or value not in LANGUAGES]
    ids = [f"{words}.{name}" for name in ("label", "help", *chosen)] if page else []
    assert [id for id in ids if id not in sentences("en")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_what_people_wrote(language: str) -> None:
    folder = resource("locales") / language / "LC_MESSAGES"
    assert (folder / CATALOGUE).read_bytes() == compiled(folder), "run python -m nextchat_desktop.words.compile"


def test_the_manual_of_the_settings_is_the_table() -> None:
    written = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert written == markdown(Words(resource("locales"), "en")), "run python -m nextchat_desktop.settings.manual"
