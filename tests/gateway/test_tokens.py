"""A service that wants its key exchanged for a token: when one is fetched, and when the old one does."""

from urllib.parse import parse_qs, urlsplit

from gateway.world import House, failure
from nextchat_desktop.core.events import FailureKind, Finished, TextDelta
from scripted import JSON, Reply, Request, ScriptedServer, chunk, error

EXPIRED = Reply([b'{"error_code":111,"error_msg":"Access token expired"}'], headers=JSON)
WRONG = error(401, {"error": "invalid_client", "error_description": "unknown client id"})


class Wenxin(ScriptedServer):
    """Gives out numbered tokens and answers whoever shows one that it has not let run out."""

    def __init__(self, seconds: float = 2592000) -> None:
        self._seconds = seconds
        self.given = 0
        self.expired: set[str] = set()
        super().__init__()

    def reply_to(self, request: Request) -> Reply:
        parts = urlsplit(request.path)
        query = parse_qs(parts.query)
        if parts.path == "/oauth/2.0/token":
            return self._token(query)
        is_good = query["access_token"][0] not in self.expired
        return Reply([chunk(result="Fine.", is_end=True, sentence_id=0)]) if is_good else EXPIRED

    def _token(self, query: dict[str, list[str]]) -> Reply:
        if (query["client_id"], query["client_secret"]) != (["ours"], ["secret"]):
            return WRONG
        self.given += 1
        return error(200, {"access_token": f"token-{self.given}", "expires_in": self._seconds})

    @property
    def shown(self) -> list[str]:
        """The tokens with which answers were asked for."""
        queries = (parse_qs(urlsplit(request.path).query) for request in self.requests)
        return [query["access_token"][0] for query in queries if "access_token" in query]


FINE = [TextDelta("Fine."), Finished("stop")]


def test_a_token_is_fetched_once_and_used_again(house: House) -> None:
    with Wenxin() as baidu:
        house.connect("baidu", baidu.url, "ours:secret", api="wenxin")
        assert [house.ask(), house.ask()] == [FINE, FINE]
        assert (baidu.given, baidu.shown) == (1, ["token-1", "token-1"])


def test_a_token_that_ran_out_is_fetched_anew_and_nobody_notices(house: House) -> None:
    with Wenxin() as baidu:
        house.connect("baidu", baidu.url, "ours:secret", api="wenxin")
        house.ask()
        baidu.expired.add("token-1")
        assert [house.ask(), house.ask()] == [FINE, FINE]
        assert (baidu.given, baidu.shown) == (2, ["token-1", "token-1", "token-2", "token-2"])


def test_a_token_whose_time_is_over_is_not_even_tried(house: House) -> None:
    with Wenxin(seconds=0.001) as baidu:
        house.connect("baidu", baidu.url, "ours:secret", api="wenxin")
        assert [house.ask(), house.ask()] == [FINE, FINE]
        assert baidu.shown == ["token-1", "token-2"]


def test_a_token_that_no_new_one_helps_is_told(house: House) -> None:
    with Wenxin() as baidu:
        house.connect("baidu", baidu.url, "ours:secret", api="wenxin")
        house.ask()
        baidu.expired |= {"token-1", "token-2"}
        assert failure(house.ask()).kind is FailureKind.KEY_EXPIRED
        assert baidu.given == 2


def test_a_key_that_buys_no_token_is_refused_and_nothing_more_is_asked(house: House) -> None:
    with Wenxin() as baidu:
        house.connect("baidu", baidu.url, "ours:wrong", api="wenxin")
        failed = failure(house.ask())
        assert (failed.kind, failed.detail) == (FailureKind.KEY_REFUSED, "unknown client id")
        assert (baidu.given, baidu.shown) == (0, [])


def test_another_key_buys_a_token_of_its_own(house: House) -> None:
    with Wenxin() as baidu:
        house.connect("baidu", baidu.url, "ours:secret", api="wenxin")
        house.ask()
        house.connect("baidu", baidu.url, "ours:wrong", api="wenxin")
        assert failure(house.ask()).kind is FailureKind.KEY_REFUSED
        assert baidu.shown == ["token-1"]


def test_a_token_is_not_shown_to_another_server(house: House) -> None:
    with Wenxin() as first, Wenxin() as second:
        house.connect("baidu", first.url, "ours:secret", api="wenxin")
        house.ask()
        house.connect("baidu", second.url, "ours:secret", api="wenxin")
        assert house.ask() == FINE
        assert second.given == 1


def test_where_keys_are_exchanged_no_list_is_asked_for_with_one(house: House) -> None:
    """The key is not wrong, and the list is no reason to say so."""
    with Wenxin() as baidu:
        house.connect("baidu", baidu.url, "ours:secret", api="wenxin")
        failed = house.outcome(lambda deliver: house.gateway.models(house.connections["c"], deliver))
        assert failed.kind is FailureKind.NOT_TOLD
        assert baidu.requests == []
