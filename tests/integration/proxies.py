"""Proxies that other people wrote, each with a login: squid, tinyproxy, microsocks, and dante without one."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from integration.debian import Debian
from integration.debian_servers import Command, debian_server, own_folder
from integration.servers import Server, free_port

USER, PASSWORD = "alice", "p@ss:w/rd"
SIMPLE_PASSWORD = "simple"
"""Tinyproxy takes letters, digits and little else."""

ONLY_PROXIES_KNOW = "llm.behind-the-proxy.test"
"""A name of this computer. It stands in no list but those that the proxies read."""

_HOSTS = f"127.0.0.1 {ONLY_PROXIES_KNOW}\n"

_SQUID = """
http_port 127.0.0.1:{port}
visible_hostname squid.test
pid_filename none
cache deny all
cache_log {folder}/cache.log
access_log stdio:{folder}/access.log
coredump_dir {folder}
mime_table {mime}
error_directory {pages}
icon_directory {folder}
hosts_file {folder}/hosts
pinger_enable off
unlinkd_program {unlinkd}
max_filedescriptors 1024
shutdown_lifetime 0 seconds
auth_param basic program {judge} {folder}/passwords
auth_param basic realm proxy
acl known proxy_auth REQUIRED
acl forbidden dstdomain forbidden.test
http_access deny forbidden
http_access allow known
http_access deny all
"""
_TINYPROXY = """
Listen 127.0.0.1
Port {port}
Timeout 600
MaxClients 50
LogFile "{folder}/access.log"
BasicAuth {user} {password}
"""
_DANTE = """
logoutput: {folder}/access.log
internal: 127.0.0.1 port = {port}
external: 127.0.0.1
socksmethod: none
clientmethod: none
client pass {{ from: 127.0.0.0/8 to: 0.0.0.0/0 }}
socks pass {{ from: 127.0.0.0/8 to: 0.0.0.0/0 }}
"""


class Proxy:
    """A running proxy: its address with the user in it, and that user's password."""

    def __init__(self, kind: str, server: Server, folder: Path, scheme: str, password: str) -> None:
        self.kind = kind
        self.server = server
        self.password = password
        place = server.url.partition("//")[2]
        self.without_login = f"{scheme}://{place}"
        self.address = f"{scheme}://{USER}@{place}" if password else self.without_login
        self._log = folder / "access.log"

    @property
    def said(self) -> str:
        """Which requests it has written down, or the servers it has led to."""
        return self.server.said + (self._log.read_text("utf-8", "replace") if self._log.exists() else "")


@contextmanager
def running(kind: str, debian: Debian) -> Iterator[Proxy]:
    """`kind` is one of `KINDS`."""
    write, scheme, password = KINDS[kind]
    port = free_port()
    with own_folder() as folder, debian_server(debian, folder, port, write(debian, folder, port)) as server:
        yield Proxy(kind, server, folder, scheme, password)


def _squid(debian: Debian, folder: Path, port: int) -> Command:
    """Asks for the login with 407, and lets nobody go to forbidden.test."""
    (folder / "hosts").write_text(_HOSTS)
    (folder / "passwords").write_text(f"{USER}:{hashlib.md5(PASSWORD.encode()).hexdigest()}\n")
    places = {"mime": debian.find("squid/mime.conf"), "pages": debian.find("squid/errors/English")}
    places |= {"judge": debian.find("basic_ncsa_auth"), "unlinkd": debian.find("unlinkd")}
    (folder / "squid.conf").write_text(_SQUID.format(port=port, folder=folder, **places))
    return Command(debian.find("squid"), "-N", "-f", folder / "squid.conf")


def _tinyproxy(debian: Debian, folder: Path, port: int) -> Command:
    """Asks for the login with 407, and answers 401 to a wrong one."""
    config = _TINYPROXY.format(port=port, folder=folder, user=USER, password=SIMPLE_PASSWORD)
    (folder / "tinyproxy.conf").write_text(config)
    return Command(debian.find("tinyproxy"), "-d", "-c", folder / "tinyproxy.conf", environ=_knowing(debian, folder))


def _microsocks(debian: Debian, folder: Path, port: int) -> Command:
    """It writes down where it was to lead to, names as names."""
    where, login = ("-i", "127.0.0.1", "-p", port), ("-u", USER, "-P", PASSWORD)
    return Command(debian.find("microsocks"), *where, *login, environ=_knowing(debian, folder))


def _dante(debian: Debian, folder: Path, port: int) -> Command:
    """For everybody."""
    (folder / "danted.conf").write_text(_DANTE.format(port=port, folder=folder))
    return Command(debian.find("danted"), "-f", folder / "danted.conf", environ=_knowing(debian, folder))


KINDS: Mapping[str, tuple[Callable[[Debian, Path, int], Command], str, str]] = {
    "squid": (_squid, "http", PASSWORD),
    "tinyproxy": (_tinyproxy, "http", SIMPLE_PASSWORD),
    "microsocks": (_microsocks, "socks5", PASSWORD),
    "dante": (_dante, "socks5", ""),
}
"""How each is started, what its address begins with, and its password."""


def _knowing(debian: Debian, folder: Path) -> dict[str, str]:
    """Lets a program read our names in place of those in /etc/hosts."""
    (folder / "hosts").write_text(_HOSTS)
    return {"LD_PRELOAD": str(debian.find("libnss_wrapper.so")), "NSS_WRAPPER_HOSTS": str(folder / "hosts")}
