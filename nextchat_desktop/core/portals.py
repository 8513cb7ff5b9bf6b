"""By what the sign-in pages of networks are known, and their addresses; it asks no network."""

import re

_MARKS = re.compile(
    r"<WISPAccessGatewayParam|captive[ _-]?portal|wlanuserip=|wlanacname=|/eportal/|fgtauth\?|\buamip=|base_grant_url="
    r"|/guest/s/\w+/\?|\bswitch_url=|/srun_portal",
    re.I,
)
"""The tags of WISPr, and what the makers of gateways have in their addresses."""

_TITLES = re.compile(
    r"(?:log|sign)[ -]?in to (?:the|this|your) (?:network|wi-?fi|hotspot|wlan)|(?:wi-?fi|wlan|hotspot) (?:log|sign)-?in"
    r"|network authentication required|(?:校园网|上网|网络|无线|WLAN|Wi-?Fi) ?(?:登录|登陆|认证|准入)",
    re.I,
)

_SIGN_IN = re.compile(
    r"//(?:sso|login|signin|auth|accounts?|idp|adfs|portal)\.|/(?:log-?in|sign-?in|sso|saml2?|oauth2?|oidc|adfs|cas"
    r"|auth|access/login)(?:[/.?#;]|$)",
    re.I,
)


def is_portal_page(page: str, title: str = "") -> bool:
    """Whether a page can be told from all others as that of a network."""
    return bool(_MARKS.search(page) or _TITLES.search(title))


def is_portal_address(url: str) -> bool:
    return bool(_MARKS.search(url))


def is_sign_in(url: str) -> bool:
    """Whether an address is that of a page to be signed into, whosesoever."""
    return bool(_SIGN_IN.search(url))
