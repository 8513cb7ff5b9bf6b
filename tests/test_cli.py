"""The command line, typed as a person or a script would type it."""

import base64
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import pytest

from conftest import MemoryKeyring
from nextchat_desktop import __version__
from nextchat_desktop.cli import Streams, run
from scripted import STALL, AzureServer, Reply, ScriptedServer, answer, azure_refusal, delta, error, finish

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Outcome:
    code: int
    output: str
    errors: str


class Terminal:
    def __init__(self, home: Path) -> None:
        self.title_patience = 10.0
        self._environ = {"NEXTCHAT_HOME": str(home), "LANG": "en_US.UTF-8"}

    def run(self, *arguments: str, typed: str = "", **environ: str) -> Outcome:
        output, errors = io.StringIO(), io.StringIO()
        streams = Streams(io.StringIO(typed), output, errors)
        code = run(arguments, self._environ | environ, streams, self.title_patience)
        return Outcome(code, output.getvalue(), errors.getvalue())

    def listed(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(self.run("connections", "list", "--json").output)
        return rows

    def change_connections(self, before: str, after: str) -> None:
        """As if a window had set up something that no command does."""
        file = Path(self._environ["NEXTCHAT_HOME"]) / "config" / "connections.json"
        text = file.read_text()
        assert before in text
        file.write_text(text.replace(before, after))

    def connect(self, server: ScriptedServer, *arguments: str) -> None:
        """To a server of one's own, which wants no key."""
        pasted = f"base_url={server.base_url}\nmodel=gpt\n"
        assert self.run("connections", "add", "--from", "-", *arguments, typed=pasted).code == 0


@pytest.fixture
def terminal(home: Path) -> Terminal:
    return Terminal(home)


@pytest.fixture
def system_keyring(memory_keyring: MemoryKeyring) -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    keyring.set_keyring(memory_keyring)
    yield memory_keyring
    keyring.set_keyring(before)


@pytest.fixture
def azure() -> Iterator[AzureServer]:
    with AzureServer() as azure:
        yield azure


def sample_of(azure: AzureServer, key: str = "azure-key") -> str:
    url = f"{azure.url}/openai/deployments/our-gpt/chat/completions?api-version=2024-02-01"
    return f"AZURE_URL={url}\nAZURE_API_KEY={key}\n"


def descriptor_with(text: str) -> str:
    """A pipe that says this, as a shell's `3< <(…)` hands it over."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as file:
        file.write(text)
    return str(reading)


def python(code: str, *arguments: str, home: Path) -> "subprocess.CompletedProcess[str]":
    environ = os.environ | {"PYTHONPATH": str(ROOT), "NEXTCHAT_HOME": str(home), "LANG": "en_US.UTF-8"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environ, timeout=30, check=False)


MAIN = """
import sys
from nextchat_desktop.__main__ import main
try:
    code = main()
finally:
    print(*sorted(name for name in sys.modules if name in {"PySide6", "httpx", "keyring"}), file=sys.stderr)
sys.exit(code)
"""


def test_the_version_is_told_without_loading_anything_heavy(home: Path) -> None:
    done = python(MAIN, "--version", home=home)
    assert (done.returncode, done.stdout.strip()) == (0, f"NextChat Desktop {__version__}")
    assert done.stderr.strip() == ""
    assert not home.exists()


def test_an_answer_needs_no_qt(home: Path, terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    done = python(MAIN, "ask", "Hello?", home=home)
    assert (done.returncode, done.stdout) == (0, "Fine.\n")
    assert "PySide6" not in done.stderr


def test_an_answer_is_printed_as_it_comes_and_kept(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    server.queue(answer("Hel", "lo", ".\n", "你好"), answer("A greeting"))
    assert terminal.run("ask", "Hello,", "you") == Outcome(0, "Hello.\n你好\n", "")
    asked, title = server.requests
    assert asked.json["messages"] == [{"role": "user", "content": "Hello, you"}]
    assert asked.json["model"] == "gpt"
    assert "Hello, you" in title.json["messages"][0]["content"]


def test_the_question_may_come_through_standard_input(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    assert terminal.run("ask", "-", typed="One\ntwo").code == 0
    assert server.requests[0].json["messages"][0]["content"] == "One\ntwo"


@pytest.mark.parametrize("typed", ["", " \n"])
def test_nothing_is_not_asked(terminal: Terminal, server: ScriptedServer, typed: str) -> None:
    terminal.connect(server)
    assert terminal.run("ask", "-", typed=typed).code == 2
    assert server.requests == []


def test_without_a_connection_it_says_how_to_make_one(terminal: Terminal) -> None:
    outcome = terminal.run("ask", "Hello?")
    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.errors.startswith("no_connection: ")
    assert "connections add --from" in outcome.errors


def test_the_guide_answers_without_any_connection(terminal: Terminal) -> None:
    outcome = terminal.run("ask", "--connection", "guide", "Where do I get a key?")
    assert outcome.code == 0
    assert "key" in outcome.output


def test_a_refusal_is_told_and_is_exit_code_3(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server, "--name", "Ours")
    server.queue(azure_refusal(401, "401", "Access denied"))
    outcome = terminal.run("ask", "Hello?", "--key-stdin", typed="sk-wrong-0123456789\n")
    assert (outcome.code, outcome.output) == (3, "")
    assert outcome.errors.startswith("key_refused: Ours did not accept this key.")
    assert "Access denied" in outcome.errors


def test_a_server_that_is_not_there_is_exit_code_3(terminal: Terminal) -> None:
    with ScriptedServer() as gone:
        terminal.connect(gone)
    outcome = terminal.run("ask", "Hello?")
    assert outcome.code == 3
    assert outcome.errors.startswith("nothing_there: ")


def test_a_cut_answer_is_printed_as_far_as_it_came(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    server.queue(Reply([delta("Half an")]))
    outcome = terminal.run("ask", "Hello?")
    assert (outcome.code, outcome.output) == (3, "Half an\n")
    assert outcome.errors.startswith("interrupted: The answer was cut off")


def test_it_speaks_the_language_of_the_system(terminal: Terminal) -> None:
    assert "模型" in terminal.run("ask", "你好", LANG="zh_CN.UTF-8").errors


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["ask"], ["connections"], ["connections", "add"], ["ask", "--unknown", "x"]]
)
def test_a_wrong_command_is_exit_code_2_and_one_sentence(terminal: Terminal, arguments: list[str], home: Path) -> None:
    outcome = terminal.run(*arguments)
    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.errors.startswith("wrong_use: This command was not understood.\nusage: ")
    assert not home.exists()


def test_azures_sample_with_its_key_is_all_that_is_needed(
    terminal: Terminal, azure: AzureServer, system_keyring: MemoryKeyring
) -> None:
    added = terminal.run("connections", "add", "--from", "-", "--name", "Work", typed=sample_of(azure))
    assert added.code == 0
    assert f"{azure.url}/openai/deployments/our-gpt/chat/completions?api-version=2024-02-01" in added.output
    assert terminal.run("ask", "Hello?") == Outcome(0, "Hello\n", "")
    assert any("azure-key" in value for value in system_keyring.entries.values())


def test_the_key_is_in_no_file_and_no_output(
    terminal: Terminal, azure: AzureServer, system_keyring: MemoryKeyring, home: Path
) -> None:
    outcomes = [
        terminal.run("connections", "add", "--from", "-", typed=sample_of(azure)),
        terminal.run("ask", "Hello?"),
        terminal.run("connections", "list"),
        terminal.run("connections", "list", "--json"),
    ]
    assert not any("azure-key" in outcome.output + outcome.errors for outcome in outcomes)
    assert not any(b"azure-key" in path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_a_key_among_the_arguments_is_refused(terminal: Terminal, system_keyring: MemoryKeyring) -> None:
    pasted = "https://api.openai.com/v1 sk-1234567890abcdefghij"
    outcome = terminal.run("connections", "add", "--from", pasted)
    assert outcome.code == 2
    assert "--key-stdin" in outcome.errors
    assert terminal.listed() == []
    assert system_keyring.entries == {}


def test_the_key_may_come_apart_from_the_address(
    terminal: Terminal, azure: AzureServer, system_keyring: MemoryKeyring
) -> None:
    url = f"{azure.url}/openai/deployments/our-gpt/chat/completions?api-version=2024-02-01"
    assert terminal.run("connections", "add", "--from", url, "--key-stdin", typed="azure-key\n").code == 0
    assert terminal.run("ask", "Hello?").output == "Hello\n"


def test_with_key_stdin_the_first_line_is_the_key_and_the_rest_the_text(
    terminal: Terminal, azure: AzureServer, system_keyring: MemoryKeyring
) -> None:
    typed = "azure-key\n" + sample_of(azure, key="YOUR_KEY")
    assert terminal.run("connections", "add", "--from", "-", "--key-stdin", typed=typed).code == 0
    assert terminal.run("ask", "Hello?").output == "Hello\n"


def test_a_key_can_be_lent_for_one_question(terminal: Terminal, azure: AzureServer) -> None:
    url = f"{azure.url}/openai/deployments/our-gpt/chat/completions?api-version=2024-10-21"
    assert terminal.run("connections", "add", "--from", url).code == 0
    assert terminal.run("ask", "--key-stdin", "Hello?", typed="azure-key\n").output == "Hello\n"
    assert terminal.run("ask", "--key-stdin", "-", typed="azure-key\nHello?\n").output == "Hello\n"
    without = terminal.run("ask", "Hello?")
    assert without.code == 2
    assert without.errors.startswith("no_key: ")


def test_where_no_keyring_is_a_key_is_not_kept_in_clear(terminal: Terminal, azure: AzureServer) -> None:
    outcome = terminal.run("connections", "add", "--from", "-", typed=sample_of(azure))
    assert outcome.code == 2
    assert "--passphrase-fd" in outcome.errors
    assert terminal.listed() == []


def test_with_a_passphrase_keys_are_kept_in_an_encrypted_file(
    terminal: Terminal, azure: AzureServer, home: Path
) -> None:
    def with_passphrase(passphrase: str, *arguments: str, typed: str = "") -> Outcome:
        return terminal.run(*arguments, "--passphrase-fd", descriptor_with(passphrase), typed=typed)

    assert with_passphrase("open\n", "connections", "add", "--from", "-", typed=sample_of(azure)).code == 0
    assert terminal.listed()[0]["key"] == "file"
    assert with_passphrase("open", "ask", "Hello?") == Outcome(0, "Hello\n", "")
    wrong = with_passphrase("wrong", "ask", "Hello?")
    assert (wrong.code, "passphrase" in wrong.errors) == (2, True)
    without = terminal.run("ask", "Hello?")
    assert (without.code, without.errors.split(":")[0]) == (2, "passphrase_needed")
    assert not any(b"azure-key" in path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_a_descriptor_that_says_nothing_is_refused(terminal: Terminal) -> None:
    assert terminal.run("ask", "--passphrase-fd", "987", "Hello?").code == 2


def test_a_text_without_an_address_is_not_recognised(terminal: Terminal) -> None:
    outcome = terminal.run("connections", "add", "--from", "hello there")
    assert (outcome.code, outcome.output) == (2, "")


def test_the_list_is_for_people_and_for_programs(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server, "--name", "Ours", "--model-name", "Best")
    url = f"{server.base_url}/chat/completions"
    assert terminal.run("connections", "list").output == f"Ours\tcompatible\tBest\t{url}\n"
    assert terminal.listed() == [
        {
            "name": "Ours",
            "service": "compatible",
            "base_url": server.base_url,
            "api_version": "",
            "models": [{"id": "gpt", "name": "Best"}],
            "key": None,
            "url": url,
            "given_by": None,
        }
    ]


def test_an_empty_list_says_so_where_no_program_reads_it(terminal: Terminal) -> None:
    outcome = terminal.run("connections", "list")
    assert (outcome.code, outcome.output) == (0, "")
    assert outcome.errors


def test_a_service_of_a_later_version_is_listed_and_asked_like_any_other(
    terminal: Terminal, server: ScriptedServer, home: Path
) -> None:
    terminal.connect(server)
    file = home / "config" / "connections.json"
    file.write_text(file.read_text().replace('"compatible"', '"of_the_future"'))
    assert terminal.listed()[0]["service"] == "of_the_future"
    assert terminal.run("ask", "Hello?").output == "Fine.\n"


def test_two_connections_do_not_share_a_name(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server, "--name", "Ours")
    again = terminal.run("connections", "add", "--from", server.base_url, "--name", "OURS")
    assert (again.code, len(terminal.listed())) == (2, 1)


def test_a_connection_is_removed_with_its_key(
    terminal: Terminal, azure: AzureServer, system_keyring: MemoryKeyring
) -> None:
    terminal.run("connections", "add", "--from", "-", "--name", "Work", typed=sample_of(azure))
    assert terminal.run("connections", "remove", "work").code == 0
    assert terminal.listed() == []
    assert system_keyring.entries == {}
    assert terminal.run("connections", "remove", "work").code == 2


def test_connection_and_model_are_chosen_by_name(terminal: Terminal, server: ScriptedServer) -> None:
    with ScriptedServer(default=answer("Other.")) as other:
        terminal.connect(server, "--name", "First")
        terminal.connect(other, "--name", "Second", "--model-name", "Best")
        assert terminal.run("ask", "--connection", "second", "Hello?").output == "Other.\n"
        assert terminal.run("ask", "--model", "Best", "Hello?").output == "Other.\n"
        assert terminal.run("ask", "--connection", "First", "--model", "new", "Hello?").output == "Fine.\n"
        assert server.requests[0].json["model"] == "new"
        assert terminal.run("ask", "--model", "unheard", "Hello?").code == 2
        assert terminal.run("ask", "--connection", "nobody", "Hello?").code == 2


def test_a_refused_field_is_left_out_and_remembered(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    server.queue(azure_refusal(400, "BadRequest", "Unrecognized request argument supplied: stream_options"))
    assert terminal.run("ask", "Hello?").output == "Fine.\n"
    assert terminal.run("ask", "Hello?").output == "Fine.\n"
    assert ["stream_options" in request.json for request in server.requests] == [True, *[False] * 4]


def test_a_server_that_refuses_ever_new_fields_is_not_asked_for_ever(
    terminal: Terminal, server: ScriptedServer
) -> None:
    terminal.connect(server)
    server.default = azure_refusal(400, "unsupported_parameter", "Unsupported parameter: 'max_tokens', 'top_p'")
    assert terminal.run("ask", "Hello?").code == 3
    assert len(server.requests) < 10


def test_thoughts_are_not_printed(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    server.queue(Reply([delta("<think>Hm.</think>\n\nYes."), finish()]))
    assert terminal.run("ask", "Hello?").output == "Yes.\n"


def break_database(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "conversations.db").write_bytes(b"not a database, but long enough to look at" * 50)


def put_newer_database(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    with closing(sqlite3.connect(home / "data" / "conversations.db")) as database:
        database.execute("PRAGMA user_version = 9999")


def put_file_in_place_of_folder(home: Path) -> None:
    home.write_text("not a folder")


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (break_database, "conversations.db"),
        (put_newer_database, "newer version"),
        (put_file_in_place_of_folder, "cannot write to its folder"),
    ],
)
def test_what_keeps_the_program_from_starting_is_told(
    terminal: Terminal, home: Path, prepare: Callable[[Path], None], says: str
) -> None:
    prepare(home)
    outcome = terminal.run("ask", "Hello?")
    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.errors.startswith("cannot_start: ")
    assert says in outcome.errors
    assert "Traceback" not in outcome.errors


def test_settings_that_cannot_be_read_are_kept_aside_and_it_is_told(
    terminal: Terminal, server: ScriptedServer, home: Path
) -> None:
    terminal.connect(server)
    settings = home / "config" / "settings.toml"
    settings.write_text("[broken")
    outcome = terminal.run("ask", "Hello?")
    assert (outcome.code, outcome.output) == (0, "Fine.\n")
    aside = settings.with_name("settings.toml.broken-1")
    assert str(aside) in outcome.errors
    assert aside.read_text() == "[broken"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_reader_that_goes_ends_the_answer_in_silence(home: Path, terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    server.queue(answer(*["word "] * 50_000))
    command = [sys.executable, "-m", "nextchat_desktop", "ask", "Hello?"]
    environ = os.environ | {"PYTHONPATH": str(ROOT), "NEXTCHAT_HOME": str(home)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(5) == b"word "
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize("descriptor", ["-1", "99999", "99999999999999999999"])
def test_a_descriptor_that_is_none_is_refused(terminal: Terminal, server: ScriptedServer, descriptor: str) -> None:
    terminal.connect(server)
    assert terminal.run("ask", "--passphrase-fd", descriptor, "Hello?").code == 2


def test_asking_makes_no_file_of_keys(terminal: Terminal, server: ScriptedServer, home: Path) -> None:
    terminal.connect(server)
    assert terminal.run("ask", "--passphrase-fd", descriptor_with("tpyo\n"), "Hello?").code == 0
    assert not (home / "data" / "keys.enc").exists()


def test_a_broken_file_of_keys_is_told(terminal: Terminal, server: ScriptedServer, home: Path) -> None:
    terminal.connect(server)
    (home / "data" / "keys.enc").write_text("broken")
    outcome = terminal.run("ask", "--passphrase-fd", descriptor_with("open sesame\n"), "Hello?")
    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.errors


def test_arguments_that_are_no_text_do_no_harm(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    assert terminal.run("ask", "Hello\udcff").code == 0
    assert terminal.run("ask", "--model", "h\udcff", "Hello?").code == 2


def test_an_output_that_cannot_hold_a_letter_shows_a_mark_for_it(
    home: Path, terminal: Terminal, server: ScriptedServer
) -> None:
    terminal.connect(server)
    server.queue(answer("你好 😀."))
    command = [sys.executable, "-m", "nextchat_desktop", "ask", "Hello?"]
    environ = os.environ | {"PYTHONPATH": str(ROOT), "NEXTCHAT_HOME": str(home), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=environ, timeout=30, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, b"?? ?.", b"")


def test_an_answer_cannot_work_the_terminal(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    server.queue(answer("a\x1b]52;c;ZXZpbA==\x07b\tc"))
    assert terminal.run("ask", "Hello?").output == "a]52;c;ZXZpbA==b\tc\n"


def test_a_connection_without_a_model_says_so(terminal: Terminal, server: ScriptedServer) -> None:
    added = terminal.run("connections", "add", "--from", server.base_url, "--name", "Ours")
    assert added.code == 0
    assert "--model NAME" in added.errors
    asked = terminal.run("ask", "--connection", "Ours", "Hello?")
    assert (asked.code, "“Ours” has no model yet" in asked.errors) == (2, True)
    assert terminal.run("ask", "--connection", "Ours", "--model", "gpt", "Hello?").output == "Fine.\n"


@pytest.mark.parametrize("name", ["guide", "GUIDE"])
def test_nothing_else_is_called_guide(terminal: Terminal, server: ScriptedServer, name: str) -> None:
    assert terminal.run("connections", "add", "--from", server.base_url, "--name", name).code == 2


def test_a_name_is_one_line(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server, "--name", "Our\town\n\x1b[31mone")
    assert terminal.listed()[0]["name"] == "Our own [31mone"


@pytest.mark.parametrize("option", ["--name", "--model-name"])
def test_a_key_given_as_a_name_is_refused(terminal: Terminal, server: ScriptedServer, option: str) -> None:
    outcome = terminal.run("connections", "add", "--from", server.base_url, option, "sk-abcdefghijklmnop123456")
    assert (outcome.code, terminal.listed()) == (2, [])


def test_a_key_that_could_not_be_erased_is_told(
    terminal: Terminal, azure: AzureServer, system_keyring: MemoryKeyring
) -> None:
    terminal.run("connections", "add", "--from", "-", "--name", "Work", typed=sample_of(azure))
    system_keyring.is_locked = True
    assert "could not be erased" in terminal.run("connections", "remove", "Work").output


def test_closed_streams_are_survived(home: Path, terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    code = "import sys; sys.stdin = sys.stderr = None; from nextchat_desktop.__main__ import main; sys.exit(main())"
    assert python(code, "ask", "-", home=home).returncode == 2


def test_a_title_that_does_not_come_is_not_waited_for_long(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    terminal.title_patience = 0.2
    server.queue(answer("Fine."), Reply([STALL]))
    assert terminal.run("ask", "Hello?").output == "Fine.\n"
    assert server.hung_up.wait(5)


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "--key", "sk-abcdefghijklmnop123456", "Hello?"],
        ["ask", "sk-abcdefghijklmnop123456"],
        ["connections", "add", "--from", "https://x.org/v1", "--key", "sk-abcdefghijklmnop123456"],
        ["connections", "add", "--from", "https://x.org/#/?code=abcdefghijklmnop123456"],
    ],
)
def test_a_key_anywhere_in_the_arguments_is_refused_and_not_repeated(
    terminal: Terminal, server: ScriptedServer, arguments: list[str]
) -> None:
    terminal.connect(server)
    outcome = terminal.run(*arguments)
    assert (outcome.code, outcome.output, server.requests) == (2, "", [])
    assert "There is a key in the arguments" in outcome.errors
    assert "abcdefghijklmnop" not in outcome.errors


def test_options_are_not_guessed_from_their_beginnings(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    assert terminal.run("ask", "--key", "Hello?", typed="x").code == 2
    assert server.requests == []


def test_what_was_not_understood_is_said_in_the_persons_language(terminal: Terminal) -> None:
    assert terminal.run("dance", LANG="zh_CN.UTF-8").errors.startswith("wrong_use: 没有看懂这条命令。")


def test_the_guide_is_not_asked_for_titles(terminal: Terminal, home: Path) -> None:
    assert terminal.run("ask", "--connection", "guide", "Where is my key kept?").code == 0
    with closing(sqlite3.connect(home / "data" / "conversations.db")) as database:
        assert database.execute("SELECT title FROM conversations").fetchall() == [("Where is my key kept?",)]


def test_keys_lie_in_the_keyring_under_the_programs_name(
    terminal: Terminal, azure: AzureServer, system_keyring: MemoryKeyring
) -> None:
    terminal.run("connections", "add", "--from", "-", "--name", "Work", typed=sample_of(azure))
    assert {service for service, _ in system_keyring.entries} == {"NextChat Desktop"}


def test_a_lent_key_is_kept_nowhere(
    terminal: Terminal, azure: AzureServer, system_keyring: MemoryKeyring, home: Path
) -> None:
    url = f"{azure.url}/openai/deployments/our-gpt/chat/completions?api-version=2024-02-01"
    terminal.run("connections", "add", "--from", url, "--name", "Work")
    assert terminal.run("ask", "--key-stdin", "Hello?", typed="azure-key\n").output == "Hello\n"
    assert system_keyring.entries == {}
    assert not [path for path in home.rglob("*") if path.is_file() and b"azure-key" in path.read_bytes()]


def test_an_answer_that_began_with_a_lone_thought_is_printed_whole(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server)
    server.queue(
        Reply(
            [
                delta("Let me think hard.\n"),
                0.2,
                delta(
                    "</think>\n\nIndeed.",
                ),
                0.2,
                finish(),
            ]
        )
    )
    assert terminal.run("ask", "Hello?").output.endswith("\nIndeed.\n")


LISTED = error(200, {"data": [{"id": "gpt", "context_length": 8000}, {"id": "text-embedding-3"}, {"id": "a\tb\x1b"}]})
GIF = b"GIF89a and so on"


def keyed(server: ScriptedServer, terminal: Terminal, service: str = "deepseek") -> None:
    """A connection to a service that tells its balance, at this server."""
    pasted = f"base_url={server.base_url}\nmodel=deepseek-chat\napi_key=azure-key-0123456789abcdef\n"
    assert terminal.run("connections", "add", "--from", "-", "--name", "Ours", typed=pasted).code == 0
    terminal.change_connections('"compatible"', f'"{service}"')


def test_a_service_is_asked_which_models_it_has(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server, "--name", "Ours", "--model-name", "Best")
    server.default = LISTED
    outcome = terminal.run("connections", "models", "ours")
    assert outcome == Outcome(0, "gpt\tBest\ntext-embedding-3\na b\n", "")
    assert server.requests[0].path == "/v1/models"


def test_the_models_of_a_service_are_for_programs_too(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server, "--name", "Ours", "--model-name", "Best")
    server.default = LISTED
    rows = json.loads(terminal.run("connections", "models", "Ours", "--json").output)
    assert [(row["id"], row["name"], row["chosen"], row["kind"]) for row in rows] == [
        ("gpt", "Best", True, "chat"),
        ("text-embedding-3", "text-embedding-3", False, "other"),
        ("a b", "a b", False, "chat"),
    ]
    assert rows[0]["context"] == 8000


def test_a_service_that_lists_nothing_says_so_where_no_program_reads_it(
    terminal: Terminal, server: ScriptedServer
) -> None:
    terminal.connect(server, "--name", "Ours")
    server.default = error(200, {"data": []})
    outcome = terminal.run("connections", "models", "Ours")
    assert (outcome.code, outcome.output) == (0, "")
    assert outcome.errors


def test_a_refusal_to_list_is_told_like_any_other(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server, "--name", "Ours")
    server.default = azure_refusal(401, "401", "Access denied")
    outcome = terminal.run("connections", "models", "Ours")
    assert (outcome.code, outcome.output) == (3, "")
    assert outcome.errors.startswith("key_refused: Ours did not accept this key.")


def test_what_a_service_cannot_be_asked_is_told_before_it_is_asked(terminal: Terminal, server: ScriptedServer) -> None:
    terminal.connect(server, "--name", "Work")
    terminal.change_connections('"compatible"', '"perplexity"')
    for verb in ("models", "balance"):
        outcome = terminal.run("connections", verb, "Work")
        assert (outcome.code, "Perplexity does" in outcome.errors) == (2, True)
    assert server.requests == []
    assert terminal.run("connections", "models", "nobody").code == 2


def test_a_service_is_asked_what_is_left(
    terminal: Terminal, server: ScriptedServer, system_keyring: MemoryKeyring
) -> None:
    keyed(server, terminal)
    amounts = {"currency": "CNY", "total_balance": "110.00", "granted_balance": "10.00", "topped_up_balance": "100.00"}
    server.default = error(200, {"is_available": True, "balance_infos": [amounts]})
    outcome = terminal.run("connections", "balance", "Ours")
    assert (outcome.code, outcome.output.splitlines()[0], outcome.errors) == (0, "left\tCN¥110.00", "")
    told = json.loads(terminal.run("connections", "balance", "Ours", "--json").output)
    assert told["free"] is False
    assert {"kind": "left", "value": 110.0, "currency": "CNY"} in told["amounts"]


def test_a_picture_is_asked_about(terminal: Terminal, server: ScriptedServer, tmp_path: Path, home: Path) -> None:
    terminal.connect(server)
    file = tmp_path / "cat.gif"
    file.write_bytes(GIF)
    assert terminal.run("ask", "--image", str(file), "--image", str(file), "What is this?").code == 0
    content = server.requests[0].json["messages"][0]["content"]
    assert [part["type"] for part in content].count("image_url") == 2
    assert any(path.read_bytes() == GIF for path in home.rglob("*") if path.is_file())


def test_a_file_that_is_no_picture_is_not_sent(terminal: Terminal, server: ScriptedServer, tmp_path: Path) -> None:
    terminal.connect(server)
    for name, data in (("notes.txt", b"Hello"), ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")):
        (tmp_path / name).write_bytes(data)
        outcome = terminal.run("ask", "--image", str(tmp_path / name), "What is this?")
        assert (outcome.code, name in outcome.errors) == (2, True)
    missing = terminal.run("ask", "--image", str(tmp_path / "gone.png"), "What is this?")
    assert (missing.code, "gone.png" in missing.errors) == (2, True)
    assert server.requests == []


def test_a_picture_is_not_sent_to_a_model_that_does_not_see(
    terminal: Terminal, server: ScriptedServer, tmp_path: Path
) -> None:
    terminal.connect(server)
    terminal.change_connections('"vision": null', '"vision": false')
    (tmp_path / "cat.gif").write_bytes(GIF)
    outcome = terminal.run("ask", "--image", str(tmp_path / "cat.gif"), "What is this?")
    assert (outcome.code, "gpt does not take pictures" in outcome.errors) == (2, True)
    assert server.requests == []


def test_a_conversation_on_a_server_that_keeps_the_history_is_asked_for_no_title(
    terminal: Terminal, server: ScriptedServer
) -> None:
    terminal.connect(server)
    terminal.change_connections('"compatible"', '"chatgptweb"')
    whole = {"role": "assistant", "id": "a", "text": "Fine.", "detail": {"choices": [{"finish_reason": "stop"}]}}
    server.default = Reply([json.dumps(whole).encode()], headers={"content-type": "application/octet-stream"})
    assert terminal.run("ask", "Hello?") == Outcome(0, "Fine.\n", "")
    assert len(server.requests) == 1


def test_a_conversation_with_a_model_that_draws_is_asked_for_no_title(
    terminal: Terminal, server: ScriptedServer
) -> None:
    terminal.connect(server)
    terminal.change_connections('"kind": null', '"kind": "pictures"')
    server.default = error(200, {"data": [{"b64_json": base64.b64encode(GIF).decode()}]})
    assert terminal.run("ask", "A cat").code == 0
    assert len(server.requests) == 1
