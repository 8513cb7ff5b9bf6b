"""The guide finds the right page for what people really type, in both languages."""

import re
from pathlib import Path

import pytest

from nextchat_desktop.core.guide import Page
from nextchat_desktop.engine.commands import COMMANDS
from nextchat_desktop.engine.guide import GuideIndex, GuideWords
from nextchat_desktop.storage.guide_pages import read_pages
from nextchat_desktop.ui.settings.pages import PAGES as SETTINGS_PAGES

GUIDE = Path(__file__).parents[2] / "resources" / "guide"
LANGUAGES = ("en", "zh_CN")
WORDS = GuideWords(see_also="See also:", nothing_found="There is no page about that.")
PAGES = {language: read_pages(GUIDE / language) for language in LANGUAGES}
INDEXES = {language: GuideIndex(PAGES[language], WORDS) for language in LANGUAGES}
ARROWS = {"Up": "↑", "Down": "↓"}
KEYS = {"Ctrl+V", "Ctrl+D", "Ctrl+Enter", "Shift+Enter", "Alt+Enter", "Win+Enter", "Alt+Shift+↑", "Alt+Shift+↓"} | {
    re.sub("Up|Down", lambda name: ARROWS[name[0]], keys) for command in COMMANDS for keys in command.keys
}
"""All that is done with a key held, and all that is done so in a menu, in a list or while writing."""

ENGLISH_QUESTIONS = [
    ("why is this setting greyed out", "set-by-others"),
    ("set by your organisation", "set-by-others"),
    ("which environment variables are understood", "set-by-others"),
    ("how do I get started?", "first-connection"),
    ("A friend gave me some sample code and a key, where do I paste it", "key-from-a-friend"),
    ("how to get an api key", "get-a-key"),
    ("I have ChatGPT Plus, why can't I use GPT-4 here?", "get-a-key"),
    ("where is my key stored? is it safe?", "keys"),
    ("I forgot my passphrase", "keys"),
    ("what is the difference between deployment and model in azure", "azure"),
    ("which api-version should I enter", "azure"),
    ("connect to ollama on localhost", "openai-compatible"),
    ("can I use my own base url / a reseller", "openai-compatible"),
    ("how do i switch to a different model", "models"),
    ("what's the difference between gpt-3.5-turbo and gpt-3.5-turbo-0301", "models"),
    ("what is a proxy and how do I use it", "proxy"),
    ("does it respect HTTPS_PROXY?", "proxy"),
    ("Unauthorized, please enter access code in settings", "access-code"),
    ("stop the answer", "stop-and-continue"),
    ("the reply was cut off in the middle, interrupted. how can I continue?", "stop-and-continue"),
    ("keyboard shortcut for a new line", "shortcuts"),
    ("Incorrect API key provided: sk-abc. You can find your API key at ...", "failures-key"),
    ("You exceeded your current quota, please check your plan and billing details", "failures-quota"),
    ("Error 429 too many requests", "failures-quota"),
    ("The model `gpt-4` does not exist or you do not have access to it", "failures-not-found"),
    ("404 DeploymentNotFound", "failures-not-found"),
    ("connection timed out", "failures-network"),
    ("why is there no typewriter effect? I get everything at once behind nginx", "streaming-lumps"),
    ("ChatGPT replies with garbled text", "garbled-temperature"),
    ("turn off automatic titles", "titles"),
    ("I deleted a conversation by accident", "history"),
    ("how to backup my chats and move to another computer", "data-and-backup"),
    ("import my chats from ChatGPT", "import"),
    ("how do I bring my NextChat conversations along", "import"),
    ("export data from Claude and open it here", "import"),
    ("restore a backup", "data-and-backup"),
    ("move the data folder to another disk", "data-and-backup"),
    ("erase everything and start over", "data-and-backup"),
    ("run from the terminal in a script", "command-line"),
    ("do you collect telemetry? is my data sent anywhere?", "privacy"),
    ("why are my tokens consumed so fast", "tokens-and-cost"),
    ("how is the API billed", "tokens-and-cost"),
    ("dark mode", "language-and-theme"),
    ("which services and providers are supported? can I use Claude or Gemini", "services"),
    ("what is a deployment, what is an api-version", "api-version"),
    ("my friend bought a key from a reseller and gave it to me", "key-from-a-friend"),
    ("how do I share my set-up with a friend", "set-up-a-friend"),
    ("open a .nextchat-setup file", "set-up-a-friend"),
    ("what is the passphrase of the set-up", "set-up-a-friend"),
    ("use the NextChat website of my colleague here", "nextchat-server"),
    ("AUTH_SECRET_KEY of a chatgpt-web server", "chatgpt-web-server"),
    ("run llama locally with LM Studio, no internet", "local-models"),
    ("Ollama says the conversation is too long, how do I set num_ctx", "local-models"),
    ("how can I send a screenshot or photo", "pictures"),
    ("can it draw an image with dall-e", "pictures"),
    ("how much credit do I have left, check the balance", "balance"),
    ("where do I put custom HTTP headers", "connection-more"),
    ("set a different proxy for one connection only", "proxy"),
    ("can I enter several api keys that take turns", "keys"),
    ("hide models I don't need and rename the others", "models"),
    ("show me the raw request that was sent to the server", "what-was-sent"),
    ("copy the request as curl", "what-was-sent"),
    ("how many tokens per second, how long until the first token", "what-was-sent"),
    ("it says something went wrong all the time", "test-a-connection"),
    ("find out why my connection does not work", "test-a-connection"),
    ("how do I test a connection", "test-a-connection"),
    ("can I give it a role or persona, like a translator", "masks"),
    ("make my own assistant with its own instructions", "masks"),
    ("import masks from NextChat", "masks"),
    ("save a text I type often as a template", "prompts"),
    ("what does the slash do in the message field", "prompts"),
    ("what are the curly braces {{name}} for", "prompts"),
    ("what does :clear do", "commands"),
    ("is there a command palette like in VS Code", "commands"),
    ("how do I find something I asked last month", "search"),
    ("search all my old chats for a word", "search"),
    ("find a word in this chat with ctrl+f", "search"),
    ("I made a typo in my question, can I change it", "branches"),
    ("what is ‹ 2/3 › below the answer", "branches"),
    ("regenerate the response with another model", "branches"),
    ("where did my old answer go after I edited the question", "branches"),
    ("I deleted a message by mistake, get it back", "undo"),
    ("is there a trash or bin, how long are things kept", "undo"),
    ("how do I undo", "undo"),
    ("what exactly does the model see of my conversation", "context"),
    ("clear the context without deleting the chat", "context"),
    ("how many earlier messages are sent along", "context"),
    ("why did it forget what I said at the beginning", "memory"),
    ("does it remember me in other chats? long term memory", "memory"),
    ("turn off the summary of old messages", "memory"),
    ("where can I set the system prompt", "conversation-settings"),
    ("change temperature or top_p for one chat only", "conversation-settings"),
    ("make the answers shorter, max tokens", "conversation-settings"),
    ("how do I turn thinking off, reasoning effort", "conversation-settings"),
    ("can I put chats into folders", "folders"),
    ("pin a chat at the top of the list", "folders"),
    ("delete many chats at once", "folders"),
    ("where is the chat I archived", "folders"),
    ("can I type the next question while it is still answering", "queue"),
    ("send several messages one after the other", "queue"),
    ("how much money have I spent this month", "usage"),
    ("set a spending limit", "usage"),
    ("the price shown is wrong", "usage"),
    ("save a chat as a file, pdf or markdown", "export"),
    ("share a conversation with a colleague", "export"),
    ("change a keyboard shortcut", "shortcuts"),
    ("where have all my tokens gone", "tokens-and-cost"),
    ("my bill is huge although I hardly used it", "tokens-and-cost"),
    ("make the font bigger", "language-and-theme"),
    ("the answer stopped in the middle of a sentence", "stop-and-continue"),
    ("use a cheaper model for titles", "titles"),
    ("customize hotkeys", "shortcuts"),
    ("retry", "branches"),
    ("trash", "undo"),
    ("why is today so expensive", "tokens-and-cost"),
]

CHINESE_QUESTIONS = [
    ("为什么这个设置是灰色的", "set-by-others"),
    ("由组织设定是什么意思", "set-by-others"),
    ("支持哪些环境变量", "set-by-others"),
    ("第一次用，怎么开始？", "first-connection"),
    ("朋友给了我示例代码和密钥，贴到哪里", "first-connection"),
    ("怎么获取api key", "get-a-key"),
    ("我开通了ChatGPT Plus，为什么不能用GPT-4", "get-a-key"),
    ("新注册的OpenAI账号怎么没有API余额？", "get-a-key"),
    ("我的密钥存在哪里？安全吗？", "keys"),
    ("口令忘了怎么办", "keys"),
    ("如何使用 Azure OpenAI 接口", "azure"),
    ("部署名和模型名有什么区别", "api-version"),
    ("怎么连接本地的ollama", "openai-compatible"),
    ("中转站的地址怎么填", "openai-compatible"),
    ("怎么切换模型", "models"),
    ("gpt-3.5-turbo和gpt3.5-turbo-0301模型有什么区别?", "models"),
    ("什么是代理，如何使用？", "proxy"),
    ("开了梯子还是连不上", "proxy"),
    ("使用时提示“现在是未授权状态，请在设置页输入访问密码”？", "access-code"),
    ("环境变量CODE是什么？必须设置吗？", "access-code"),
    ("怎么停止回答", "stop-and-continue"),
    ("回答到一半断了，怎么继续", "stop-and-continue"),
    ("怎么换行？按回车就发出去了", "shortcuts"),
    ("Incorrect API key provided 是什么意思", "failures-key"),
    ('使用时提示"You exceeded your current quota, ..."', "failures-quota"),
    ("请求太频繁 429", "failures-quota"),
    ("提示模型不存在", "failures-not-found"),
    ("404 Resource not found", "failures-not-found"),
    ("为什么会一直提示“出错了，稍后重试吧”", "failures-network"),
    ("我部署好了，但是无法访问", "failures-network"),
    ("为什么我部署的版本没有流式响应", "streaming-lumps"),
    ("没有打字机效果", "streaming-lumps"),
    ("为什么 ChatGPT 的回复会乱码", "garbled-temperature"),
    ("怎么关掉自动标题", "titles"),
    ("不小心删了对话，能恢复吗", "history"),
    ("换电脑了，聊天记录怎么迁移", "data-and-backup"),
    ("怎么导入 NextChat 的聊天记录", "import"),
    ("从 ChatGPT 导出的 zip 怎么导进来", "import"),
    ("怎么恢复备份", "data-and-backup"),
    ("便携模式怎么用", "data-and-backup"),
    ("重置设置，清除所有数据", "data-and-backup"),
    ("命令行怎么用", "command-line"),
    ("会不会泄露我的隐私", "privacy"),
    ("为什么我的 Token 消耗得这么快？", "tokens-and-cost"),
    ("API是怎么计费的？", "tokens-and-cost"),
    ("怎么查询API余额", "balance"),
    ("怎么改成深色模式", "language-and-theme"),
    ("支持哪些服务？能用通义千问和豆包吗", "services"),
    ("api-version 是什么？部署又是什么", "api-version"),
    ("淘宝买的中转密钥怎么用", "key-from-a-friend"),
    ("怎么帮朋友配置好", "set-up-a-friend"),
    ("朋友发来的配置文件怎么打开", "set-up-a-friend"),
    ("分享配置会不会带上密钥", "set-up-a-friend"),
    ("同事部署了 ChatGPT-Next-Web，能在这里用吗", "nextchat-server"),
    ("chatgpt-web 提示无访问权限", "chatgpt-web-server"),
    ("怎么用 LM Studio 的本地模型", "local-models"),
    ("ollama 上下文太短，num_ctx 在哪设置", "local-models"),
    ("怎么发图片给模型看", "pictures"),
    ("怎么画图，能用 dall-e 吗", "pictures"),
    ("还剩多少额度，怎么查余额", "balance"),
    ("怎么加自定义请求头", "connection-more"),
    ("只给一个连接设置代理", "proxy"),
    ("能填多个密钥轮流用吗", "keys"),
    ("怎么收藏模型、隐藏不用的模型", "models"),
    ("怎么看发给服务器的原始请求", "what-was-sent"),
    ("复制成 curl 命令", "what-was-sent"),
    ("首字用了多久，每秒多少 token", "what-was-sent"),
    ("为什么会一直提示“出错了，稍后重试吧”", "test-a-connection"),
    ("怎么测试连接", "test-a-connection"),
    ("为什么用不了，怎么查原因", "test-a-connection"),
    ("怎么让它扮演一个角色", "masks"),
    ("面具是什么，在哪里", "masks"),
    ("NextChat 的面具能导入吗", "masks"),
    ("想自己做一个翻译助手", "masks"),
    ("常用的话怎么保存成模板", "prompts"),
    ("输入框里打斜杠 / 有什么用", "prompts"),
    ("提示词里的双花括号怎么填", "prompts"),
    ("命令面板怎么打开", "commands"),
    (":clear 是什么命令", "commands"),
    ("输入冒号 :new 有什么用", "commands"),
    ("怎么找以前问过的问题", "search"),
    ("怎么搜索聊天记录里的内容", "search"),
    ("在当前对话里查找一个词", "search"),
    ("问题打错字了，能修改吗", "branches"),
    ("回答下面的 ‹ 2/3 › 是什么", "branches"),
    ("换一个模型重新回答同一个问题", "branches"),
    ("重新生成以后原来的回答还在吗", "branches"),
    ("误删了一条消息怎么找回来", "undo"),
    ("回收站里的内容保留多久", "undo"),
    ("怎么撤销刚才的操作", "undo"),
    ("到底发了哪些内容给模型", "context"),
    ("不想删聊天，只想清除上下文", "context"),
    ("怎么设置携带几轮历史消息", "context"),
    ("聊久了为什么会忘记前面说过的话", "memory"),
    ("模型能记住我吗，换个对话还记得吗", "memory"),
    ("怎么关掉历史摘要", "memory"),
    ("系统提示词在哪里设置", "conversation-settings"),
    ("只想给一个对话改温度", "conversation-settings"),
    ("怎么关掉思考，回答太长怎么限制长度", "conversation-settings"),
    ("聊天能分文件夹吗", "folders"),
    ("怎么把对话置顶", "folders"),
    ("一次删除很多对话", "folders"),
    ("归档的对话去哪了", "folders"),
    ("它还在回答，能先写下一个问题吗", "queue"),
    ("连续发几条消息，排队发送", "queue"),
    ("这个月花了多少钱", "usage"),
    ("怎么设置每月花费上限", "usage"),
    ("显示的价格不对怎么改", "usage"),
    ("怎么把聊天保存成文件", "export"),
    ("想把对话分享给同事", "export"),
    ("能自定义快捷键吗", "shortcuts"),
    ("词元怎么用掉这么多", "tokens-and-cost"),
    ("没怎么用，账单却涨得很快", "tokens-and-cost"),
    ("字太小了怎么调大", "language-and-theme"),
    ("回答写到一半停了", "stop-and-continue"),
    ("起标题能换便宜的模型吗", "titles"),
    ("恢复删除的对话", "undo"),
    ("怎么返回上一个回答", "branches"),
    ("为什么今天花了这么多", "tokens-and-cost"),
]

ALL_PAGES = [pytest.param(page, id=f"{language}-{page.name}") for language, pages in PAGES.items() for page in pages]


def names(pages: list[Page]) -> list[str]:
    return [page.name for page in pages]


def links(page: Page, kind: str) -> set[str]:
    return set(re.findall(rf"\(nextchat:{kind}/([^)]*)\)", page.body))


@pytest.mark.parametrize(("question", "expected"), ENGLISH_QUESTIONS)
def test_an_english_question_finds_its_page_among_the_first_three(question: str, expected: str) -> None:
    assert expected in names(INDEXES["en"].search(question))


@pytest.mark.parametrize(("question", "expected"), CHINESE_QUESTIONS)
def test_a_chinese_question_finds_its_page_among_the_first_three(question: str, expected: str) -> None:
    assert expected in names(INDEXES["zh_CN"].search(question))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_a_page_finds_that_page_first(language: str) -> None:
    for page in PAGES[language]:
        assert INDEXES[language].search(page.title)[0] == page


def test_every_page_exists_in_both_languages() -> None:
    assert names(list(PAGES["en"])) == names(list(PAGES["zh_CN"])) != []


@pytest.mark.parametrize("page", ALL_PAGES)
def test_every_page_begins_with_its_title_and_says_something(page: Page) -> None:
    assert page.title
    assert not page.body.startswith("#")
    assert len(page.body) > 200


@pytest.mark.parametrize("page", ALL_PAGES)
def test_every_link_into_the_app_leads_somewhere(page: Page) -> None:
    assert links(page, "settings") <= set(SETTINGS_PAGES)
    assert links(page, "guide") <= set(names(list(PAGES["en"]))) - {page.name}
    assert links(page, "(?!settings/|guide/)[^/)]*") == set()


@pytest.mark.parametrize("page", ALL_PAGES)
def test_every_key_that_a_page_names_does_something(page: Page) -> None:
    held = r"(?:(?:Ctrl|Alt|Shift|Win)\+)+"
    named = re.findall(rf"{held}(?:[A-Z]\w+|[A-Z0-9,;/+\-↑↓])", page.body)
    assert set(named) <= KEYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_typed_commands_tells_all_of_them(language: str) -> None:
    page = INDEXES[language].page("commands")
    assert page is not None
    told = re.findall(r"^\| .*`:.*", page.body, re.M)
    assert set(re.findall(r"`:(\w+)`", "".join(told))) == {command.typed for command in COMMANDS if command.typed}


def test_an_answer_is_the_best_page_followed_by_the_next_two() -> None:
    index = GuideIndex([Page("tea", "Tea", "Tea is hot."), Page("pot", "Pot", "A pot of tea.")], WORDS)
    assert index.answer("tea?") == "Tea is hot.\n\nSee also: [Pot](nextchat:guide/pot)"


def test_a_page_without_relatives_is_answered_alone() -> None:
    index = GuideIndex([Page("tea", "Tea", "Tea is hot."), Page("sun", "Sun", "Light.")], WORDS)
    assert index.answer("Is tea hot?") == "Tea is hot."


@pytest.mark.parametrize("question", ["", "   ", "?!", "how do I get that?", "xylophone", "鹦鹉", "怎么办？", "🦜"])
def test_an_unknown_question_lists_the_topics(question: str) -> None:
    for language in LANGUAGES:
        answer = INDEXES[language].answer(question)
        assert answer.startswith(WORDS.nothing_found)
        assert all(f"- [{page.title}](nextchat:guide/{page.name})" in answer for page in PAGES[language])


def test_one_chinese_character_alone_is_no_match() -> None:
    index = GuideIndex([Page("tea", "茶", "茶是热的。")], WORDS)
    assert index.search("茶叶") == []


def test_word_endings_case_and_wide_letters_do_not_matter() -> None:
    index = GuideIndex([Page("proxy", "Proxy", "Stopping and changing proxies.")], WORDS)
    for question in ("STOPPED", "changes", "proxies", "ｐｒｏｘｙ"):
        assert names(index.search(question)) == ["proxy"]


def test_the_target_of_a_link_is_not_searched() -> None:
    index = GuideIndex([Page("tea", "Tea", "[Here](nextchat:settings/connections).")], WORDS)
    assert index.search("connections") == []


def test_a_page_is_found_by_its_name() -> None:
    assert INDEXES["en"].page("azure") in PAGES["en"]
    assert INDEXES["en"].page("nowhere") is None


def test_an_index_without_pages_still_answers() -> None:
    assert GuideIndex([], WORDS).answer("anything").startswith(WORDS.nothing_found)


def test_pages_are_read_without_their_title_line(tmp_path: Path) -> None:
    (tmp_path / "tea.md").write_text("# Tea\n\nIt is hot.\n", encoding="utf-8")
    assert read_pages(tmp_path) == (Page("tea", "Tea", "It is hot."),)
