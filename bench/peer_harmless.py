"""Texts without a value: look-alikes, disguises that hide nothing, and plain prose of a wanted length."""

from __future__ import annotations

import base64
import re
import string
import uuid
from collections.abc import Callable, Iterator
from random import Random

from bench.disguised import SORTS, digits

PROSE = (
    "The second floor smells of paint again, so we moved the review downstairs.",
    "Can somebody bring the long ladder back before the electricians come?",
    "I read the draft twice and still think the opening is too long for the audience we have in mind.",
    "Our supplier changed the packaging, which is why the shelves look half empty this week.",
    "Nobody objected to the earlier start, so let us keep it until the end of the season.",
    "The tests pass on my branch, but the build takes twice as long as it did last month.",
    "She asked whether the cached copy could be thrown away; I said yes, it is rebuilt every night.",
    "Thanks for covering the desk on Tuesday.",
    "If the rain stops we will walk, otherwise there is room for three in my car.",
    "The chart in the appendix uses the old colours and should be drawn again before it goes out.",
    "They want a quieter motor, a shorter cable and a lid that can be cleaned without tools.",
    "Please remember that the kitchen closes early during the holidays.",
    "We agreed to measure first and argue afterwards, and it saved us a good deal of time.",
    "The museum offered us the small hall for nothing if we bring our own chairs.",
    "A queue forms in front of the printer every morning because everyone prints the same timetable.",
    "It turned out that the sensor was mounted upside down.",
    "I would rather ship the smaller change now and the rest when the translation is ready.",
    "The minutes are in the usual folder, with the two open questions at the top.",
    "His talk was the best of the afternoon, though the slides could not be read from the back.",
    "Let me know by Thursday whether you want the window or the aisle.",
)  # fmt: skip


def fill(rng: Random, template: str) -> str:
    """A template with its fields made up: [d4] digits, [n] one from 2 to 9, [h8] and [H8] hexadecimal, [g] a GUID,
    [i] sixteen digits that begin like no card, [x90] base64 of so many random bytes, [s] a sentence, [e] an emoji.
    """

    def field(match: re.Match[str]) -> str:
        size = int(match[2] or 0)
        match match[1]:
            case "d":
                return digits(rng, size)
            case "n":
                return str(rng.randint(2, 9))
            case "h" | "H":
                text = rng.randbytes(size).hex()[:size]
                return text.upper() if match[1] == "H" else text
            case "g":
                return str(uuid.UUID(int=rng.getrandbits(128), version=4))
            case "i":
                return rng.choice("981") + digits(rng, 15)
            case "x":
                return base64.b64encode(rng.randbytes(size)).decode()
            case "e":
                return rng.choice("🎉🔥🌧")
        return rng.choice(PROSE)

    return re.sub(r"\[([dnhHgixse])(\d*)\]", field, template)


def full_width(text: str) -> str:
    return text.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})


def math(text: str) -> str:
    return text.translate({ord(char): 0x1D41A + n for n, char in enumerate(string.ascii_lowercase)})


Change = Callable[[str], str]
HARMLESS: dict[str, tuple[str, Change]] = {
    "prose": ("[s]", str),
    "GUIDs": ("request [g] failed, see [g]", str),
    "hashes": ("fixed in [h40], image sha256:[h64]", str),
    "versions": ("bump from [n].[d2].[d3].[d4] to [n].0.1-rc[n]", str),
    "order numbers": ("Your order [i] was shipped, tracking 1Z[H6][d10].", str),
    "timestamps": ("started 2024-0[n]-1[d1]T0[n]:14:27.[d6]Z, epoch 17[d8] and 17[d11]", str),
    "decimals": ("loss 0.[d12] at step [d4], 3.[d15] before", str),
    "amounts": ("invoice [d5]: [n],[d3],[d3].00, VAT [d3].[d2]", str),
    "coordinates": ("meet at 48.[d6], 11.[d6], gate [d2]", str),
    "identifiers": ("rename getCurrentUserPasswordPolicy[n] to passwordPolicyForTokenRefresh in SecretKeyFactory", str),
    "code": ('password = os.environ["DB_PASSWORD"]\ntoken = get_token(timeout=[d2])\nsecret = None', str),
    "harmless base64": ("[s] [s]", lambda text: base64.b64encode(text.encode()).decode()),
    "images in base64": ("data:image/png;base64,iVBORw0KGgo[x90]", str),
    "emoji": ("[s] 👩\u200d🚀🧑\u200d🤝\u200d🧑 1\ufe0f\u20e3 2\ufe0f\u20e3 3\ufe0f\u20e3 [e]\ufe0f", str),
    "right-to-left text": ("\u200fהפגישה נדחתה ליום חמישי\u200f, [s] \u2067اجتماعنا غداً\u2069", str),
    "math letters": ("[s]", math),
    "full width": ("[s]", full_width),
    "Cyrillic": ("Встреча перенесена на четверг, кабинет [d3]. [s]", str),
    "soft hyphens": ("[s]", lambda text: text.replace("ing", "\u00ading").replace("er", "\u00ader")),
    "percent in links": ("https://wiki.brightfern.net/search?q=two%20chairs%2C%20one%20table&page=[d2]", str),
    "HTML entities": ("[s] Tom &amp; Ann&#8217;s &lt;list&gt;", lambda text: text.replace(" ", "&nbsp;", 3)),
    "escapes in code": ('title = "caf\\u00e9 \\u2013 men\\u00fa [d2]"; path = "C:\\x64\\users"', str),
    "quoted-printable": ("a =3D b, na=C3=AFve [s]=\n[s]", str),
    "hex dumps": (" ".join(["[h2]"] * 24), str),
    "number words": ("count with me: one two three four, [s] Two or three of nine came, one left.", str),
    "spaced letters": ("S A L E today, [n] 0 % off, [s]", str),
    "at and dot": ("We met at noon; put a dot at the end. [s] Look at the com port.", str),
    "backwards words": ("sdrawkcab is a word read backwards. [s]", str),
    "strings put together": ('label = "[s]" + "[s]" + name', str),
    "tags inside words": ("[s]", lambda text: text.replace("t", "<b>t</b>", 3)),
    "part numbers": ("part [d3]-[d3]-[d5], lot [d4]-[d2]-[d2], bin [d2]", str),
    "handles": ("ping @[h5] and @ops-team, merge feature/[h8]@{upstream}", str),
}


def clean(seed: int = 1, each: int = 8) -> Iterator[tuple[str, str]]:
    """(kind, text) of texts in which nothing is to be found."""
    for kind, (template, change) in HARMLESS.items():
        for number in range(each):
            yield kind, change(fill(Random(f"{seed} {kind} {number}"), template))


def message(rng: Random, characters: int) -> str:
    """Prose of this length with a value in every twelfth sentence or so."""
    text = ""
    while len(text) < characters:
        if rng.random() < 1 / 12:
            shape = SORTS[rng.choice(list(SORTS))]
            text += rng.choice(shape.frames).format(shape.make(rng)) + "\n"
        else:
            text += rng.choice(PROSE) + rng.choice((" ", " ", "\n"))
    return text[:characters]
