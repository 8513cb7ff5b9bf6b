"""Places on the net where NextChat keeps its backup, as servers on loopback with one backup each."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from scripted import HTML, JSON, Reply, Request, ScriptedServer, Stall

PASSWORD: Final = "canary-pässword-91f2"
TOKEN: Final = "canary-token-77ab01"
SECRETS: Final = (PASSWORD, TOKEN, b64encode(f"ann:{PASSWORD}".encode()).decode())


class Dav(ScriptedServer):
    """A WebDAV server with a file at `/dav/chatgpt-next-web/backup.json`; None is none."""

    def __init__(self, backup: Mapping[str, Any] | None, *pauses: float | Stall) -> None:
        self.backup, self._pauses = backup, pauses
        super().__init__()

    def reply_to(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Basic {SECRETS[2]}":
            return Reply([b"<html>No.</html>"], 401, {**HTML, "www-authenticate": 'Basic realm="dav"'})
        if self.backup is None or request.path != "/dav/chatgpt-next-web/backup.json":
            return Reply([b"<d:error xmlns:d='DAV:'/>"], 404, HTML)
        whole = json.dumps(self.backup).encode()
        script: Sequence[bytes | float | Stall] = [whole[:20], *self._pauses, whole[20:]]
        return Reply(script, 200, {**JSON, "content-length": str(len(whole))})


class Upstash(ScriptedServer):
    """A database with a backup in pieces of so many letters."""

    def __init__(self, backup: Mapping[str, Any], name: str = "chatgpt-next-web", size: int = 100) -> None:
        whole = json.dumps(backup, ensure_ascii=False)
        pieces = [whole[place : place + size] for place in range(0, len(whole), size)]
        self._values = {f"{name}-chunk-{place}": piece for place, piece in enumerate(pieces)}
        self._values[f"{name}-chunk-count"] = str(len(pieces))
        super().__init__()

    def reply_to(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply([b'{"error":"Unauthorized"}'], 401, JSON)
        key = urlsplit(request.path).path.removeprefix("/get/")
        return Reply([json.dumps({"result": self._values.get(key)}).encode()], 200, JSON)
