# ruff: noqa: SIM905 - lists of words read better as text
"""Which of a tagger's persons to believe: rules over one text, its other mentions and lists of names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from training.generate.gazetteer import known_names
from training.generate.judged import Verdict

Range = tuple[int, int]
TITLES = frozenset(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir dame lord lady secretary president senator sen sen.
    rep rep. congressman congresswoman ambassador amb amb. general gen gen. colonel col. captain minister chancellor
    governor gov gov. mayor judge justice director chairman under deputy assistant special envoy king queen prince
    princess pope father fr. rev rev. reverend sheikh capt capt. lt lt. sgt sgt. st st. hon hon. dear hi hello
    thanks prime foreign former vice madam mme the
    """.split()
)
PARTICLES = frozenset("de la del da dos di van von der den ter bin ibn al el le du y e".split())
# Words that a small tagger likes to take for persons, or that turn a person's name into a firm's or a place's.
FOREIGN = frozenset(
    """
    re fw fwd subject sent from to cc bcc date attachments original message monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november december inc llc ltd
    corp company co university college school institute foundation department committee congress senate house office
    bank street avenue road park hall center centre hospital airport bridge river lake mount fort city county state
    states party agreement exhibit section article schedule act law court times post journal news daily weekly press
    washington york london paris israel palestine gaza libya egypt iran iraq china india haiti africa europe america
    google windows linux ubuntu debian firefox gnome kde python java android apple microsoft facebook twitter github
    docker kubernetes redis django sandwich sushi restaurant hotel cafe grill bar inn salon theatre theater stadium
    islam muslim christian jewish quran bible god jesus allah christmas easter blackberry iphone unclassified ok
    okay sun mon tue tues wed thu thur thurs fri sat jan feb mar apr jun jul aug sep sept oct nov dec can context
    pond village mall market gym field playfield creek beach house island valley school church tower building band
    group brothers club league cup award prize theatre studios records motors foundation society library museum
    station square plaza gardens estate farm mine canyon bay port plan project team festival championship
    yes no please thank thanks best regards cheers hello customer agent
    """.split()
)
AMBIGUOUS = frozenset(
    """
    will mark may april june august rose grace hope faith joy bill art rich drew sue pat frank grant chance
    christian dean earl gene glen guy hunter jack king lance man miles page chase ray rob rusty sandy summer
    virginia georgia carolina florida washington jackson lincoln israel jordan chad charlotte austin paris london
    sydney victoria dallas houston madison savannah brooklyn china india america kenya asia love young long best
    price major cherry crystal dawn eve iris ivy jade jasmine lily melody olive pearl ruby star sky so an in do my
    le see day mac van don pa ma many dot han song wong kim bell field fields wood woods stone hill hills lane park
    banks church ford ward reed cook baker carter mason parker porter turner walker taylor cooper fisher gardner
    green brown white black gray grey reading
    """.split()
)
_OFTEN_PERSONS = frozenset({"ORG", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT", "FAC", "LANGUAGE"})
# Where a capital says nothing: after a full stop, a line break, a bullet or an opening quote.
_STARTS = re.compile(r"(?:^|[.!?:;\n>*|\]\[\t/_-]|[\"'“(]|\d)\s*$")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_EDGES = " \t\r*>,;:-\"'()[]`|<•"
_LINE = re.compile(r"[^\n]+")
# What may stand between two words of one person.
_JOINT = re.compile(r" (?:(?:[A-Z]\.?|" + "|".join(sorted(PARTICLES)) + r") ){0,2}")
_LISTED = re.compile(r"(?:From|To|Cc|Bcc):|;")


def nobody_asked(words: str) -> Verdict | None:
    """No verdicts: what the rules say holds."""
    return None


class Found:
    """Names in one text.

    Attributes:
        names: ranges to believe, without titles and possessive endings.
        doubts: ranges that may hold a name, so that nobody should learn from them that there is none.
    """

    def __init__(
        self,
        text: str,
        entities: Sequence[tuple[int, int, str]],
        judged: Callable[[str], Verdict | None] = nobody_asked,
    ) -> None:
        self.text = text
        self.names: list[Range] = []
        self.doubts: list[Range] = []
        persons = [cleaned for e in entities if e[2] == "PERSON" and (cleaned := _cleaned(text, e[0], e[1]))]
        others = [(a, b) for a, b, label in entities if label != "PERSON"]
        elsewhere = Counter(text[a:b].strip() for a, b in others)
        surfaces = Counter(text[a:b] for a, b in persons)
        accepted = {s for s, count in surfaces.items() if _plausible(s) and elsewhere[s] < count}
        parts = {w.strip(".,") for s in accepted if " " in s for w in s.split() if len(w) > 2}
        accepted |= {s for s in surfaces if s in parts and s.lower() not in AMBIGUOUS | FOREIGN}
        for start, end in persons:
            # One word beside a capital is more often a piece of a title, a hotel or a firm.
            piece = " " not in text[start:end] and _beside_capital(text, start, end)
            (self.names if text[start:end] in accepted and not piece else self.doubts).append((start, end))
        for start, end, label in entities:
            missed = label == "PERSON" and not any(a < end and start < b for a, b in persons)
            # Surnames nobody has heard of are firms or titles to a small tagger.
            if missed or (label in _OFTEN_PERSONS and _plausible(text[start:end].strip())):
                self.doubts.append((start, end))
        self._elsewhere(accepted | parts, persons + others)
        self._heed(judged)

    def _heed(self, judged: Callable[[str], Verdict | None]) -> None:
        """Do what readers said: names that are none go, doubts about no name end, and words that are names are joined
        to those beside them."""
        named: list[Range] = []
        doubts: list[Range] = []
        asked = [*self.names, *(piece for doubt in self.doubts for piece in pieces(self.text, *doubt))]
        for number, (start, end) in enumerate(asked):
            verdict = judged(self.text[start:end])
            if verdict == "name" or (verdict is None and number < len(self.names)):
                named.append((start, end))
            elif verdict != "none":
                doubts.append((start, end))
        self.names, heard = [], {(a, b) for a, b in self.names}
        for start, end in self._joined(sorted(named)):
            part = self._listed(start, end) or (
                (start, end) not in heard and _beside_capital(self.text, start, end, opening=True)
            )
            (doubts if part else self.names).append((start, end))
        self.doubts = doubts

    def _joined(self, ranges: Iterable[Range]) -> Iterator[Range]:
        held: Range | None = None
        for start, end in ranges:
            if held and (start <= held[1] or _JOINT.fullmatch(self.text, held[1], start)):
                held = held[0], max(held[1], end)
                continue
            if held:
                yield held
            held = start, end
        if held:
            yield held

    def _listed(self, start: int, end: int) -> bool:
        """Whether a range is half of a "Last, First" in a list of them."""
        text = self.text
        if ", " not in (text[end : end + 2], text[max(0, start - 2) : start]):
            return False
        line_end = text.find("\n", end)
        return bool(_LISTED.search(text, text.rfind("\n", 0, start) + 1, line_end if line_end >= 0 else len(text)))

    def _elsewhere(self, people: set[str], taken: Iterable[Range]) -> None:
        """Other mentions of the same people, and words that look like first names, where the tagger saw nothing."""
        firsts = known_names()[0]
        covered = bytearray(len(self.text))
        for start, end in taken:
            covered[start:end] = b"\1" * (end - start)
        for match in _WORD.finditer(self.text):
            start = match.start()
            word = _bare(match.group())
            if covered[start] or not word[:1].isupper() or len(word) < 3 or word.lower() in AMBIGUOUS | FOREIGN:
                continue
            end = start + len(word)
            if word in people and word.istitle() and not _beside_capital(self.text, start, end):
                self.names.append((start, end))
            elif (
                word in people
                or word.title() in firsts
                or (word.istitle() and not _STARTS.search(self.text[max(0, start - 4) : start]))
            ):
                self.doubts.append((start, end))


def _bare(word: str) -> str:
    for ending in ("'s", "’s", "'", "’", ".", "-"):
        word = word.removesuffix(ending)
    return word


def pieces(text: str, start: int, end: int) -> Iterator[Range]:
    """A range without line breaks and without punctuation at its edges: a piece a line."""
    for line in _LINE.finditer(text, start, end):
        kept = line.group().strip(_EDGES)
        if len(kept) > 2:
            at = line.start() + line.group().index(kept)
            yield at, at + len(kept)


def _beside_capital(text: str, start: int, end: int, opening: bool = False) -> bool:
    """Whether a word with a capital stands right beside; with ``opening`` one that opens a sentence does not count."""
    before = text[max(0, start - 20) : start].split(" ")
    after = text[end : end + 20].lstrip("'’s").split(" ")
    left = before[-2] if len(before) > 1 and before[-1] == "" else ""
    right = after[1] if len(after) > 1 and after[0] == "" else ""
    if opening and left and _STARTS.search(text[max(0, start - len(left) - 5) : start - len(left) - 1]):
        left = ""
    return (left[:1].isupper() and left.lower() not in TITLES) or right[:1].isupper()


def _cleaned(text: str, start: int, end: int) -> Range | None:
    """The range without titles, line breaks, possessive and punctuation at its ends."""
    if "\n" in text[start:end].strip():
        return None
    while end > start:
        raw = text[start:end]
        head = raw.split(" ", 1)
        if raw[0] in " \n\t,.;:'\"“‘(<>*-•_[|":
            start += 1
        elif len(head) > 1 and head[0].lower().strip(",:") in TITLES:
            start += len(head[0]) + 1
        elif raw.endswith(("'s", "’s")):
            end -= 2
        elif raw[-1] in " \n\t,;:'’\"”)<>*-_]|" or (raw[-1] == "." and not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", raw)):
            end -= 1
        else:
            break
    return (start, end) if end - start > 2 else None


@lru_cache(maxsize=200_000)
def _plausible(surface: str) -> bool:
    words = surface.replace(",", " ").split()
    if not 1 <= len(words) <= 4 or not re.fullmatch(r"[^\W\d_][\w'’., -]*", surface):
        return False
    if re.search(r"\d|_|\.\w{2}", surface):
        return False
    bare = [_bare(w) for w in words]
    if any(w.lower() in FOREIGN for w in bare) or not all(w[0].isupper() or w in PARTICLES for w in words):
        return False
    firsts, lasts = known_names()
    if len(words) == 1:
        word = bare[0]
        return word.istitle() and word.lower() not in AMBIGUOUS and (word in firsts or word in lasts)
    return any(w.title() in firsts or w.title() in lasts for w in (bare[0], bare[-1]))
