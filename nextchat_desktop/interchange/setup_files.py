"""Files of set-ups ↔ set-ups, as docs/set-ups.md describes them. It opens no file and no seal.

Takes any bytes. What is none of this is left out and counted, and nothing that it reads is believed: whoever takes a
set-up in looks at it again.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, get_type_hints

import msgspec

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import NO_MORE_TRUST, Connection, Model
from nextchat_desktop.core.exporting import ReadPicture
from nextchat_desktop.core.found import KeepPicture
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.plain import CONTROLS, TURNING
from nextchat_desktop.core.sealed import Cost, Sealed
from nextchat_desktop.core.setups import MOST_BYTES, AllSecrets, Opened, Secrets, SetUp, Unfit
from nextchat_desktop.interchange.masks import OURS, read_masks, write_masks
from nextchat_desktop.records.reading import decoded, listing, mapping, readable, text_in

FORMAT, VERSION = "nextchat-setup", 1
_CIPHER, _DERIVATION = "aes-256-gcm", "scrypt"

_LONGEST_SENDER, _LONGEST_NOTE = 80, 2_000
_MOST_CONNECTIONS, _MOST_TEXTS, _MOST_SETTINGS = 200, 5_000, 500
_UNSEEN = dict.fromkeys({*CONTROLS, *TURNING} - {ord("\n")})

T = TypeVar("T")


def read(data: bytes, keep: KeepPicture) -> Opened | Unfit:
    """`keep` is handed the pictures of masks; what it raises goes through."""
    if len(data) > MOST_BYTES:
        return Unfit.LARGE
    found = decoded(data)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return Unfit.CUT if found is None and FORMAT.encode() in data[:200] else Unfit.NONE
    version = found.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return Unfit.NONE
    return Unfit.LATER if version > VERSION else _opened(found, keep)


def write(setup: SetUp, picture: ReadPicture, sealed: Sealed | None = None) -> bytes:
    """With secrets only as far as they are sealed. Raises what `picture` raises."""
    fields = document(setup, picture)
    whole = fields if sealed is None else {**fields, "sealed": _seal_fields(sealed)}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def document(setup: SetUp, picture: ReadPicture) -> dict[str, Any]:
    """All of the file but its seal."""
    fields = {
        "from": setup.sender,
        "note": setup.note,
        "made": setup.made,
        "connections": [_connection_fields(one, one.id in setup.keyed) for one in setup.connections],
        "begin_with": _choice_fields(setup.first),
        "masks": [_mask_fields(one, picture) for one in setup.masks],
        "prompts": [{"title": one.title, "content": one.text} for one in setup.prompts],
        "settings": dict(setup.settings),
    }
    return {"format": FORMAT, "version": VERSION, **{name: value for name, value in fields.items() if value}}


def goes_with(fields: Mapping[str, Any]) -> bytes:
    """What stands for all of the file but its seal, however it is laid out."""
    rest = {name: value for name, value in fields.items() if name != "sealed"}
    return FORMAT.encode() + hashlib.sha256(msgspec.json.encode(rest, order="sorted")).digest()


def secrets_text(secrets: AllSecrets) -> bytes:
    """As it is sealed."""
    return msgspec.json.encode({id: _secret_fields(one) for id, one in secrets.items() if one})


def secrets_of(text: bytes) -> AllSecrets:
    """What `secrets_text` wrote, as far as it is that."""
    found = decoded(text)
    each = found.items() if isinstance(found, dict) else ()
    return {str(id): _secret(fields) for id, fields in each if isinstance(fields, dict)}


def _opened(found: dict[str, Any], keep: KeepPicture) -> Opened:
    connections = [_connection(one) for one in _list(found, "connections", _MOST_CONNECTIONS)]
    masks = [_mask(one, keep) for one in _list(found, "masks", _MOST_TEXTS)]
    prompts = [_prompt(one) for one in _list(found, "prompts", _MOST_TEXTS)]
    settings = mapping(found.get("settings"))
    made = found.get("made")
    setup = SetUp(
        " ".join(_text(found, "from").split())[:_LONGEST_SENDER],
        _text(found, "note").strip()[:_LONGEST_NOTE],
        made if isinstance(made, int) and 0 <= made < 1 << 53 else 0,
        tuple({one.id: one for one in _there(connections)}.values()),
        _there(masks),
        _there(prompts),
        dict(list(settings.items())[:_MOST_SETTINGS]),
        _choice(mapping(found.get("begin_with"))),
        frozenset(_keyed(_list(found, "connections", _MOST_CONNECTIONS))),
        sum(one is None for one in (*connections, *masks, *prompts)),
    )
    sealed = _seal(found.get("sealed"))
    return Opened(setup, sealed, goes_with(found) if sealed else b"")


def _connection_fields(connection: Connection, has_key: bool) -> dict[str, Any]:
    fields = msgspec.to_builtins(replace(connection, refused=frozenset()))
    models = [_said(model, Model("")) for model in fields.pop("models")]
    trust = fields.pop("trust") if connection.trust != NO_MORE_TRUST else {}
    said = _said(fields, Connection("", "", ""))
    more = {"models": models, "trust": trust, "wants_key": has_key}
    return {**said, **{name: value for name, value in more.items() if value}}


def _said(fields: dict[str, Any], usual: object) -> dict[str, Any]:
    """Without what is as it usually is."""
    plain = msgspec.to_builtins(usual)
    return {name: value for name, value in fields.items() if value != plain[name]}


def _connection(found: object) -> Connection | None:
    if not isinstance(found, dict):
        return None
    models = tuple(_there(_model(one) for one in _list(found, "models", _MOST_TEXTS)))
    rest = readable(found, _CONNECTION)
    id, service = rest.pop("id", ""), rest.pop("service", "")
    if not id or not service:
        return None
    return Connection(id, rest.pop("name", ""), service, **rest, models=models)


def _keyed(found: Iterable[object]) -> Iterator[str]:
    """The ids of those that want a key."""
    for one in found:
        if isinstance(one, dict) and one.get("wants_key") is True and isinstance(one.get("id"), str):
            yield one["id"]


def _model(found: object) -> Model | None:
    known = readable(mapping(found), _MODEL)
    return Model(**known) if known.get("id") else None


def _mask_fields(mask: Mask, picture: ReadPicture) -> dict[str, Any]:
    """As NextChat keeps it, but for what other programs have kept in it, and with the instructions in their place."""
    untold = replace(mask, foreign="", parameters=replace(mask.parameters, system=None))
    fields: dict[str, Any] = msgspec.json.decode(write_masks([untold], picture))
    connection = mask.choice.connection if mask.choice is not None else ""
    ours = {"connection": connection, "system": mask.parameters.system, "language": mask.language}
    fields[OURS] = {**fields.get(OURS, {}), **{name: value for name, value in ours.items() if value}}
    return fields


def _mask(found: object, keep: KeepPicture) -> Mask | None:
    if not isinstance(found, dict):
        return None
    try:
        text = msgspec.json.encode([found])
    except (RecursionError, UnicodeError):
        return None
    (mask,) = read_masks(text, keep).masks[:1] or (None,)
    if mask is None:
        return None
    ours = mapping(found.get(OURS))
    connection, system = _text(ours, "connection"), text_in(ours, "system")
    choice = ModelChoice(connection, mask.model) if connection and mask.model else None
    parameters = replace(mask.parameters, system=system) if system else mask.parameters
    language = _text(ours, "language") if OURS in found else mask.language
    return replace(mask, choice=choice, foreign="", parameters=parameters, language=language)


def _prompt(found: object) -> Prompt | None:
    if not isinstance(found, dict):
        return None
    title, text = " ".join(_text(found, "title").split()), _text(found, "content").strip()
    return Prompt("", title, text) if title and text else None


def _choice_fields(choice: ModelChoice | None) -> dict[str, str]:
    return {} if choice is None else {"connection": choice.connection, "model": choice.model}


def _choice(found: Mapping[str, Any]) -> ModelChoice | None:
    connection, model = _text(found, "connection"), _text(found, "model")
    return ModelChoice(connection, model) if connection and model else None


def _secret_fields(secrets: Secrets) -> dict[str, Any]:
    fields = {"key": secrets.key, "headers": dict(secrets.headers), "proxy_password": secrets.password}
    return {"for": secrets.meant_for, **{name: value for name, value in fields.items() if value}}


def _secret(found: Mapping[str, Any]) -> Secrets:
    headers = {name: text for name, text in mapping(found.get("headers")).items() if isinstance(text, str)}
    return Secrets(text_in(found, "for"), text_in(found, "key"), headers, text_in(found, "proxy_password"))


def _seal_fields(sealed: Sealed) -> dict[str, Any]:
    return {
        "cipher": _CIPHER,
        "derivation": _DERIVATION,
        "n": sealed.cost.n,
        "r": sealed.cost.r,
        "p": sealed.cost.p,
        "salt": base64.b64encode(sealed.salt).decode(),
        "check": base64.b64encode(sealed.check).decode(),
        "data": base64.b64encode(sealed.data).decode(),
    }


def _seal(found: object) -> Sealed | None:
    """None where it is none that could be opened here."""
    if not isinstance(found, dict) or (found.get("cipher"), found.get("derivation")) != (_CIPHER, _DERIVATION):
        return None
    numbers = [found.get(name) for name in ("n", "r", "p")]
    whole = [number for number in numbers if isinstance(number, int) and not isinstance(number, bool)]
    if len(whole) < len(numbers) or not Cost(*whole).is_bearable:
        return None
    try:
        salt, check, data = (
            base64.b64decode(text_in(found, name), validate=True) for name in ("salt", "check", "data")
        )
    except (binascii.Error, ValueError):
        return None
    return Sealed(Cost(*whole), salt, check, data) if salt and check and data else None


_CONNECTION = {name: kind for name, kind in get_type_hints(Connection).items() if name not in ("models", "refused")}
_MODEL = get_type_hints(Model)


def _there(found: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(one for one in found if one is not None)


def _list(fields: Mapping[str, Any], name: str, most: int) -> Sequence[object]:
    return listing(fields.get(name))[:most]


def _text(fields: Mapping[str, Any], name: str) -> str:
    """Without what would turn a line round or cannot be seen."""
    return text_in(fields, name).translate(_UNSEEN)
