"""Values told in two parts: "it starts with ... and ends with ...", comments and empty elements in the middle."""

from __future__ import annotations

from collections.abc import Iterator

from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import View

_WHICH = rb"(?:second|2nd|other|last|next|rest|remaining|remainder|final|then)"
_PART = (
    rb"(?:half|part|piece|bit|group|block|section|portion|chunk|segment|digits|characters|chars|letters|numbers"
    rb"|(?:two|three|four|five|six|eight|[2-8])(?: (?:digits|characters|chars|letters|numbers))?|one)"
)
_LINK = rb"[ ]?(?:are|is|was|being|:|=|-|->)?[ ]?[:]?[ \r\n]{0,2}[\"'`]?"
_CLOSED = rb"[\"'`]?[ ]?[,.;]?"
_HALVES = (
    _CLOSED + rb"[ \r\n]{1,3}(?:-[ ])?(?i:and |then |followed by |plus ){0,2}(?i:the |its )?(?i:" + _WHICH
    + rb") (?i:" + _PART + rb")\b" + _LINK
    + rb"|" + _CLOSED + rb"[ ](?i:and |then |it |which ){0,3}(?i:ends|finishes|goes on|continues) (?i:with|in)"
    rb"[ :]{1,2}[\"'`]?"
    rb"|[\"'`]?[ ]?,?[ ](?i:directly |immediately |and )?(?i:followed by|and then|and after that)[ :]{1,2}[\"'`]?"
    rb"|" + _CLOSED + rb"[ \r\n]{1,2}(?i:and |- ?)?(?i:part|half|piece|chunk|segment) ?(?:2|two|b|B|II)[ ]?[:=)-]{1,2}"
    rb"[ ]?[\"'`]?"
)  # fmt: skip
_FIRST = rb"[0-9A-Za-z@._+/=:-]{3,64}(?:[ -][0-9]{2,6}){0,3}"
_TWO = rb"(?:^|[\s\"'`(:=])" + _FIRST + rb"(" + _HALVES + rb")[0-9A-Za-z@._+/=:-]{2,64}"
_SAID = (
    rb"(?i)half|part|piece|ends with|ends in|finishes|followed by|and then|goes on|continues|last|rest|remaining|second"
    rb"|next"
)
_COMMENT = rb"[0-9A-Za-z@._+:/-](/\*[^*/]{0,60}\*/)[0-9A-Za-z@._+:/-]"


def halves(view: View) -> Iterator[tuple[int, int, str]]:
    """What is said between two halves of one value, and what is to be read in its place."""
    data = view.data
    if not pattern(_SAID).within(data):
        return
    at = 0
    two = pattern(_TWO)
    while (match := two.search(data, at)) is not None:
        start, end = match.span(1)
        while start > 1 and data[start - 1] in b".:" and data[start : start + 1] in (b" ", b"\n"):
            start -= 1  # the end of a sentence, or what names the half
        yield start, end, _spacing(data[max(0, start - 6) : start], data[end : end + 6])
        at = end


def _spacing(before: bytes, after: bytes) -> str:
    # Whole groups of digits on either side lost the sign between them.
    last, first = pattern(rb"(?:^|[ .(-])[0-9]{2,4}$").search(before), pattern(rb"^[0-9]{2,4}(?:$|[ .-])").search(after)
    grouped = last is not None and first is not None and (last.group()[:1] in b" -" or first.group()[-1:] in b" -")
    return ("-" if b"-" in before + after else " ") if grouped else ""


def comments(view: View) -> Iterator[tuple[int, int, str]]:
    """Comments of C sown between two characters of a word or a number."""
    if b"/*" in view.data:
        at = 0
        sown = pattern(_COMMENT)
        while (match := sown.search(view.data, at)) is not None:
            yield *match.span(1), ""
            at = match.end(1)
