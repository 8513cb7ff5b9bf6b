"""How programs of this computer answer when they are asked whether they let others through."""

import pytest

from nextchat_desktop.net.local_proxies import lets_through


@pytest.mark.parametrize(
    "head",
    [
        "200 Connection established\r\n",
        "200 OK\r\nProxy-Agent: ours\r\n",
        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n",
        "407 Proxy Authentication Required\r\nContent-Length: 0\r\n",
        "502 Bad Gateway\r\nContent-Length: 0\r\n",
        "503 Service Unavailable\r\nContent-Type: text/html\r\n",
        "403 Forbidden\r\nServer: squid/6.9\r\nContent-Type: text/html\r\n",
        "403 Access violation\r\nServer: tinyproxy/1.11.1\r\nContent-Type: text/html\r\n",
        "400 Bad Request\r\nVia: 1.1 cache\r\nContent-Type: text/html\r\n",
    ],
)
def test_a_proxy_is_known_by_what_it_says(head: str) -> None:
    assert lets_through(f"HTTP/1.1 {head}\r\n".encode())


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\nserver: uvicorn\r\n\r\n",
        b"HTTP/1.0 405 Method Not Allowed\r\nServer: Apache\r\n\r\n",
        b"HTTP/1.0 501 Unsupported method ('CONNECT')\r\nServer: SimpleHTTP/0.6\r\n\r\n",
        b"\x05\xff",
        b"HTTP/1.1 200 Connection established\r\nX: " + b"x" * 9000,
    ],
)
def test_others_are_none(answer: bytes) -> None:
    assert not lets_through(answer)
