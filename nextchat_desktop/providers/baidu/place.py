"""Where the Wenxin workshop is asked, whichever of Baidu's addresses the connection has."""

import re

from nextchat_desktop.core.origins import host
from nextchat_desktop.core.wire import Endpoint

_HOME = "https://aip.baidubce.com"
_QIANFAN = "qianfan.baidubce.com"
"""Only version 2 lives here, so that its address, which a new connection has, stands for the older one."""

_PASTED = re.compile(r"/(?:v2|rpc/2\.0|oauth/2\.0)(?:/.*)?$")


def root(endpoint: Endpoint) -> str:
    return _HOME if host(endpoint.base_url) == _QIANFAN else _PASTED.sub("", endpoint.base_url.rstrip("/"))
