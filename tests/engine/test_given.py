"""Connections that others have set up, beside the person's own, and what a policy leaves of either."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import MemoryKeyring
from nextchat_desktop.compose import Program
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.policy import Giver
from nextchat_desktop.core.proxies import Way
from nextchat_desktop.engine.models import GUIDE_CHOICE, Gone
from nextchat_desktop.engine.naming import WhoNames
from nextchat_desktop.engine.telling_rules import TellingRules
from nextchat_desktop.settings.schema import BYPASS, TITLE_MODEL, WAY
from nextchat_desktop.storage.policies import FoundPolicy, Trouble

MINE = Connection("mine", "Mine", "compatible", "https://mine.example/v1", models=(Model("gpt-4o"), Model("other")))
OURS = """
[[connections]]
name = "Ours"
service = "azure"
address = "https://ours.openai.azure.com"
models = "+gpt-4o@azure=dep,+gpt-4o-mini@azure=small"
"""

Start = Callable[..., Program]


@pytest.fixture
def start(tmp_path: Path, memory_keyring: MemoryKeyring) -> Iterator[Start]:
    programs: list[Program] = []

    def started(text: str | None = None, editable: bool = False, **environ: str) -> Program:
        found = () if text is None else (FoundPolicy("/etc/policy", editable, text),)
        programs.append(
            Program(lambda: None, environ, tmp_path / "home", memory_keyring, find_policies=lambda _environ: found)
        )
        return programs[-1]

    yield started
    for program in programs:
        program.close()


def named(program: Program) -> list[tuple[str, list[str]]]:
    """What the picker has, without the guide."""
    return [(group.name, [pick.label for pick in group.picks]) for group in program.models.groups()[:-1]]


def test_what_is_given_stands_first_and_is_written_nowhere(start: Start) -> None:
    program = start(OURS)
    program.setup.save(MINE)
    assert named(program) == [("Ours", ["gpt-4o", "gpt-4o-mini"]), ("Mine", ["gpt-4o", "other"])]
    assert [one.name for one in start().setup.all()] == ["Mine"]


def test_what_is_said_of_its_models_holds_for_this_run_and_nothing_else_of_it_changes(start: Start) -> None:
    program = start(OURS)
    (ours,) = program.setup.all()
    program.models.star(ModelChoice(ours.id, "small"))
    program.setup.save(replace(program.setup.all()[0], base_url="https://elsewhere.example", name="X"))
    (now,) = program.setup.all()
    assert (now.name, now.base_url) == ("Ours", "https://ours.openai.azure.com")
    assert [model.favourite for model in now.models] == [False, True]
    assert not program.paths.connections_file.exists()


def test_it_cannot_be_removed_and_one_s_own_comes_back_to_its_place(start: Start) -> None:
    program = start(OURS)
    program.setup.save(MINE, replace(MINE, id="other", name="Other"))
    assert program.setup.remove("policy-ours") is None
    removed = program.setup.remove("mine")
    assert removed is not None
    program.setup.restore(removed)
    assert [one.name for one in program.setup.all()] == ["Ours", "Mine", "Other"]


def test_a_name_in_the_environment_is_told_from_the_person_s(start: Start) -> None:
    program = start(OPENAI_API_KEY="k", LANG="en_US")
    assert [one.name for one in program.setup.all()] == ["OpenAI (environment)"]


def test_rules_without_a_provider_are_about_openai_and_the_others_keep_their_usual_models(start: Start) -> None:
    program = start(OPENAI_API_KEY="k", DEEPSEEK_API_KEY="d", CUSTOM_MODELS="-gpt-5,+mine=Ours,-deepseek-chat@deepseek")
    openai, deepseek = (names for _, names in named(program))
    assert "Ours" in openai
    assert "gpt-5" not in openai
    assert deepseek == ["deepseek-reasoner"]


def test_behind_a_nextchat_server_models_keep_their_provider(start: Start) -> None:
    program = start(BASE_URL="https://chat.example", CODE="c", CUSTOM_MODELS="-all,+gpt-4o@azure=dep,+claude@anthropic")
    (one,) = program.setup.all()
    assert [model.id for model in one.models] == ["gpt-4o@azure=dep", "claude@anthropic"]


LIMITED = 'custom_models = "-all,+gpt-4o"'


def test_a_model_that_is_not_allowed_can_be_chosen_nowhere(start: Start) -> None:
    program = start(LIMITED)
    program.setup.save(MINE)
    forbidden = ModelChoice("mine", "other")
    program.models.remember(forbidden)
    program.settings[TITLE_MODEL] = "mine/other"
    assert named(program) == [("Mine", ["gpt-4o"])]
    assert program.models.gone(forbidden) is Gone.FORBIDDEN
    assert program.models.current() == ModelChoice("mine", "gpt-4o")
    assert program.models.current(forbidden) is None
    who = WhoNames(program.settings, program.models, program.connections.get)
    assert who(ModelChoice("mine", "gpt-4o")) == ModelChoice("mine", "gpt-4o")


def test_a_conversation_with_a_forbidden_model_says_so_and_waits_for_another(start: Start) -> None:
    before = start(LANG="en_US")
    before.setup.save(MINE)
    session = before.library.new()
    session.send("Hello?", ModelChoice("mine", "other"), "Other")
    id = session.conversation.id
    before.close()
    program = start(LIMITED, LANG="en_US")
    found = program.library.open(id)
    assert found is not None
    now = program.models.answerer(found)
    assert now.choice is None
    assert now.warning.startswith("“Other” may not be used here")
    assert program.setup.choices() == (ModelChoice("mine", "gpt-4o"),)


def test_limits_of_several_add_up(start: Start) -> None:
    program = start('custom_models = "-other"', CUSTOM_MODELS="-gpt-4o,+other")
    program.setup.save(MINE)
    assert named(program) == []
    assert program.models.current() is None
    assert program.models.gone(GUIDE_CHOICE) is None


def test_a_broken_policy_leaves_the_guide_and_one_that_is_mere_advice_leaves_everything(start: Start) -> None:
    program = start("broken [")
    program.setup.save(MINE)
    assert named(program) == []
    assert [complaint.sentence for _, complaint in program.rules.complaints] == ["broken"]
    assert named(start("broken [", editable=True)) == [("Mine", ["gpt-4o", "other"])]


@pytest.mark.parametrize("trouble", [Trouble.UNREADABLE, Trouble.TOO_LONG, Trouble.NO_TEXT])
def test_a_policy_that_nobody_can_read_whole_is_as_strict_as_a_broken_one(
    tmp_path: Path, memory_keyring: MemoryKeyring, trouble: Trouble
) -> None:
    found = (FoundPolicy("/etc/policy", False, trouble=trouble), FoundPolicy("/home/policy", True, trouble=trouble))
    environ = {"LANG": "en_US"}
    program = Program(lambda: None, environ, tmp_path, memory_keyring, find_policies=lambda _environ: found)
    program.setup.save(MINE)
    theirs, mine = TellingRules(program.words, program.rules).complaints()
    assert named(program) == []
    assert theirs.startswith("The policy /etc/policy ")
    assert theirs.endswith("no model is allowed here.")
    assert mine.endswith("It counts for nothing until that is mended.")
    program.close()


def test_connections_of_one_s_own_answer_no_more_where_that_is_laid_down(start: Start) -> None:
    start().setup.save(MINE)
    program = start("disable_own_connections = true\n" + OURS)
    assert [name for name, _ in named(program)] == ["Ours"]
    assert program.rules.no_own_connections is Giver.ORGANISATION


def test_what_a_person_adds_by_variables_is_their_own_where_only_the_organisation_s_may_be_used(start: Start) -> None:
    strict = "disable_own_connections = true\n" + OURS
    environ = {"OPENAI_API_KEY": "k", "LANG": "en_US"}
    program = start(strict, **environ)
    assert [name for name, _ in named(program)] == ["Ours"]
    theirs, mine = program.setup.all()
    assert program.rules.who_limits(mine, "gpt-4o") is Giver.ORGANISATION
    assert program.rules.who_limits(theirs, "dep") is None
    assert [name for name, _ in named(start(strict, editable=True, **environ))] == ["Ours", "OpenAI (environment)"]


def test_another_file_lends_no_key_to_a_connection_of_the_organisation_s(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    theirs = FoundPolicy("/etc/policy", False, "hide_user_api_key = true\n" + OURS)
    mine = FoundPolicy("/home/policy", True, OURS + 'access_code = "mine"')
    program = Program(lambda: None, {}, tmp_path, memory_keyring, find_policies=lambda _environ: (mine, theirs))
    (ours,) = program.setup.all()
    assert not program.rules.lends_key(ours.id)
    assert program.keys.get(ours.id, ours.base_url) is None
    program.close()


@pytest.mark.parametrize(
    ("text", "way", "bypass"),
    [
        ('[locked]\n"network.proxy" = "http://proxy.example:1"', Way.PROXY, BYPASS.default),
        ('[locked]\n"network.proxy" = "http://proxy.example:1"\n"network.way" = "system"', Way.SYSTEM, BYPASS.default),
        (
            '[preset]\n"network.bypass" = "*.ours"\n[locked]\n"network.proxy" = "http://proxy.example:1"',
            Way.PROXY,
            "*.ours",
        ),
        ('[locked]\n"network.way" = "direct"', Way.DIRECT, BYPASS.default),
    ],
)
def test_who_locks_the_way_out_leaves_no_way_around_it(start: Start, text: str, way: Way, bypass: str) -> None:
    before = start()
    before.settings[BYPASS] = "*"
    before.settings[WAY] = "direct"
    before.close()
    program = start(text)
    policy = program.outgoing.policy
    assert (policy.way, policy.bypass, policy.is_settled) == (way, bypass, True)
    assert program.settings.held_by(WAY) is Giver.ORGANISATION


def test_a_file_of_one_s_own_and_a_variable_lead_nobody_around_the_organisation_s_proxy(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    theirs = FoundPolicy("/etc/policy", False, '[locked]\n"network.proxy" = "http://proxy.example:1"')
    mine = FoundPolicy("/home/policy", True, '[locked]\n"network.way" = "direct"\n"network.bypass" = "*"')
    environ = {"PROXY_URL": "http://mine.example:1"}
    program = Program(lambda: None, environ, tmp_path, memory_keyring, find_policies=lambda _environ: (mine, theirs))
    policy = program.outgoing.policy
    assert (policy.way, policy.address, policy.bypass) == (Way.PROXY, "http://proxy.example:1", BYPASS.default)
    program.close()


def test_the_proxy_of_a_variable_is_the_program_s_and_a_connection_may_still_have_its_own(start: Start) -> None:
    program = start(PROXY_URL="http://proxy.example:1")
    program.settings[BYPASS] = "*.mine"
    policy = program.outgoing.policy
    assert (policy.way, policy.address, policy.bypass, policy.is_settled) == (
        Way.PROXY,
        "http://proxy.example:1",
        "*.mine",
        False,
    )


def test_names_that_see_are_believed_unless_the_person_knows_better(start: Start) -> None:
    program = start(VISION_MODELS="our-llava, other")
    assert program.capable(Model("our-llava")).vision is True
    assert program.capable(Model("other", vision=False)).vision is False
    assert program.capable(Model("unheard")).vision is None


def test_what_nobody_here_can_change_counts_before_what_one_can(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    mine = FoundPolicy("/home/policy", True, '[locked]\n"appearance.theme" = "light"')
    theirs = FoundPolicy("/etc/policy", False, '[locked]\n"appearance.theme" = "dark"')
    program = Program(lambda: None, {}, tmp_path, memory_keyring, find_policies=lambda _environ: (mine, theirs))
    assert [policy.giver for policy in program.rules.policies][:2] == [Giver.ORGANISATION, Giver.FILE]
    program.close()


def test_no_balance_is_asked_for_where_that_is_hidden(start: Start) -> None:
    assert start().setup.service("deepseek").tells_balance
    assert not start(HIDE_BALANCE_QUERY="1").setup.service("deepseek").tells_balance
