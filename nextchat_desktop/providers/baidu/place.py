"""Where the Wenxin workshop is asked, whichever of Baidu's addresses the connection has."""

import re

from nextchat_desktop.core.origins import host
from nextchat_desktop.core.wire import Endpoint

_HOME, _QIANFAN = "aip.baidubce.com", "qianfan.baidubce.com"
"""The second is version 2's. A new connection has its address, so that it stands for the first here."""

_PASTED = re.compile(r"/(?:v2|rpc/2\.0|oauth/2\.0)(?:/.*)?$")


def is_at_home(endpoint: Endpoint) -> bool:
    """Whether nothing else lives at the address."""
    return host(endpoint.base_url) == _HOME


def root(endpoint: Endpoint) -> str:
    if host(endpoint.base_url) == _QIANFAN:
        return f"https://{_HOME}"
    return _PASTED.sub("", endpoint.base_url.rstrip("/"))
