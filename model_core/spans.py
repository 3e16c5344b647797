"""Between character spans and BIO tags, both ways (Ramshaw & Marcus 1995, arXiv:cmp-lg/9505040)."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from model_core.dsl import Document
from model_core.labels import DISPLAY, OUTSIDE, TYPES, begin_tag
from model_core.tokenizer import IntArray, Tokens

Flags = npt.NDArray[np.bool_]
NAME = TYPES.index("NAME")
BESIDE = 0.1
"""Chance from which a capitalised word beside a name is part of it; taggers are surest of one half of a rare name."""
REACH = 12
"""Pieces that such words have at most, on either side."""


@dataclasses.dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A typed range of characters, end exclusive, in the raw field ``field``.

    Attributes:
        type: display name, as PAN or SSN_LIKE.
        confidence: mean probability of the type over the tokens that are tagged for their own sake.
    """

    type: str
    field: str
    start: int
    end: int
    confidence: float


def align(tokens: Tokens, document: Document, spans: Iterable[tuple[str, str, int, int]]) -> npt.NDArray[np.int64]:
    """Tag ids int64[n] of spans given as (short type, field, start, end); a token that touches a span is in it."""
    tags = np.full(len(tokens), OUTSIDE, np.int64)
    index_of = {value.field: index for index, value in enumerate(document.values) if value.content}
    for short, field, start, end in spans:
        inside = (tokens.value == index_of[field]) & (tokens.start < end) & (tokens.end > start)
        inside &= tokens.end > tokens.start
        positions = np.flatnonzero(inside)
        if len(positions):
            tags[positions] = begin_tag(short) + 1
            tags[positions[0]] = begin_tag(short)
    return tags


def decode(
    probabilities: npt.NDArray[np.float32], tokens: Tokens, document: Document, thresholds: npt.NDArray[np.float32]
) -> list[TaggedSpan]:
    """Spans of the read prefix of a message.

    Args:
        probabilities: softmax over tags, float32[m, 21], of the first ``m`` tokens. Running over segment ends,
            an I-X that opens a segment continues the X that closed the one before.
        thresholds: lowest confidence kept, one a type, float32[10]; a word above it is tagged even where no type at
            all is likelier.

    A type's probability is the sum of its B and I, averaged over the pieces of a word, so that no span ends inside
    one; a name takes in the words that `BESIDE` tells of. A span never crosses a value and never covers a marker, and
    white space at its edges is trimmed.
    """
    read = len(probabilities)
    start, end, value = tokens.start[:read], tokens.end[:read], tokens.value[:read]
    # Markers spell nothing, and a character spelled in bytes is tagged by its first.
    repeats = np.zeros(read, np.bool_)
    repeats[1:] = (start[1:] < end[:-1]) & (value[1:] == value[:-1])
    spelled = np.flatnonzero((end > start) & ~repeats)
    start, end, value, probabilities = start[spelled], end[spelled], value[spelled], probabilities[spelled]
    begin, inside = probabilities[:, 0:OUTSIDE:2], probabilities[:, 1:OUTSIDE:2]
    kinds = np.concatenate((begin + inside, probabilities[:, OUTSIDE:]), axis=1)
    inner = _inside_words(start, value, document)
    words = np.flatnonzero(~inner)
    sizes = np.diff(words, append=len(inner))
    if len(words):
        kinds = np.repeat(np.add.reduceat(kinds, words, axis=0) / sizes[:, None], sizes, axis=0)
    best = kinds[:, :-1].argmax(axis=1)
    row = np.arange(len(best))
    score = kinds[row, best]
    tagged = score > np.minimum(kinds[:, -1], thresholds[best])
    opens = (begin[row, best] > inside[row, best]) & ~inner
    firm = tagged
    # A word of another type ends what stands beside a name.
    maybe = (kinds[:, NAME] > BESIDE) & ~(tagged & (best != NAME))
    added = _beside(tagged & (best == NAME), maybe, start, value, inner, document) & ~tagged
    tagged, best = tagged | added, np.where(added, NAME, best)
    opens[1:] &= ~(added[1:] | added[:-1])
    # Two names with nothing but a space between them are the halves of one.
    for at in np.flatnonzero(opens & tagged & (best == NAME)).tolist():
        opens[at] = document.values[int(value[at])].text[int(start[at])] != " "
    # A run goes on while neighbours are tagged alike, lie in one value and the later does not begin a span itself.
    joins = np.zeros(len(best), np.bool_)
    joins[1:] = tagged[1:] & tagged[:-1] & (best[1:] == best[:-1]) & (value[1:] == value[:-1]) & ~opens[1:]
    firsts = np.flatnonzero(tagged & ~joins)
    spans: list[TaggedSpan] = []
    for first in firsts:
        last = first + 1
        while last < len(best) and joins[last]:
            last += 1
        home, kind = document.values[int(value[first])], int(best[first])
        confidence = float(score[first:last][firm[first:last]].mean())
        left, right = _trim(home.text, int(start[first]), int(end[last - 1]))
        if left < right and home.content and confidence >= thresholds[kind]:
            parts = [(left, right)]
            if kind == NAME:
                named = (_cased_edges(home.text, *part) for part in _persons(home.text, left, right))
                parts = [(begin, stop) for begin, stop in named if begin < stop]
            name, sure = DISPLAY[TYPES[kind]], round(confidence, 4)
            spans += (TaggedSpan(name, home.field, *part, sure) for part in parts)
    return spans


def _beside(named: Flags, maybe: Flags, start: IntArray, value: IntArray, inner: Flags, document: Document) -> Flags:
    """Tokens of names and of the capitalised words right beside them that may be named as well, bool[n]."""
    capital = np.zeros(len(start), np.bool_)
    for at in np.flatnonzero(maybe & ~inner & ~named).tolist():
        text, first = document.values[int(value[at])].text, int(start[at])
        capital[at] = text[first : first + 2].lstrip(" ")[:1].isupper()
    words = np.flatnonzero(~inner)
    capital = np.repeat(capital[words], np.diff(words, append=len(inner))) if len(words) else capital
    same = value[1:] == value[:-1]
    grown = named
    for _ in range(REACH if capital.any() else 0):
        before, grown = grown, grown.copy()
        grown[:-1] |= capital[:-1] & before[1:] & same
        grown[1:] |= capital[1:] & before[:-1] & same
        if np.array_equal(before, grown):
            break
    return grown


LINKS = frozenset("-'\u2019")
"""What links the parts of a name."""
LONGEST_TAIL = 48
"""Characters behind a name that are looked through for the rest of it."""


def _persons(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Commas part persons, but for one in a name by itself: ``Last, First`` opens a line or follows a colon, alone."""
    parts = text[start:end].split(", ")
    before = text[max(0, start - 2) : start].rstrip(" ")
    listed = text.startswith((", ", " and ", " & "), end)
    if len(parts) == 2 and not listed and before[-1:] in ("", ":", ";", "\n", "<", ">", "|"):
        return [(start, end)]
    found: list[tuple[int, int]] = []
    at = start
    for part in text[start:end].split(","):
        left, right = _trim(text, at, at + len(part))
        found += [(left, right)] if left < right else []
        at += len(part) + 1
    return found


PARTICLES = frozenset("van von der den de del della di da dos du la al bin ibn zu ter ten".split())  # noqa: SIM905
"""Words in lower case that belong to the capital behind them."""
PREFIXES = ("d'", "d\u2019", "al-", "el-", "ul-")
"""Particles that cling to the capital behind them."""
HONOURS = ("-san", "-sama", "-kun", "-chan", "-ji")
"""What clings to a name behind it and is none of it."""
BEHIND = ",;:!?\\|/<>*_=&@# \t\r\n"
"""Signs that no name ends with."""
SUFFIXES = frozenset("III VII VIII XII XIII XIV XVI XVII DDS DVM".split())  # noqa: SIM905
"""Words in capitals that are part of a name, and numbers of kings and sons."""
LABEL = 4
"""Letters of a word in capitals that is no part of the mixed ones before it."""
DEGREES = frozenset("QC KC SC ACA ACCA FCA CPA CFA Esq MBA RN MSc BSc LLM LLB".split())  # noqa: SIM905
"""Words behind a name that are none of it."""
RANKS = frozenset(
    "captain capt colonel col major maj general gen lieutenant lt sergeant sgt admiral commander"  # noqa: SIM905
    " brigadier brig rear mr mrs ms mx miss dr prof sir dame cllr councillor recorder herr herrn frau mme mlle madame"
    " monsieur se\u00f1or se\u00f1ora sra sig signora dhr mevr mw smt shri alhaji alhaja pani uncle aunt auntie oma"
    " opa onkel tante mama papa gatte gattin merci danke bonjour hallo messrs dear liebe lieber k\u00e6re k\u00e4ra"
    " kedves tisztelt szanowny szanowna drogi droga witaj ahoj v\u00e1\u017een\u00fd v\u00e1\u017een\u00e1 caro cara"
    " gentile egregio egregia querido querida estimado estimada hola ciao cher ch\u00e8re beste geachte hoi hee hej"
    " heer mevrouw eheleute hi hello signor signora senhor senhora mdm sig.ra sig.na kollegin kollege ing sl\u00e1n"
    " say\u0131n bay bayan driver passenger officer detective inspector constable nurse pastor reverend rev rabbi imam"
    " senator governor coach avv dott dott.ssa geom notar rechtsanwalt rechtsanw\u00e4ltin avvocato ma\u00eetre"
    " grandad grandma grandpa granny opiskelija potilas asiakas fr\u00f6ken fru client klient klientka klientin kunde"
    " kundin mieter mieterin patientin bewohner bewohnerin zeuge zeugin sch\u00fcler sch\u00fclerin student studentin"
    " studentka mitarbeiter mitarbeiterin borger elev pasient bruker po\u0161kozen\u00fd po\u0161kozen\u00e1"
    " obvin\u011bn\u00fd sv\u011bdek \u015bwiadek pow\u00f3d pozwany pacjent pacjentka cliente clienta paciente alumno"
    " alumna empleado empleada denunciante demandante acusado testigo patiente salari\u00e9 salari\u00e9e"
    " \u00e9l\u00e8ve t\u00e9moin pr\u00e9venu assur\u00e9 assur\u00e9e locataire bewoner klant cli\u00ebnt leerling"
    " medewerker getuige verdachte paziente dipendente alunno alunna imputato teste utente aluno aluna"
    " funcion\u00e1rio testemunha hasta san\u0131k davac\u0131 daval\u0131 m\u00fc\u015fteri \u00f6\u011frenci patient"
    " customer tenant employee witness victim suspect defendant plaintiff claimant applicant candidate resident sachen"
    " pak bapak ibu bu ch\u1ecb anh dona do\u00f1a doktor doutor doutora doctora profesor profesora professeur"
    " professora".split()
)
"""Words in front of a name that are none of it."""


def _ranked(word: str) -> bool:
    return word.rstrip(".").lower() in RANKS


def _untitled(words: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """A name's words without ranks in front, as in "van de heer Deprez", and without degrees and labels behind."""
    first, last = 0, len(words)
    while last - first > 1 and _ranked(words[first][1]):
        first += 1
    while (
        last - first > 2 and words[first][1] in PARTICLES and any(_ranked(w) for _, w in words[first + 1 : first + 3])
    ):
        first += 1
    while last - first > 1 and _ranked(words[first][1]):
        first += 1
    # The label of what comes next: "Ilinca-Maria CNP: 284..."
    mixed = any(word[1:2].islower() for _, word in words[first:])
    while last - first > 1 and mixed and _label(words[last - 1][1]):
        last -= 1
    while last - first > 1 and words[last - 1][1].rstrip(".") in DEGREES:
        last -= 1
    return words[first:last]


def _label(word: str) -> bool:
    return 2 < len(word) <= LABEL and word.isupper() and word not in SUFFIXES


def _cased_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """A name with a capital begins and ends with one, and a particle at its end brings what it belongs to.

    Empty for what has less than two letters: an initial or a stray sign is nobody.
    """
    words: list[tuple[int, str]] = []
    at = start
    end = start + len(text[start:end].rstrip(BEHIND))
    for word in text[start:end].split():
        at = text.index(word, at)
        words.append((at, word))
        at += len(word)
    # One letter in front of a currency sign is a dash that was decoded as something else.
    last = words[-1][1] if words else ""
    if len(words) > 1 and (last[1:] == "\u20ac" or (len(last) == 1 and text[end : end + 1] == "\u20ac")):
        words.pop()
    words = _untitled(words)
    if len(words) == 1 and _ranked(words[0][1]):
        return start, start
    # "Venkata Subramaniam S/o": a son of somebody.
    if len(words) > 1 and len(words[-1][1]) == 1 and text[words[-1][0] + 1 : words[-1][0] + 3].lower() == "/o":
        words.pop()
    if sum(sign.isalpha() for _, word in words for sign in word) < 2:
        return start, start
    if not any(word[0].isupper() for _, word in words):
        return words[0][0], words[-1][0] + len(words[-1][1])
    while words[0][1][0].islower() and words[0][1] not in PARTICLES:
        words.pop(0)
    while words[-1][1][0].islower() and words[-1][1] not in PARTICLES:
        words.pop()
    begin, stop = words[0][0], words[-1][0] + len(words[-1][1])
    if text[begin:stop].lower().endswith(HONOURS):
        return begin, text.rindex("-", begin, stop)
    # Before the first space is what clings to the name, as an s.
    clings, *behind = text[stop : stop + LONGEST_TAIL].split(" ")
    tail = list(itertools.takewhile(PARTICLES.__contains__, behind))
    following = "".join(behind[len(tail) : len(tail) + 1])
    prefix = next((prefix for prefix in PREFIXES if following.startswith(prefix)), "")
    opened = tail or prefix or words[-1][1] in PARTICLES
    if not clings and opened and following[len(prefix) : len(prefix) + 1].isupper():
        last = "".join(itertools.takewhile(lambda sign: sign.isalpha() or sign in LINKS, following))
        last = last.removesuffix("'s").removesuffix("\u2019s").rstrip("-'\u2019")
        return begin, stop + len(" ".join(["", *tail, last]))
    while words[-1][1] in PARTICLES and len(words) > 1:
        words.pop()
    return begin, words[-1][0] + len(words[-1][1])


def _inside_words(start: IntArray, value: IntArray, document: Document) -> Flags:
    """Which tokens go on with a word that the token before began, bool[n]; words are runs of digits and cased letters.

    A word goes on over a hyphen or apostrophe in front of a capital (``O'Neal``). Scripts without case are left alone:
    some of them put no space between words.
    """
    inner = np.zeros(len(start), np.bool_)
    for index, home in enumerate(document.values):
        here = np.flatnonzero(value == index)
        if len(here):
            inner[here] = _goes_on(home.text)[start[here]]
    return inner


OTHER, CASED, CAPITAL, LINK = range(4)
"""Kinds of characters in a word; a digit counts as cased."""


def _kind(sign: str) -> int:
    if sign in LINKS:
        return LINK
    return CAPITAL if sign.isupper() else CASED if sign.islower() or sign.isdigit() else OTHER


_ASCII = np.array([_kind(chr(code)) for code in range(128)], np.uint8)


def _goes_on(text: str) -> Flags:
    """Whether a word goes on at each place of a text, bool[n]."""
    # Two places in front and one behind, so that every place has neighbours.
    kinds = np.zeros(len(text) + 3, np.uint8)
    if text.isascii():
        kinds[2:-1] = _ASCII[np.frombuffer(text.encode(), np.uint8)]
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        signs, places = np.unique(codes, return_inverse=True)
        kinds[2:-1] = np.array([_kind(chr(code)) for code in signs.tolist()], np.uint8)[places]
    word = (kinds == CASED) | (kinds == CAPITAL)
    capital, link = kinds == CAPITAL, kinds == LINK
    at_link = capital[3:] & word[1:-2]
    behind_link = capital[2:-1] & word[:-3]
    inside: Flags = np.where(link[2:-1], at_link, np.where(link[1:-2], behind_link, word[2:-1] & word[1:-2]))
    return inside


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
