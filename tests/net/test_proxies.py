"""The system's list of servers that are reached without its proxy."""

import pytest

from nextchat_desktop.net.proxies import is_excepted


@pytest.mark.parametrize(
    ("exception", "url", "expected"),
    [
        ("example.com", "https://example.com/v1", True),
        ("Example.COM", "https://EXAMPLE.com/v1", True),
        ("example.com", "https://api.example.com/v1", False),
        ("*.example.com", "https://api.example.com/v1", True),
        ("*.local", "http://nas.local:8080/", True),
        ("169.254/16", "http://169.254.1.2/", True),
        ("169.254/16", "http://nas.example/", False),
        ("10.*", "http://10.1.2.3/", True),
        ("192.168.1.5", "http://192.168.1.5:11434/", True),
        ("fd00::/8", "http://[fd00::1]/", True),
        ("<local>", "http://nas/", True),
        ("<local>", "http://nas.example/", False),
        ("*", "https://example.com/", True),
        ("", "https://example.com/", False),
        ("example.com:8080", "http://example.com:8080/", True),
        ("example.com", "http://[broken", True),
    ],
)
def test_an_exception_takes_in_what_the_system_means_by_it(exception: str, url: str, expected: bool) -> None:
    assert is_excepted([exception], url) is expected
