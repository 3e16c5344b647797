"""What somebody asks a thread for, and what answers it: the bare word for a password, a few digits for a code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stream_scanner.evidence.context import OPPOSING, YEAR, near
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.validators import placeholder
from stream_scanner.evidence.views import View

PASSWORD: Final = "?"
"""What is kept of a question for a password."""
CODE: Final = "#"
"""What is kept of a question for a code of digits."""
BEGUN: Final = ""
"""What is kept of the first part of a password."""
QUESTIONS: Final = frozenset({PASSWORD, CODE})
DUE: Final = 2
"""Messages in which an answer comes."""
LONGEST: Final = 160
"""Characters of a message that answers with a code."""

_END = rb"(?:[^a-z\xe9]|$)"
_PASSWORD = (
    rb"(?:pass(?:word|wort|code|phrase)(?:e?s)?|passwd|pw|kennwort(?:e?s)?|contrase\xe9a|mot de passe|wachtwoord|senha)"
)
_PASSWORD_ASKED = rb"(?i)\b" + _PASSWORD + rb"\b[^\n.!?]{0,80}\?"
_PIECE = rb"(?:part|half|bit|piece|teil|h\xe9lfte|moiti\xe9|partie|mitad|parte|deel)"
_FIRST_PART = (
    rb"(?i)\b(?:first|1st|one|erster?|erste|premi\xe9re|primera|eerste) " + _PIECE + _END + rb"[^\n.!?]{0,30}\b"
    + _PASSWORD + rb"\b|\b" + _PASSWORD + rb"\b[^\n.!?]{0,30}\b(?:first|1st|erster?) " + _PIECE + _END
)  # fmt: skip
_SECOND_PART = rb"(?i)\b(?:second|2nd|other|last|rest|remain|zweiter?|then|seconde|segunda|tweede)\b[^\n]{0,40}$"
_NO_PASSWORD = (
    rb"^[A-Z]{2,10}-?[0-9]+$|^v?[0-9]+(?:[.,:/-][0-9]+)+|^#|[/\\]|@|\.[a-z]{2,5}$|^[0-9]+[a-zA-Z]{1,6}$"
    rb"|^[A-Z]?[a-z]+[.:-]?[0-9]{1,2}$|^(?i:build|room|version|release|part|page|line|ticket|case)[-_]?[0-9]"
)
_CODE = (
    rb"(?:(?:one[ -]time|sms|text|verification|security|confirmation|login|authenticat(?:or|ion)|access|door|gate|alarm"
    rb"|[2m]fa|(?:six|four|[46])[ -]digit|best\xe9tigungs|zugangs|t\xe9r)[ -]?(?:pass)?code|passcode|otp|(?-i:TAN|PIN)"
    rb"|code (?:that )?(?:you (?:just )?(?:got|received|get|see)|was sent|(?:from|in|on|for|of|to)"
    rb" (?:your|the|my) (?:phone|text|sms|app|(?:[a-z]{2,10} )?(?:door|gate|alarm|safe|lock)))"
    rb"|(?:six|four|[46]) digits|code (?:de v\xe9rification|sms)|c\xe9digo (?:de|sms))"
)
# "Which door code is it?", "you will get a text with six digits, please tell me"
_CODE_ASKED = (
    rb"(?i)\b" + _CODE + rb"\b[^\n]{0,80}(?:\?|\b(?:tell|send|read|give|forward|schick|sag|gib|lies|envoie|m\xe9ndame"
    rb"|dime)\b)|\b(?:what|which|tell|send|read|give|forward|welche[rn]?|quel)\b[^\n.!?]{0,40}\b"
    + _CODE
    + rb"\b|\b(?:what's|what is|tell me|send me|give me) (?:the|your) pin(?:[?.!]|$| (?:for|of|to) )"
)
_DIGITS = rb"[0-9]{4,8}|[0-9]{3}[ -][0-9]{3}|[0-9](?:[ -][0-9]){3,7}"
_CODE_TOLD = rb"(?:^|[\s:\"'(*#])(" + _DIGITS + rb")[#*\"')]{0,2}(?:$|[\s,;!?]|[.](?:$|\s))"
# Times, rooms and the rest of a longer number.
_OTHER = (
    rb"(?i)(?:\b(?:at|by|around|until|till|um|bis|\xe9|a las|room|raum|page|seite|extension|ext|number)\.?|[0-9)]) $"
)


def asked(data: bytes) -> Iterator[str]:
    """What a message asks for, or begins to tell."""
    if pattern(_FIRST_PART).within(data):
        yield BEGUN
    elif pattern(_PASSWORD_ASKED).within(data):
        yield PASSWORD
    if pattern(_CODE_ASKED).within(data):
        yield CODE


def codes(view: View) -> Iterator[tuple[int, int]]:
    """Where a short message holds digits that may be the code that it was asked for; only the first."""
    if len(view.text) <= LONGEST and (match := pattern(_CODE_TOLD).search(view.data)) is not None:
        start, end = match.span(1)
        other = near(view.data, start, OPPOSING, 24) or pattern(_OTHER).within(view.data[max(0, start - 16) : start])
        if not other and not pattern(YEAR).within(match.group(1)):
            yield start, end


def answers(question: str, view: View, start: int, end: int) -> bool:
    """Whether what stands at ``[start, end)`` of a message answers an earlier one's question."""
    if question == CODE:
        return (start, end) in codes(view)
    alone = view.text[:start].strip() == "" == view.text[end:].strip()
    said = question == BEGUN and pattern(_SECOND_PART).within(view.data[:start])
    return (alone or said) and _chosen(view.text[start:end])


def _chosen(value: str) -> bool:
    # Letters and digits, and neither a ticket nor a version, a date, a file or a time.
    octets = value.encode("ascii", "replace")
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdigit, value))
    return letters >= 3 and digits >= 2 and not pattern(_NO_PASSWORD).within(octets) and not placeholder(value)
