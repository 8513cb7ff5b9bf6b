"""All kinds of files that can be read, those first that are told most surely."""

from nextchat_desktop.interchange.foreign import (
    chatbox,
    chatgpt_export,
    chatgpt_web,
    cherry_studio,
    claude_export,
    deepseek_export,
    jan,
    librechat,
    lobechat,
    message_lists,
    open_webui,
    prompt_lists,
    prompt_tables,
    transcript_files,
)
from nextchat_desktop.interchange.foreign.format import Format
from nextchat_desktop.interchange.foreign.nextchat import backup, single
from nextchat_desktop.interchange.foreign.own import OWN

FORMATS: tuple[Format, ...] = (
    OWN,
    backup.BACKUP,
    deepseek_export.FORM,
    chatgpt_export.FORM,
    claude_export.FORM,
    chatgpt_web.FORM,
    prompt_lists.FORM,
    chatbox.FORM,
    lobechat.FORM,
    single.CHAT,
    single.MASKS,
    single.PROMPTS,
    cherry_studio.FORM,
    open_webui.FORM,
    librechat.FORM,
    jan.FORM,
    message_lists.FORM,
    transcript_files.FORM,
    prompt_tables.FORM,
)
