"""Recogniser of SECRET_KEY that opens what is locked when all else fails: recovery keys, unseal keys, backup codes."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

# https://learn.microsoft.com/windows/security/operating-system-security/data-protection/bitlocker/recovery-overview
_BITLOCKER = rb"(?:^|[^0-9-])([0-9]{6}(?:-[0-9]{6}){7})(?:$|[^0-9-])"
# https://developer.hashicorp.com/vault/docs/concepts/seal
_UNSEAL = (
    rb"(?i)\b(?:unseal|recovery)[ _-]key(?:[ _-]?(?:share)?[ ]?[0-9]{1,2})?[\"']?[ \t]{0,2}[:=][ \t]{0,2}[\"']?"
    rb"([A-Za-z0-9+/]{44}|[A-Za-z0-9+/]{43}=|[0-9a-f]{64,66})(?:$|[^A-Za-z0-9+/=])"
)
_CODES = (
    rb"(?i)\b(?:(?:recovery|backup|scratch|rescue|emergency|wiederherstellungs)[ -]?(?:codes?|keys?)\b"
    rb"|(?:2fa|mfa|github|google|otp) backup|works? (?:only )?once|used? (?:only )?once"
    rb"|(?:single|one)[ -](?:time )?use)[^\n]{0,80}?"
    rb"((?:[\s,;:]{1,8}(?:and[ ]|[-*][ ]|[0-9]{1,2}[.)][ ])?[a-z0-9]{4,8}-?[a-z0-9]{4,8}\b){2,20})"
)
# https://support.google.com/accounts/answer/1187538
_EIGHT = rb"^[0-9]{4}[- ]?[0-9]{4}$"
_CODE = rb"(?i)\b[a-z0-9]{4,8}-?[a-z0-9]{4,8}\b"
# Links that log in whoever has them.
_LINK = (
    rb"(?i)(?:reset|magic|log-?in|sign-?in|activat|verif|invit|onboard|confirm|passw)[a-z_/-]{0,24}[^\s\"'<>]{0,160}?"
    rb"[?&/](?:t|tok|token|code|key|k|sig|auth|otp|hash|ticket)[=/]([A-Za-z0-9_.-]{15,200}[A-Za-z0-9_-])"
)


def recovery_secrets(view: View) -> Iterator[Hit]:
    """Eight groups of six digits that are multiples of eleven, shares of a seal's key, lists of codes for one use."""
    data = view.data
    if data.count(b"-") > 6:
        for match in pattern(_BITLOCKER).finditer(data):
            groups = [int(group) for group in match.group(1).split(b"-")]
            if all(group % 11 == 0 and group < 11 << 16 for group in groups) and any(groups):
                yield Hit("SECRET_KEY", *match.span(1), 0.95)
    if b"/" in data:
        for match in pattern(_LINK).finditer(data):
            token = match.group(1)
            if pattern(rb"[0-9]").within(token) and validators.rarity(token.decode()) > 0.5:
                yield Hit("SECRET_KEY", *match.span(1), 0.8)
    lower = data.lower()
    if b"unseal" in lower or b"recovery" in lower:
        for match in pattern(_UNSEAL).finditer(data):
            yield Hit("SECRET_KEY", *match.span(1), 0.95)
    if any(word in lower for word in (b"code", b"recovery", b"backup", b" once", b"-use", b"single use")):
        for match in pattern(_CODES).finditer(data):
            yield from _listed(match.group(1), match.start(1))


def _listed(octets: bytes, start: int) -> Iterator[Hit]:
    """Codes of one length that letters and digits are mixed in; words and dates beside them are none."""
    found = [match.span() for match in pattern(_CODE).finditer(octets)]
    lengths = {end - begin for begin, end in found}
    values = [octets[begin:end] for begin, end in found]
    mixed = sum(pattern(rb"[0-9]").within(value) and pattern(rb"(?i)[a-z]").within(value) for value in values)
    if len(found) < 2 or len(lengths) > 1:
        return
    if (2 * mixed > len(found) and min(lengths) > 7) or all(pattern(_EIGHT).within(value) for value in values):
        yield from (Hit("SECRET_KEY", start + begin, start + end, 0.8) for begin, end in found)
