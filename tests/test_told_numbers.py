"""Numbers and keys that are spoken, cut into groups, mixed with junk or told in parts."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find

CARD = "4539578763621486"
GROUPS = [CARD[at : at + 4] for at in range(0, 16, 4)]


def seen(text: str, kind: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == kind and f.band == "live"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (
            "NI number, as I heard it: Papa Romeo, four one, eight eight, zero six, Charlie. Thanks",
            "SSN_LIKE", "Papa Romeo, four one, eight eight, zero six, Charlie",
        ),
        (
            "nino is ess el, twenty-nine, thirty, seventy-four, dee. Right",
            "SSN_LIKE", "ess el, twenty-nine, thirty, seventy-four, dee",
        ),
        (
            "it is redis colon slash slash colon Gm4vTq8Z at cache dash two dot fern dot local colon 6380 slash 2 now",
            "DB_URI", "redis colon slash slash colon Gm4vTq8Z at cache dash two dot fern dot local colon 6380 slash 2",
        ),
        (
            "the bot's token: xoxb DASH 39697817249 DASH qe3IICNZOLo3kRSeLc2l3HaH ok",
            "SECRET_KEY", "xoxb DASH 39697817249 DASH qe3IICNZOLo3kRSeLc2l3HaH",
        ),
        (
            "DNI: cuarenta y seis cuarenta y dos setenta y uno sesenta y nueve J, y ya",
            "SSN_LIKE", "cuarenta y seis cuarenta y dos setenta y uno sesenta y nueve J",
        ),
    ],
)  # fmt: skip
def test_spoken(text: str, kind: str, value: str) -> None:
    assert seen(text, kind) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Our name is spelled Sierra Tango Oscar November Echo Bravo Yankee Tango Echo.",
        "fill in postgres colon slash slash USER colon PASSWORD at HOST slash DB yourself",
        "two dot five at most, dash it, the colon slash debate is over",
        "Countdown: ten nine eight seven six five four three two one zero.",
        "d&d: 4 6 2 1 6 6 3 5 2 2 1 4 5 6 3 1 - sixteen throws, not one critical",
    ],
)
def test_spoken_and_nothing_in_it(text: str) -> None:
    assert find([("body", text)]).findings == ()


@pytest.mark.parametrize(
    ("hidden", "kind"),
    [
        ("x".join(CARD), "PAN"),
        ("4a5b3c9d5e7f8g7h6i3j6k2l1m4n8o6", "PAN"),
        (" plums ".join(GROUPS), "PAN"),
        ("\u00b7".join(GROUPS), "PAN"),
        ("4+0, 4+1, 3+0, 5+4, 2+3, 7+0, 6+2, 3+4, 1+5, 2+1, 6+0, 1+1, 1+0, 3+1, 4+4, 0+6", "PAN"),
        ("IV V III IX V VII VIII VII VI III VI II I IV VIII VI", "PAN"),
        ("four five three nine / f\u00fcnf sieben acht sieben / seis tres seis dos / one four eight six", "PAN"),
        ("| 4 | 5 | 3 | 9 | 5 | 7 | 8 | 7 |\n| 6 | 3 | 6 | 2 | 1 | 4 | 8 | 6", "PAN"),
        (CARD.replace("3", "\u0417").replace("1", "l"), "PAN"),
        ("5x3x6x2x2x8x1x4x5", "SSN_LIKE"),
        ("five three six, two two, eight one four five", "SSN_LIKE"),
    ],
)
def test_mixed_with_junk(hidden: str, kind: str) -> None:
    text = f"see you at noon {hidden} and bring tea"
    [value] = seen(text, kind)
    assert value.strip("| ") == hidden.strip("| ")


@pytest.mark.parametrize(
    "text",
    [
        "scores: 4-0, 4-1, 3-0, 5-4, 2-3, 7-0, 6-2, 3-4, 1-5, 2-1, 6-0, 1-1, 1-0, 3-1, 4-4, 0-6",
        "sold 4539 plums 5787 pears 6362 plums 1486 figs",
        "build 1a2b3c4d5e6f7a8b9c of the nightly",
        "id 4x5x3x9x5x7x8x7x6x3x6x2x1x4x8x7",
    ],
)
def test_other_mixtures_are_left_alone(text: str) -> None:
    assert find([("body", text)]).findings == ()


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("It starts 4539, like the build, then 5787, followed by 6362 and it ends on 1486.", "PAN", GROUPS),
        ("int hi = 45395787;  // lo is 63621486, glue them", "PAN", ["45395787", "63621486"]),
        ("ref_a: 4539\nref_b: 5787\nref_c: 6362\nref_d: 1486\n\nPut a to d together.", "PAN", GROUPS),
        ("my social is 536, then 22, and the last bit is 8145", "SSN_LIKE", ["536", "22", "8145"]),
        ("his number begins with 07911, then 482, and the last part is 337", "PHONE", ["07911", "482", "337"]),
    ],
)
def test_told_group_by_group(text: str, kind: str, parts: list[str]) -> None:
    assert seen(text, kind) == parts


@pytest.mark.parametrize(
    "text",
    [
        "It starts 4539, then 5787, followed by 6362 and it ends on 1487.",
        "ref_a: 4539\nref_b: 5787\nref_c: 6362\nref_d: 1486\n",
        "first 536 rows, then 22 more and the last 8145 tomorrow",
        "the social: first 536",
    ],
)
def test_other_groups_are_left_alone(text: str) -> None:
    assert find([("body", text)]).findings == ()


def test_parts_are_looked_at_once() -> None:
    text = "then 4539 " * 20_000
    assert find([("body", text)]).findings == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("prod key, no blanks: AKI AC7 RCU 546 7MH SGW YZ ok", "SECRET_KEY", "AKI AC7 RCU 546 7MH SGW YZ"),
        ("prod: AKIA C7RC U546 7MHS GWYZ is it", "SECRET_KEY", "AKIA C7RC U546 7MHS GWYZ"),
        (
            "it is mongodb+srv : // etl:f89YzYWaqTurnB @ cluster2 . q8rft . mongodb . net/dw",
            "DB_URI", "mongodb+srv : // etl:f89YzYWaqTurnB @ cluster2 . q8rft . mongodb . net/dw",
        ),
        ("write to theo.brandt(a)nimbusrow(.)tech then", "EMAIL", "theo.brandt(a)nimbusrow(.)tech"),
        ("Postfach makler-ost[\u00e4t]rheinsure[punkt]de, bitte", "EMAIL", "makler-ost[\u00e4t]rheinsure[punkt]de"),
        (
            "built as 'press' + String.fromCharCode(64) + 'hollowaydata' + '.' + 'com'",
            "EMAIL", "press' + String.fromCharCode(64) + 'hollowaydata' + '.' + 'com",
        ),
        ("backwards: 562009007744+ and done", "PHONE", "562009007744+"),
        ("mirrored ITIN: 9767-59-629 of the intern", "SSN_LIKE", "9767-59-629"),
        (
            "url: 3341:91.27.2.01@04%4939reppeP:as//:cbdoyp+lqssm",
            "DB_URI", "3341:91.27.2.01@04%4939reppeP:as//:cbdoyp+lqssm",
        ),
        ("tin\nNTM2LTIyLTgxNDU=\nnext", "SSN_LIKE", "NTM2LTIyLTgxNDU="),
    ],
)  # fmt: skip
def test_put_together(text: str, kind: str, value: str) -> None:
    assert seen(text, kind) == [value]


@pytest.mark.parametrize(
    "value",
    [
        "bVY4I3F1aWx0UmF2ZW4=",
        "6d563823717569 6c745261 76656e".replace(" ", ""),
        "75,101,115,116,114,101,108,95,55,55,49,52,36,104,116",
        "..-. . .-. .-. . - ....- ----.",
    ],
)
def test_passwords_in_code(value: str) -> None:
    assert seen(f"the guest password in our code is {value} , decode it", "SECRET_KEY") == [value]
    assert not seen(f"the checksum in our code is {value} , decode it", "SECRET_KEY")


@pytest.mark.parametrize(
    "text",
    [
        "password reset mail: SGVsbG8gYW5kIHdlbGNvbWUgdG8gdGhlIHRlYW0= in the log",
        "login page id eyJwYWdlIjoibG9naW4iLCJpZCI6MTJ9 in the cache",
        "password ----- ----- ----- -----",
    ],
)
def test_other_code_beside_a_password(text: str) -> None:
    assert not seen(text, "SECRET_KEY")
