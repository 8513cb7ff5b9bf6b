"""A process of its own for the test of names: chats, lists, a balance and tests of connections behind proxies."""

import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ears import Ears
from gateway.socks import SocksServer
from gateway.world import House, capable
from net.loopback import TunnelProxy
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.proxies import ProxyPolicy, Way
from nextchat_desktop.engine.doctor import Doctor
from scripted import PlainServer, ScriptedServer

SERVER = "secret-place.invalid"
TEST = "a test"


def go_about(house: House, ears: Ears, connection: Connection) -> None:
    """All that a server is asked for."""
    house.connections.save(connection)
    house.keys.put("c", connection.base_url, "sk-our-key-1234")
    house.keys.put("c/proxy", connection.proxy, "open")
    ears.where = "a chat"
    house.ask()
    ears.where = "what can be asked beside it"
    house.outcome(lambda deliver: house.gateway.models(connection, deliver))
    house.outcome(lambda deliver: house.gateway.balance(connection, deliver))
    house.outcome(lambda deliver: house.gateway.way_out(connection, deliver))
    ears.where = TEST
    services = {service.id: service for service in house.gateway.services}
    doctor = Doctor(house.gateway.perform, services.__getitem__, capable, time.time_ns, time.monotonic)
    house.outcome(lambda deliver: doctor.test(connection, "", lambda step: None, deliver))


def main(home: Path) -> None:
    ears = Ears()
    with (
        ScriptedServer() as server,
        PlainServer() as plain,
        SocksServer("ann", "open") as socks,
        TunnelProxy(plain.port) as tunnel,
        closing(House(home)) as house,
    ):
        named = f"http://ann@localhost:{server.port}"
        ways = (("http", server.url), ("http", named), ("http", f"socks5://ann@{socks.place}"), ("https", tunnel.url))
        for scheme, way in ways:
            ours = Connection("c", "Ours", "compatible", f"{scheme}://{SERVER}/v1", models=(Model("our-gpt"),))
            go_about(house, ears, replace(ours, proxy=way))
            house.policy = ProxyPolicy(Way.PROXY, way, "10.0.0.0/8, 192.168/16, *.lab.example, <local>")
            house.keys.put("all/proxy", way, "open")
            go_about(house, ears, ours)
    ears.tell()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
