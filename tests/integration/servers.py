"""Starts the real servers on free ports of this machine, waits until they answer, and stops them."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

PATIENCE = 120.0
"""Seconds for a server to start on a busy machine."""

LLAMA_KEY = "sk-llama"

_MODELS = """
  - model_name: llama
    litellm_params: {{model: openai/tiny, api_key: {key}, api_base: "{llama}/v1"}}
  - model_name: busy
    litellm_params: {{model: openai/gpt-4o, api_key: none, mock_response: "litellm.RateLimitError"}}
  - model_name: narrow
    litellm_params: {{model: openai/gpt-4o, api_key: none, mock_response: "litellm.ContextWindowExceededError"}}
  - model_name: broken
    litellm_params: {{model: openai/gpt-4o, api_key: none, mock_response: "litellm.InternalServerError"}}
  - model_name: greeting
    litellm_params: {{model: openai/gpt-4o, api_key: none, mock_response: "Good day. 你好，世界 🌍"}}
"""
_CONFIG = """model_list:{models}
general_settings:
  master_key: sk-master
  custom_auth: judging.judge
litellm_settings:
  telemetry: false
  num_retries: 0
router_settings:
  num_retries: 0
  disable_cooldowns: true
"""
_JUDGE = '''"""Lets one key in and refuses others as services do."""

from fastapi import Request
from litellm.proxy._types import ProxyException, UserAPIKeyAuth

REFUSED = {"sk-limited": 429, "sk-broke": 402, "sk-forbidden": 403}


async def judge(request: Request, api_key: str) -> UserAPIKeyAuth:
    key = (api_key or "").removeprefix("Bearer ").strip()
    if key == "sk-good":
        return UserAPIKeyAuth(api_key=key)
    code = REFUSED.get(key, 401)
    raise ProxyException(message=f"The key was judged: {code}", type="judged", param=None, code=code)
'''


class Server:
    """A running process that answers at `url`; what it says goes into `log`."""

    def __init__(self, url: str, log: Path, process: "subprocess.Popen[bytes]") -> None:
        self.url = url
        self.log = log
        self._process = process

    def wait_for(self, path: str) -> None:
        """Raises TimeoutError with the end of its log."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urllib.request.urlopen(self.url + path, timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        raise TimeoutError(self.said[-2000:])

    def wait_to_listen(self) -> None:
        """Raises TimeoutError with the end of its log."""
        address = urlsplit(self.url)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            try:
                socket.create_connection((address.hostname or "", address.port or 0), timeout=5).close()
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(self.said[-2000:])

    @property
    def said(self) -> str:
        """What stands in its log by now."""
        return self.log.read_text("utf-8", "replace")

    def kill(self) -> None:
        self._process.kill()

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def started(
    command: list[str], port: int, folder: Path, environ: Mapping[str, str] | None = None, user: str | None = None
) -> Iterator[Server]:
    """`user` is whom the process belongs to, which only root may choose."""
    log, whole = folder / f"{port}.log", {**os.environ, **(environ or {})}
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, env=whole, user=user)
    server = Server(f"http://127.0.0.1:{port}", log, process)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def llama_server(program: Path, model: Path, folder: Path, *more: str) -> Iterator[Server]:
    """llama.cpp's server with the tiny model under the name `tiny`."""
    port = free_port()
    own = ["-m", model, "-a", "tiny", "--host", "127.0.0.1", "--port", port, "-c", 4096, "-np", 2, "-t", 1]
    command = [program, *own, "--api-key", LLAMA_KEY, "--jinja", "--no-webui", *more]
    with started([str(part) for part in command], port, folder) as server:
        server.wait_for("/health")
        yield server


@contextmanager
def litellm_proxy(program: Path, llama: str, folder: Path) -> Iterator[Server]:
    """LiteLLM in front of llama.cpp's server, with a judge of keys."""
    port = free_port()
    config = folder / "litellm.yaml"
    config.write_text(_CONFIG.format(models=_MODELS.format(key=LLAMA_KEY, llama=llama)), encoding="utf-8")
    (folder / "judging.py").write_text(_JUDGE, encoding="utf-8")
    command = [
        str(program),
        "--config",
        str(config),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--telemetry",
        "False",
    ]
    quiet = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False", "PYTHONPATH": str(folder)}
    with started(command, port, folder, quiet) as server:
        server.wait_for("/health/liveliness")
        yield server


def free_port() -> int:
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """All of them different."""
    with ExitStack() as opened:
        probes = [opened.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
