"""Rows: services at home in China."""

from nextchat_desktop.core.connections import Place, Service
from nextchat_desktop.providers import accounts
from nextchat_desktop.providers.compatible import ROUTE, compatible
from nextchat_desktop.providers.openai.listing import ModelList
from nextchat_desktop.providers.openai_images import OpenAIImages
from nextchat_desktop.providers.openai_images.families import SILICONFLOW
from nextchat_desktop.providers.row import Row

CHINA: tuple[Row, ...] = (
    compatible(
        Service(
            "deepseek",
            "DeepSeek",
            "https://api.deepseek.com/v1",
            place=Place.CHINA,
            key_url="https://platform.deepseek.com/api_keys",
            pay_url="https://platform.deepseek.com/top_up",
        ),
        account=accounts.DEEPSEEK,
    ),
    compatible(
        Service(
            "moonshot",
            "Moonshot Kimi",
            "https://api.moonshot.cn/v1",
            place=Place.CHINA,
            key_url="https://platform.moonshot.cn/console/api-keys",
            special=True,
        ),
        account=accounts.MOONSHOT,
    ),
    compatible(
        Service(
            "moonshot-intl",
            "Moonshot Kimi (.ai)",
            "https://api.moonshot.ai/v1",
            place=Place.CHINA,
            key_url="https://platform.moonshot.ai/console/api-keys",
            special=True,
        ),
        account=accounts.MOONSHOT_INTL,
    ),
    compatible(
        Service(
            "zhipu",
            "智谱 GLM",
            "https://open.bigmodel.cn/api/paas/v4",
            place=Place.CHINA,
            key_url="https://open.bigmodel.cn/usercenter/apikeys",
            special=True,
        )
    ),
    compatible(
        Service(
            "zhipu-intl",
            "Z.ai GLM",
            "https://api.z.ai/api/paas/v4",
            place=Place.CHINA,
            key_url="https://z.ai/manage-apikey/apikey-list",
            special=True,
        )
    ),
    compatible(
        Service(
            "siliconflow",
            "硅基流动 SiliconFlow",
            "https://api.siliconflow.cn/v1",
            place=Place.CHINA,
            key_url="https://cloud.siliconflow.cn/account/ak",
            special=True,
        ),
        ModelList(ROUTE, "models?sub_type=chat"),
        accounts.SILICONFLOW,
        OpenAIImages(ROUTE, SILICONFLOW),
    ),
    compatible(
        Service(
            "volcengine",
            "火山方舟 Volcengine Ark",
            "https://ark.cn-beijing.volces.com/api/v3",
            place=Place.CHINA,
            key_url="https://console.volcengine.com/ark",
            special=True,
        ),
        listing=None,
    ),
    compatible(
        Service(
            "minimax",
            "MiniMax",
            "https://api.minimaxi.com/v1",
            place=Place.CHINA,
            key_url="https://platform.minimaxi.com/user-center/basic-information/interface-key",
            special=True,
        )
    ),
    compatible(
        Service(
            "stepfun",
            "阶跃星辰 StepFun",
            "https://api.stepfun.com/v1",
            place=Place.CHINA,
            key_url="https://platform.stepfun.com/interface-key",
        )
    ),
)
