"""Recogniser of SECRET_KEY by structure: private key blocks, web tokens, webhooks."""

from __future__ import annotations

import binascii
from bisect import bisect_left
from collections.abc import Iterator

from stream_scanner.evidence import validators
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.recognisers import Hit
from stream_scanner.evidence.views import View

LONGEST_BLOCK = 20_000
"""Characters between the two lines of a private key block."""

_DOCUMENTATION = rb"(?i)EXAMPLE|x{6,}|\.{3}|0{12,}|0?123456789|abcdefghij|your[_-]|placeholder|redacted|<|dummy|fakesig"
_TOKEN_HINT = rb"[A-Za-z0-9_~.+/$:=-]{24}|webhook|hooks"
_JWT = rb"(?:\b|_)(eyJ[A-Za-z0-9_-]{8,})\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?"
_JWE = rb"\b(eyJ[A-Za-z0-9_-]{10,})(?:\.[A-Za-z0-9_-]{10,}|\.)(?:\.[A-Za-z0-9_-]{6,}){3}"
_TOKENS = (
    rb"\b[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}\b"
    rb"|(?:\b|/bot)[0-9]{8,10}:AA[A-Za-z0-9_-]{32,33}\b"
    rb"|\b[0-9a-f]{32}-us[0-9]{1,2}\b|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"
    rb"|\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,}"
    rb"|(?:https?://)?hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9_/]{20,}"
    rb"|(?:https?://)?discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,}"
    rb"|(?:https?://|\b)[a-z0-9-]+\.webhook\.office\.com/webhookb2/[0-9a-f@-]{73}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f-]{36}"
    rb"|\b[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}|\b[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}\b"
    rb"|\b[0-9]{13,17}\|[A-Za-z0-9_-]{27}\b|\b(?:[0-9a-f]{36}|[a-z]{2}[0-9]{2}[0-9a-z]{32,34})NRAL\b"
    rb"|\b[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}\b|\bSK[0-9a-f]{32}\b"
    rb"|\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b|\bv1\.0-[0-9a-f]{24}-[0-9a-f]{146}\b"
)
_JWK = rb"\"(?:d|k)\"[ \t]*:[ \t\r\n]*\"([A-Za-z0-9_-]{20,})\""
# An access key's id and the key beside it, as the console's file has them.
_KEY_PAIR = rb"\bA[KS]IA[A-Z0-9]{16}\"?[,;\t |]{1,3}\"?([A-Za-z0-9/+]{40})\b"
_PUTTY = rb"PuTTY-User-Key-File-[23]: [^\n]{3,40}\n"
_PUTTY_END = rb"Private-MAC: [0-9a-f]{40,64}"
_BLOCK = rb"----[-]? ?BEGIN (?:[A-Z0-9]+ ){0,3}(?:PRIVATE KEY(?: BLOCK)?|NKEY SEED) ?[-]?----"
_BLOCK_END = rb"----[-]? ?END (?:[A-Z0-9]+ ){0,3}(?:PRIVATE KEY(?: BLOCK)?|NKEY SEED) ?[-]?----"


_NOT_KEY = bytes(c for c in range(256) if not (chr(c).isascii() and chr(c).isalnum()) and c not in b"+/=")


def tokens(view: View) -> Iterator[Hit]:
    """Private key blocks, JSON Web Tokens, bot tokens and webhook addresses."""
    data = view.data
    if b"PRIVATE KEY" in data:
        yield from _blocks(data)
    if b"PuTTY-User-Key" in data:
        for match in pattern(_PUTTY).finditer(data):
            closing = pattern(_PUTTY_END).search(data[match.end() : match.end() + LONGEST_BLOCK])
            if closing:
                yield Hit("SECRET_KEY", match.start(), match.end() + closing.end(), 0.99)
    if b"eyJ" in data:
        for source in (_JWT, _JWE):
            for match in pattern(source).finditer(data):
                if _jose_header(match.group(1)) and not pattern(_DOCUMENTATION).within(match.group()):
                    yield Hit("SECRET_KEY", match.start(1), match.end(), 0.95)
    if b"AKIA" in data or b"ASIA" in data:
        for match in pattern(_KEY_PAIR).finditer(data):
            if not pattern(_DOCUMENTATION).within(match.group(1)):
                yield Hit("SECRET_KEY", *match.span(1), 0.95)
    if b'"kty"' in data:
        for match in pattern(_JWK).finditer(data):
            start, end = match.span(1)
            if validators.rarity(match.group(1).decode()) > 0.5:
                yield Hit("SECRET_KEY", start, end, 0.9)
    if pattern(_TOKEN_HINT).search(data):
        for match in pattern(_TOKENS).finditer(data):
            if not pattern(_DOCUMENTATION).within(match.group()[-40:]):
                start, end = match.span()
                yield Hit("SECRET_KEY", start + 4 * match.group().startswith(b"/bot"), end, 0.95)


def _blocks(data: bytes) -> Iterator[Hit]:
    closings = [(match.start(), match.end()) for match in pattern(_BLOCK_END).finditer(data)]
    at = 0
    while (match := pattern(_BLOCK).search(data, at)) is not None:
        start, at = match.span()
        found = bisect_left(closings, (at, 0))
        closing = closings[found] if found < len(closings) and closings[found][0] - at <= LONGEST_BLOCK else None
        stop, after = closing or (at + 400, min(len(data), at + 400))
        body = data[at : min(stop, at + 400)]
        # A header alone is a mention of keys, in code or in prose.
        letters = len(body.translate(None, _NOT_KEY)) if closing else 0
        if letters >= 60 or pattern(rb"[A-Za-z0-9+/=]{40}").within(body):
            at = after
            yield Hit("SECRET_KEY", start, at, 0.99)


def _jose_header(part: bytes) -> bool:
    body = part.translate(bytes.maketrans(b"-_", b"+/"))
    try:
        text = binascii.a2b_base64(body + b"=" * (-len(body) % 4))
    except binascii.Error:
        return False
    return text.rstrip().endswith(b"}") and b'"alg"' in text
