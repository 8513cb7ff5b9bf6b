"""The command line where the environment, or a policy, has set something up: which key is shown to whom, and what is
not to be had."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import MemoryKeyring
from scripted import AzureServer, Reply, ScriptedServer, answer
from test_cli import Outcome, Terminal, azure, system_keyring, terminal

__all__ = ["azure", "system_keyring", "terminal"]

CANARY = "sk-canary-0123456789abcdef"


def shown(server: ScriptedServer) -> list[str]:
    """What each request has shown in place of a key."""
    return [request.headers.get("authorization") or request.headers.get("api-key", "") for request in server.requests]


def policy(folder: Path, text: str) -> str:
    file = folder / "policy.toml"
    file.write_text(text, "utf-8")
    return str(file)


def rows(outcome: Outcome) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(outcome.output)
    return found


def kept(home: Path) -> str:
    """Everything that was written into the folder of the program."""
    return "".join(path.read_bytes().decode("latin-1") for path in home.rglob("*") if path.is_file())


def test_a_key_from_the_environment_goes_to_the_address_beside_it_and_is_kept_nowhere(
    terminal: Terminal, server: ScriptedServer, home: Path, system_keyring: MemoryKeyring
) -> None:
    environ = {"OPENAI_API_KEY": CANARY, "BASE_URL": server.url, "OPENAI_ORG_ID": "org-canary"}
    outcome = terminal.run("ask", "--model", "gpt-4o", "Hello?", **environ)
    assert (outcome.code, outcome.output) == (0, "Fine.\n")
    assert server.requests[0].path == "/v1/chat/completions"
    assert server.requests[0].headers["openai-organization"] == "org-canary"
    assert set(shown(server)) == {f"Bearer {CANARY}"}
    assert "canary" not in kept(home)
    assert system_keyring.entries == {}
    assert not (home / "config" / "connections.json").exists()


def test_whatever_is_done_with_it_a_key_from_the_environment_reaches_one_server_and_no_file(
    terminal: Terminal, home: Path, tmp_path: Path, system_keyring: MemoryKeyring
) -> None:
    with ScriptedServer() as ours, ScriptedServer() as other:
        page = {"content-type": "text/html", "location": f"{other.url}/elsewhere"}
        environ = {"OPENAI_API_KEY": CANARY, "BASE_URL": ours.url, "OPENAI_ORG_ID": "org-canary", "LANG": "en_US"}
        out = tmp_path / "out"
        out.mkdir()
        ours.queue(answer(f"![x]({other.url}/x.png)"), Reply([f"no {CANARY}".encode()], 500))
        for ours.default in (
            answer("Fine."),
            Reply([f"{CANARY} is wrong".encode()], 401),
            Reply([b"moved"], 307, page),
        ):
            name = terminal.run("connections", "list", **environ).output.split("\t")[0]
            told = [
                terminal.run(*arguments, **environ)
                for arguments in (
                    ("ask", "--model", "gpt-4o", "Hello?"),
                    ("connections", "models", name),
                    ("connections", "test", name, "--json"),
                    ("connections", "balance", name),
                    ("connections", "list", "--json"),
                )
            ]
            assert CANARY not in "".join(one.output + one.errors for one in told)
        for form in ("json", "nextchat", "jsonl"):
            assert terminal.run("export", "--all", "--as", form, "--output", str(out / form), **environ).code == 0
        assert terminal.run("backup", str(out / "all"), **environ).code == 0
        assert "canary" not in terminal.run("setup", "share", "--output", "-", **environ).output
        assert CANARY in "".join(shown(ours))
        assert "canary" not in "".join(request.head for request in other.requests)
    assert "canary" not in kept(home) + kept(out)
    assert system_keyring.entries == {}


def test_several_keys_with_commas_take_turns(terminal: Terminal, server: ScriptedServer) -> None:
    environ = {"OPENAI_API_KEY": "sk-one,sk-two", "BASE_URL": server.url}
    terminal.run("ask", "--model", "gpt-4o", "Hello?", **environ)
    assert sorted(shown(server)) == ["Bearer sk-one", "Bearer sk-two"]  # the title is asked for with the second


def test_azure_s_old_address_with_its_deployment_works(terminal: Terminal, azure: AzureServer) -> None:
    environ = {
        "AZURE_URL": f"{azure.url}/openai/deployments/our-gpt",
        "AZURE_API_KEY": "azure-key",
        "AZURE_API_VERSION": "2024-02-15-preview",
        "CUSTOM_MODELS": "-all,+Azure-gpt-4-turbo@Azure=gpt-4-turbo",
    }
    outcome = terminal.run("ask", "Hello?", **environ)
    assert (outcome.code, outcome.output) == (0, "Hello\n")
    assert azure.requests[0].path.endswith("/our-gpt/chat/completions?api-version=2024-02-15-preview")


def test_a_rule_says_under_which_deployment_a_model_is_reached(terminal: Terminal, azure: AzureServer) -> None:
    environ = {
        "AZURE_URL": f"{azure.url}/openai",
        "AZURE_API_KEY": "azure-key",
        "CUSTOM_MODELS": "-all,+gpt-4o@azure=our-gpt",
    }
    assert terminal.run("ask", "--model", "gpt-4o", "Hello?", **environ).output == "Hello\n"
    listed = rows(terminal.run("connections", "list", "--json", **environ))
    assert [(row["given_by"], row["models"]) for row in listed] == [
        ("environment", [{"id": "our-gpt", "name": "gpt-4o"}])
    ]


def test_an_address_from_the_environment_never_meets_a_key_that_is_kept(
    terminal: Terminal, server: ScriptedServer, system_keyring: MemoryKeyring
) -> None:
    with ScriptedServer() as other:
        pasted = f"base_url={server.base_url}\nmodel=gpt\napi_key={CANARY}\n"
        assert terminal.run("connections", "add", "--from", "-", "--name", "Mine", typed=pasted).code == 0
        environ = {"BASE_URL": other.url, "CODE": "sesame", "ANTHROPIC_URL": other.url, "AZURE_URL": other.url}
        for row in rows(terminal.run("connections", "list", "--json", **environ)):
            if row["given_by"]:
                terminal.run("ask", "--connection", row["name"], "Hello?", **environ)
        terminal.run("ask", "--connection", "Mine", "Hello?", **environ)
    assert set(shown(server)) == {f"Bearer {CANARY}"}
    assert set(shown(other)) == {"Bearer nk-sesame"}
    assert CANARY not in "".join(request.head for request in other.requests)


def test_a_key_from_the_environment_goes_to_no_connection_of_the_person_s(
    terminal: Terminal, server: ScriptedServer
) -> None:
    with ScriptedServer() as other:
        terminal.connect(server, "--name", "Mine")
        terminal.run("ask", "--connection", "Mine", "Hello?", OPENAI_API_KEY=CANARY, BASE_URL=other.url)
        assert other.requests == []
    assert set(shown(server)) == {""}


def test_a_key_for_an_address_that_nobody_can_read_is_not_used_and_that_is_told(
    terminal: Terminal, server: ScriptedServer
) -> None:
    outcome = terminal.run("connections", "list", OPENAI_API_KEY=CANARY, BASE_URL="not an address")
    assert "BASE_URL" in outcome.errors
    assert CANARY not in outcome.errors + outcome.output


def test_what_the_environment_gives_is_marked_and_not_removed_here(terminal: Terminal, server: ScriptedServer) -> None:
    environ = {"OPENAI_API_KEY": CANARY, "BASE_URL": server.url}
    listed = terminal.run("connections", "list", **environ).output
    assert listed.endswith("\tenvironment\n")
    name = listed.split("\t")[0]
    outcome = terminal.run("connections", "remove", name, **environ)
    assert (outcome.code, outcome.output) == (2, "")
    assert outcome.errors.startswith("not_allowed: ")
    assert "environment variables" in outcome.errors
    assert terminal.run("connections", "list").output == ""


def test_the_proxy_is_reached_with_its_password_which_stands_in_no_file(terminal: Terminal, home: Path) -> None:
    with ScriptedServer() as proxy:
        environ = {"OPENAI_API_KEY": "sk-1", "BASE_URL": "http://relay.example"}
        place = f"http://127.0.0.1:{proxy.port} me p-canary"
        outcome = terminal.run("ask", "--model", "gpt-4o", "Hello?", PROXY_URL=place, **environ)
        assert outcome.output == "Fine.\n"
        assert proxy.requests[0].path == "http://relay.example/v1/chat/completions"
        assert proxy.requests[0].headers["proxy-authorization"].startswith("Basic ")
    assert "canary" not in kept(home)


LIMITED = 'custom_models = "-all,+gpt"\n'


def test_a_model_that_may_not_be_used_is_asked_nothing(
    terminal: Terminal, server: ScriptedServer, tmp_path: Path
) -> None:
    terminal.connect(server, "--name", "Mine")
    environ = {"NEXTCHAT_POLICY": policy(tmp_path, LIMITED)}
    for arguments in (
        ("ask", "--connection", "Mine", "--model", "other", "Hello?"),
        ("connections", "test", "Mine", "--model", "x"),
    ):
        outcome = terminal.run(*arguments, **environ)
        assert (outcome.code, outcome.output) == (2, "")
        assert outcome.errors.startswith("not_allowed: ")
    assert server.requests == []
    assert terminal.run("ask", "--connection", "Mine", "Hello?", **environ).output == "Fine.\n"


def test_where_no_keys_are_wanted_none_is_taken_and_none_is_used(
    terminal: Terminal, server: ScriptedServer, tmp_path: Path, system_keyring: MemoryKeyring
) -> None:
    pasted = f"base_url={server.base_url}\nmodel=gpt\napi_key={CANARY}\n"
    environ = {"NEXTCHAT_POLICY": policy(tmp_path, "hide_user_api_key = true")}
    outcome = terminal.run("connections", "add", "--from", "-", typed=pasted, **environ)
    assert (outcome.code, system_keyring.entries) == (2, {})
    assert outcome.errors.startswith("not_allowed: ")
    assert terminal.run("connections", "add", "--from", "-", "--name", "Mine", typed=pasted).code == 0
    terminal.run("ask", "--connection", "Mine", "Hello?", **environ)
    assert set(shown(server)) == {""}
    outcome = terminal.run("ask", "--connection", "Mine", "--key-stdin", "Hello?", typed="sk-2\n", **environ)
    assert outcome.errors.startswith("not_allowed: ")


def test_a_policy_brings_a_connection_with_the_code_its_author_ships(
    terminal: Terminal, server: ScriptedServer, tmp_path: Path, home: Path
) -> None:
    text = f'[[connections]]\nname = "Ours"\nservice = "nextchat"\naddress = "{server.url}"\naccess_code = "canary"\n'
    environ = {"NEXTCHAT_POLICY": policy(tmp_path, text + "models = '+gpt-4o@azure=dep'\n")}
    assert terminal.run("ask", "Hello?", **environ).output == "Fine.\n"
    assert set(shown(server)) == {"Bearer nk-canary"}
    assert server.requests[0].path.startswith("/api/azure/deployments/dep/")
    assert "canary" not in kept(home)


def test_links_are_not_taken_where_that_is_switched_off(terminal: Terminal, tmp_path: Path) -> None:
    environ = {"NEXTCHAT_POLICY": policy(tmp_path, "disable_fast_link = true")}
    link = "https://chat.example/#/?code=sesame"
    outcome = terminal.run("connections", "add", "--from", "-", typed=link, **environ)
    assert outcome.errors.startswith("not_allowed: ")
    assert terminal.listed() == []
    assert terminal.run("connections", "add", "--from", "-", typed="https://chat.example/#/", **environ).code == 0


@pytest.mark.parametrize("arguments", [("add", "--from", "https://relay.example/v1")])
def test_connections_of_one_s_own_can_be_switched_off(
    terminal: Terminal, server: ScriptedServer, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    terminal.connect(server, "--name", "Mine")
    environ = {"NEXTCHAT_POLICY": policy(tmp_path, "disable_own_connections = true")}
    assert terminal.run("connections", *arguments, **environ).errors.startswith("not_allowed: ")
    assert terminal.run("ask", "--connection", "Mine", "Hello?", **environ).errors.startswith("not_allowed: ")
    assert server.requests == []


def test_a_slip_in_a_policy_is_told_with_its_line(terminal: Terminal, tmp_path: Path) -> None:
    file = policy(tmp_path, "\nhide_user_api_keys = true")
    outcome = terminal.run("connections", "list", NEXTCHAT_POLICY=file)
    assert f"{file}, line 2" in outcome.errors
    assert "hide_user_api_keys" in outcome.errors


def test_the_model_to_begin_with_is_the_one_that_is_named(terminal: Terminal, server: ScriptedServer) -> None:
    environ = {"OPENAI_API_KEY": "sk-1", "BASE_URL": server.url, "DEFAULT_MODEL": "gpt-4.1-mini@openai"}
    assert terminal.run("ask", "Hello?", **environ).code == 0
    assert server.requests[0].json["model"] == "gpt-4.1-mini"
