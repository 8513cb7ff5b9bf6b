"""Certificates that nobody vouches for, that are over or another's, and clocks that are wrong."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from broken.addresses import COMPANY
from broken.between import TLS_ALERT
from broken.keys import OPENAI_AT, OPENAI_KEYS
from broken.services import always, openai, refusal, says
from broken.setup import (
    ADD_AUTHORITY,
    CHECK_CLOCK,
    ENTER_ADDRESS,
    ENTER_KEY,
    FORGET_TRUST,
    TEST_AGAIN,
    TRUST,
    Place,
    SetUp,
    lasting,
)
from certificates import Held, self_signed
from nextchat_desktop.core.checkup import Step
from nextchat_desktop.core.connections import NO_MORE_TRUST, Trust
from nextchat_desktop.core.events import FailureKind as K
from scripted import Reply, Request

S = Step
DAY, YEAR = timedelta(days=1), timedelta(days=365)
NAS = "https://llm.lan:8443/v1"


def _its_own(authority: Held, host: str) -> Held:
    return self_signed(host, (host,))


def _of_another_name(authority: Held, host: str) -> Held:
    return authority.issue("www.company.example", ("www.company.example", "company.example"))


def _only_the_system(authority: Held, address: str) -> Trust:
    return NO_MORE_TRUST


def _an_older_one(authority: Held, address: str) -> Trust:
    return Trust(authority.pem).pinning(self_signed("llm.lan").pem, address)


def _damaged(authority: Held, address: str) -> Trust:
    return Trust("-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n")


UNTRUSTED = (
    SetUp(
        "a server in one's own network with a certificate of its own", "compatible", NAS, Place(openai(), _its_own),
        S.TLS, K.TLS, (TRUST, ADD_AUTHORITY, TEST_AGAIN),
    ),
    SetUp(
        "a company's own authority is missing", "compatible", f"{COMPANY}/v1", openai(), S.TLS, K.TLS,
        (TRUST, ADD_AUTHORITY, TEST_AGAIN), trusts=_only_the_system,
    ),
    SetUp(
        "a company's filter shows a certificate of its own for OpenAI", "openai", OPENAI_AT, Place(openai(), _its_own),
        S.TLS, K.TLS, (ADD_AUTHORITY, TEST_AGAIN, TRUST), trusts=_only_the_system,
    ),
    SetUp(
        "the certificate has run out", "compatible", f"{COMPANY}/v1", Place(openai(), lasting(-YEAR, -DAY)),
        S.TLS, K.CERTIFICATE_EXPIRED, (CHECK_CLOCK, TEST_AGAIN),
    ),
    SetUp(
        "the certificate is for another name", "compatible", f"{COMPANY}/v1", Place(openai(), _of_another_name),
        S.TLS, K.CERTIFICATE_NAME, (TRUST, ENTER_ADDRESS, TEST_AGAIN),
    ),
    SetUp(
        "the server shows another certificate than the one that was trusted", "compatible", NAS, openai(),
        S.TLS, K.CERTIFICATE_CHANGED, (TRUST, FORGET_TRUST, TEST_AGAIN), trusts=_an_older_one,
    ),
    SetUp(
        "a certificate in the settings is damaged", "compatible", f"{COMPANY}/v1", openai(), S.TLS, K.BAD_CERTIFICATE,
        (ADD_AUTHORITY, TEST_AGAIN), trusts=_damaged,
    ),
    SetUp(
        "a server whose encryption is too old", "compatible", NAS, None, S.TLS, K.HANDSHAKE,
        (ENTER_ADDRESS, TEST_AGAIN), elsewhere={"http://llm.lan:8443": Place(openai(), otherwise=TLS_ALERT)},
    ),
)  # fmt: skip

_TENCENT_LATE = {
    "Response": {
        "Error": {"Code": "AuthFailure.SignatureExpire", "Message": "The provided credentials have expired."},
        "RequestId": "r",
    }
}
_XFYUN_DATE = "HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication"


def _late(request: Request) -> Reply:
    """By the clock of the server it is three hours later."""
    now = format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True)
    return refusal(401, "Incorrect API key provided: sk-right.", "invalid_api_key", "invalid_request_error", date=now)


CLOCKS = (
    SetUp(
        "the clock of this computer is a year behind", "openai", OPENAI_AT, Place(openai(), lasting(YEAR, 2 * YEAR)),
        S.TLS, K.CLOCK, (CHECK_CLOCK, TEST_AGAIN),
    ),
    SetUp(
        "Tencent does not accept a signature by a wrong clock", "tencent", "https://hunyuan.tencentcloudapi.com",
        always(says(200, _TENCENT_LATE)), S.AUTHENTICATE, K.CLOCK, (CHECK_CLOCK, ENTER_KEY, TEST_AGAIN),
        key="id-of-ours:secret-of-ours", model="hunyuan-turbo",
    ),
    SetUp(
        "a key is refused, and the clock is three hours behind", "openai", OPENAI_AT, _late,
        S.AUTHENTICATE, K.KEY_REFUSED, (ENTER_KEY, OPENAI_KEYS, CHECK_CLOCK),
    ),
)  # fmt: skip
