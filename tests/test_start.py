"""The script a newcomer runs first: what it decides, without installing anything."""

import sys
from pathlib import Path

import pytest

import start

FRESH = start.stamp(b"project", "3.12", {"test"})


def test_a_system_with_every_library_lacks_nothing() -> None:
    assert start.missing_libraries(set(start.QT_LIBRARIES)) == []


def test_what_the_loader_does_not_list_is_missing() -> None:
    listing = "2 libs found\n\tlibEGL.so.1 (libc6,x86-64) => /lib/libEGL.so.1\n"
    missing = start.missing_libraries(start.libraries_listed(listing))
    assert "libEGL.so.1" not in missing
    assert len(missing) == len(start.QT_LIBRARIES) - 1


def test_a_package_renamed_in_newer_releases_is_asked_for_by_its_new_name() -> None:
    assert start.named_here(["libglib2.0-0", "libegl1"], {"libglib2.0-0t64", "libegl1"}) == [
        "libglib2.0-0t64",
        "libegl1",
    ]


def test_a_package_nobody_knows_keeps_its_name() -> None:
    assert start.named_here(["libegl1"], set()) == ["libegl1"]


def test_an_unchanged_project_is_not_installed_again() -> None:
    assert start.is_fresh(FRESH, start.stamp(b"project", "3.12", {"test"}))


def test_the_test_tools_do_no_harm_to_whoever_only_runs_the_program() -> None:
    assert start.is_fresh(FRESH, start.stamp(b"project", "3.12", set()))


@pytest.mark.parametrize(
    "wanted",
    [
        start.stamp(b"changed", "3.12", {"test"}),
        start.stamp(b"project", "3.13", {"test"}),
        start.stamp(b"project", "3.12", {"test", "voice"}),
        {**FRESH, "place": "/moved"},
    ],
    ids=["project", "python", "extras", "place"],
)
def test_a_change_is_installed(wanted: dict[str, object]) -> None:
    assert not start.is_fresh(FRESH, wanted)


def test_without_a_stamp_everything_is_installed() -> None:
    assert not start.is_fresh({}, FRESH)


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_a_damaged_stamp_counts_as_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "start.json"
    path.write_text(text)
    assert start.read_stamp(path) == {}


def test_uv_is_used_where_it_is_present() -> None:
    assert start.environment_command("/bin/uv")[:2] == ["/bin/uv", "venv"]
    assert start.install_command("/bin/uv", ["test"])[:3] == ["/bin/uv", "pip", "install"]
    assert start.install_command("/bin/uv", ["test"])[-2:] == ["-e", ".[test]"]


def test_otherwise_venv_and_pip_do_it() -> None:
    assert start.environment_command(None)[1:3] == ["-m", "venv"]
    assert start.install_command(None, [])[:3] == [str(start.PYTHON), "-m", "pip"]
    assert start.install_command(None, [])[-2:] == ["-e", "."]


def test_apt_asks_no_questions() -> None:
    command = start.apt_install(["libegl1"])
    assert "DEBIAN_FRONTEND=noninteractive" in command
    assert "-y" in command


def test_whoever_must_type_the_command_is_shown_all_of_it() -> None:
    assert start.command_to_type(["libegl1"]) == "sudo apt-get update && sudo apt-get install libegl1"


@pytest.mark.parametrize(
    ("platform", "environment", "drawing"),
    [
        ("linux", {}, "offscreen"),
        ("linux", {"DISPLAY": ":0"}, None),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, None),
        ("linux", {"QT_QPA_PLATFORM": "minimal"}, "minimal"),
        ("darwin", {}, None),
    ],
)
def test_without_a_display_qt_draws_in_memory(platform: str, environment: dict[str, str], drawing: str | None) -> None:
    assert start.test_environment(environment, platform).get("QT_QPA_PLATFORM") == drawing


def test_what_is_there_for_the_tests_is_not_installed_again(tmp_path: Path) -> None:
    there = tmp_path / "a.service"
    there.touch()
    assert start.missing_tools({sys.executable: "python", str(there): "service", "no-such": "missing"}) == ["missing"]


def test_all_tests_share_the_processors_where_no_window_is_seen() -> None:
    assert start.side_by_side(start.test_environment({}, "linux"))
    assert start.side_by_side(start.test_environment({"DISPLAY": ":0"}, "linux")) == []
    assert start.side_by_side({}) == []
