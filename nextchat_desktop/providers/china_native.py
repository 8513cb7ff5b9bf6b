"""Rows: services at home in China that have a dialect of their own, alone or beside OpenAI's."""

from nextchat_desktop.core.connections import Place, Secret, Service
from nextchat_desktop.core.wire import Dialect, Endpoint
from nextchat_desktop.providers.baidu import Wenxin
from nextchat_desktop.providers.baidu.place import is_at_home
from nextchat_desktop.providers.compatible import LIST, ROUTE
from nextchat_desktop.providers.dashscope import DashScope, DashScopePictures
from nextchat_desktop.providers.iflytek import Spark
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.row import Row, always, by_api
from nextchat_desktop.providers.tencent import Hunyuan

_CHAT, _WENXIN = ChatCompletions(ROUTE), Wenxin()
_ALIBABA_CHATS, _ALIBABA_PICTURES = by_api(_CHAT, dashscope=DashScope()), DashScopePictures()


def _alibaba(endpoint: Endpoint) -> Dialect:
    """Only the service's own API makes pictures."""
    return _ALIBABA_PICTURES if endpoint.makes_pictures else _ALIBABA_CHATS(endpoint)


def _baidu(endpoint: Endpoint) -> Dialect:
    """The API that was chosen; where none was, the one that lives at the address."""
    asks_for_a_token = endpoint.api == "wenxin" or (not endpoint.api and is_at_home(endpoint))
    return _WENXIN if asks_for_a_token else _CHAT


CHINA_NATIVE = (
    Row(
        Service(
            "alibaba",
            "阿里云百炼 Alibaba (Qwen)",
            "https://dashscope.aliyuncs.com/compatible-mode/v1",
            place=Place.CHINA,
            key_url="https://bailian.console.aliyun.com/?tab=model#/api-key",
            apis=("compatible", "dashscope"),
            special=True,
        ),
        _alibaba,
        LIST,
    ),
    Row(
        Service(
            "baidu",
            "百度千帆 Baidu Qianfan",
            "https://qianfan.baidubce.com/v2",
            place=Place.CHINA,
            key_url="https://console.bce.baidu.com/iam/#/iam/apikey/list",
            apis=("v2", "wenxin"),
            special=True,
        ),
        _baidu,
        LIST,
    ),
    Row(
        Service(
            "tencent",
            "腾讯混元 Tencent Hunyuan",
            "https://hunyuan.tencentcloudapi.com",
            place=Place.CHINA,
            key_url="https://console.cloud.tencent.com/cam/capi",
            secret=Secret.PAIR,
            special=True,
        ),
        always(Hunyuan()),
    ),
    Row(
        Service(
            "iflytek",
            "讯飞星火 iFlytek Spark",
            "https://spark-api-open.xf-yun.com/v1",
            place=Place.CHINA,
            key_url="https://console.xfyun.cn/services/bm35",
            takes_pictures=False,
            special=True,
        ),
        always(Spark(_CHAT)),
    ),
)
