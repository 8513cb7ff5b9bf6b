"""The whole program as it is typed, with a proxy that the environment names."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from integration.proxies import ONLY_PROXIES_KNOW, PASSWORD, USER, Proxy
from integration.servers import LLAMA_KEY
from integration.typist import Typist
from nextchat_desktop.core.events import FailureKind

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("proxy", ["squid", "microsocks"], indirect=True)
def test_a_service_behind_the_proxy_of_the_environment_passes_the_test(
    tmp_path: Path, proxy: Proxy, typist: Typist
) -> None:
    report = report_of(tmp_path, typist, all_proxy=with_login(proxy, PASSWORD))
    assert report["ready"]
    assert step(report, "proxy")["values"] == {"proxy": proxy.without_login}


def test_a_wrong_login_in_the_environment_is_told_and_not_shown(tmp_path: Path, squid: Proxy, typist: Typist) -> None:
    report = report_of(tmp_path, typist, all_proxy=with_login(squid, "a-wrong-one"))
    assert (report["failure"]["step"], report["failure"]["kind"]) == ("proxy", FailureKind.PROXY_LOGIN)
    assert "a-wrong-one" not in json.dumps(report)
    assert not typist.requests


def test_a_server_that_the_environment_excepts_is_reached_without_the_proxy(
    tmp_path: Path, squid: Proxy, typist: Typist
) -> None:
    report = report_of(tmp_path, typist, all_proxy=with_login(squid, PASSWORD), no_proxy=".test")
    assert (report["failure"]["step"], report["failure"]["kind"]) == ("resolve", FailureKind.NAME_NOT_FOUND)


def with_login(proxy: Proxy, password: str) -> str:
    return proxy.address.replace(f"{USER}@", f"{USER}:{quote(password, safe='')}@")


def report_of(home: Path, typist: Typist, **environ: str) -> dict[str, Any]:
    """What `connections test --json` prints of the service under the name that only proxies know."""
    clean = {name: text for name, text in os.environ.items() if not name.lower().endswith("_proxy")}
    whole = {**clean, **environ, "NEXTCHAT_HOME": str(home)}
    address = typist.base_url.replace("127.0.0.1", ONLY_PROXIES_KNOW)
    typed(whole, "add", "--from", address, "--name", "Ours")
    report: dict[str, Any] = json.loads(typed(whole, "test", "Ours", "--model", "tiny", "--json", "--key-stdin"))
    return report


def typed(environ: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "nextchat_desktop", "connections", *words]
    done = subprocess.run(command, cwd=ROOT, env=environ, input=LLAMA_KEY, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), done.stderr
    return done.stdout


def step(report: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in report["steps"] if one["step"] == name)
    return found
