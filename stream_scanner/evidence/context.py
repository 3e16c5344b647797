"""What stands around a value: words before it, the header of its column, or nothing at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from stream_scanner.evidence.patterns import Pattern, pattern

LONGEST_LINE = 2000
"""Characters of a line that are looked at for its columns; bounds the work on one endless line."""
LONGEST_HEAD = 64
"""Characters of the head of a column in mark-up."""
SHORTEST_MESSAGE = 48
"""A message up to this long may be nothing but the answer to "what is your number?"."""

OPPOSING = (
    rb"order|track(?:ing)?|invoice|ticket|reference|ref\b|imei|serial|isbn|ean\b|upc\b|sku\b|part\b|model|item|lot\b"
    rb"|batch|version|rechnung|bestell|auftrag|artikel|sendung|lieferschein|commande|facture|r.f.rence|pedido|factura"
    rb"|fattura|ordine|bestelling|factuur"
)
"""Words for numbers that are nobody's: beside one of them, a value without a word of its own is unsure."""
COUNTED = (
    rb"(?i)^ ?(?:ms|sec|seconds?|minutes?|people|persons?|packets?|pieces|unidades"
    rb"|users?|jobs?|rows?|items?|players?|visitors?|units?|pcs"
    rb"|customers?|vehicles?|times|records?|messages?|events?|requests?|views|downloads|[kmg]?b|bytes|[km]?wh?|km|kg"
    rb"|miles|euros?|eur|usd|gbp|dollars|st.ck|mal|personen)\b"
)
"""What is counted behind a number that is neither to be dialled nor anybody's."""
YEAR = rb"^(?:19|20)[0-9]{2}$"
"""Four digits that are rather a year than anybody's code."""
DOUBT = 0.5
"""Confidence of a value beside an opposing word."""

_DELIMITERS = (b"\t", b"|", b";", b",")


def near(data: bytes, start: int, words: bytes, reach: int = 48) -> bool:
    """Whether a word of the alternation ``words`` ends within ``reach`` characters before ``start``."""
    return pattern(rb"(?i)(?:\b|_)(?:" + words + rb")").within(data[max(0, start - reach) : start])


class Words:
    """All places of the words of an alternation: `near` for many values of one text. Looked up when first asked."""

    def __init__(self, data: bytes, words: bytes) -> None:
        self._data, self._words = data, words

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """Start and end of each."""
        return [match.span() for match in pattern(rb"(?i)(?:\b|_)(?:" + self._words + rb")").finditer(self._data)]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.places]

    def __bool__(self) -> bool:
        return bool(self.places)

    def near(self, start: int, reach: int = 48) -> bool:
        """Whether one of them ends within ``reach`` characters before ``start``."""
        word = self.last(start)
        return word is not None and word[0] >= start - reach

    def around(self, start: int, end: int, reach: int) -> bool:
        """Whether one of them ends within ``reach`` characters of ``[start, end)``, on either side."""
        return self.near(end + reach, end - start + 2 * reach)

    def last(self, start: int) -> tuple[int, int] | None:
        """The last one that ends before ``start``."""
        at = bisect_right(self._ends, start) - 1
        return self.places[at] if at >= 0 else None


def follows(data: bytes, start: int, words: bytes, reach: int = 48) -> bool:
    """Like `near`, on the same line and with no other number between the word and ``start``; "2nd" is none."""
    line = data[max(0, start - reach) : start]
    line = line[line.rfind(b"\n") + 1 :]
    return pattern(rb"(?i)(?:\b|_)(?:" + words + rb")(?:[^0-9]|[0-9](?:st|nd|rd|th)\b)*$").within(line)


def alone(data: bytes) -> bool:
    """Whether a whole text is numbers and their punctuation: a message that only answers the one before it."""
    return len(data) <= SHORTEST_MESSAGE and not pattern(rb"[A-Za-z\x80-\xff=@]").within(data)


_NO_HEADER = rb"[0-9]{3}|[0-9][^0-9\n]{0,3}[0-9]"
_HUMP = rb"[a-z][A-Z]"


def parted(cell: bytes) -> bytes:
    """The head of a column with its humps parted: ``dateOfBirth`` as ``date_Of_Birth``."""
    at, parts = 0, []
    for hump in pattern(_HUMP).finditer(cell):
        parts.append(cell[at : hump.start() + 1])
        at = hump.start() + 1
    return b"_".join((*parts, cell[at:]))


def _split(line: bytes, delimiter: bytes) -> Iterator[tuple[int, int]]:
    """Where each cell of a row begins, and how long it is, without the space around it."""
    at = 0
    while at <= len(line):
        quote = line.find(b'"', at + 1) if line[at : at + 1] == b'"' else -1
        stop = line.find(delimiter, max(at, quote))
        stop = len(line) if stop < 0 else stop
        cell = line[at:stop]
        yield at + len(cell) - len(cell.lstrip()), len(cell.strip())
        at = stop + 1


_TAG = rb"(?i)<(/?)(table|tr|td|th)(?:\s[^<>]{0,200})?>"


def _marked(data: bytes, word: Pattern) -> Iterator[tuple[int, int, bytes]]:
    """Cells of HTML tables below a head that is such a word: start, end and the head."""
    heads: dict[int, bytes] = {}
    row = index = begin = 0
    # Cells that cover several move those behind them, so that no column can be told.
    spread = False
    for tag in pattern(_TAG).finditer(data):
        name = tag.group(2).lower()
        if name == b"table":
            heads, row, spread = {}, 0, False
        elif name == b"tr":
            row, index = row + (not tag.group(1)), -1
        elif not tag.group(1):
            spread = spread or b"span=" in tag.group().lower()
            index, begin = index + 1, tag.end()
        elif row == 1:
            head = data[begin : tag.start()].strip()
            if len(head) <= LONGEST_HEAD and word.within(parted(head)) and not pattern(_NO_HEADER).within(head):
                heads[index] = head
        elif index in heads and not spread:
            yield begin, tag.start(), heads[index]


def unquoted(data: bytes, start: int, end: int, quotes: bytes) -> tuple[int, int]:
    """Where a cell's value lies without the quotes and marks of emphasis around it."""
    while end > start and data[end - 1] in quotes:
        end -= 1
    while start < end and data[start] in quotes:
        start += 1
    return start, end


def _heads(line: bytes, delimiter: bytes) -> list[bytes]:
    # Confluence and Jira write two bars between the heads of a table, and one between its cells.
    return (line.replace(b"||", b"|") if delimiter == b"|" else line).split(delimiter)


class Columns:
    """Columns of delimited text (CSV, TSV, Markdown) whose header is one of ``words``."""

    def __init__(self, data: bytes, words: bytes) -> None:
        self._data = data
        self._starts: list[int] = []
        self._tables: list[tuple[int, bytes, frozenset[int]]] = []
        word = pattern(rb"(?i)(?:\b|_)(?:" + words + rb")(?:\b|_)")
        self._marked = list(_marked(data, word)) if b"</t" in data else []
        if b"\n" not in data:
            return
        # "customer_ssn", "address2", and homePhone, once its capital is parted from what stands before it.
        header = pattern(rb"(?m)^[^\n]*(?:(?:\b|_)(?i:" + words + rb")(?:\b|_)|[a-z](?i:" + words + rb")\b)[^\n]*$")
        at = 0
        while (match := header.search(data, at)) is not None:
            at = match.end() + 1
            line = match.group()
            delimiter = next((d for d in _DELIMITERS if d in line), b"")
            if not delimiter or len(line) > LONGEST_LINE or pattern(_NO_HEADER).within(line):
                continue
            columns = frozenset(i for i, cell in enumerate(_heads(line, delimiter)) if word.search(parted(cell)))
            if not columns:
                continue
            end = at
            # The table goes on while lines have the delimiter; the search resumes behind it, so this stays linear.
            while end < len(data):
                stop = data.find(b"\n", end)
                stop = len(data) if stop < 0 else stop
                if delimiter not in data[end:stop]:
                    break
                end = stop + 1
            self._starts.append(at)
            self._tables.append((end, delimiter, columns))
            at = max(at, end)

    def __bool__(self) -> bool:
        return bool(self._starts or self._marked)

    def cells(self) -> Iterator[tuple[int, int, bytes]]:
        """Start and end of each value in such a column, and the column's name."""
        yield from self._marked
        for at, (end, delimiter, columns) in zip(self._starts, self._tables, strict=True):
            names = _heads(self._data[self._data.rfind(b"\n", 0, at - 1) + 1 : at], delimiter)
            while at < end:
                stop = self._data.find(b"\n", at)
                stop = end if stop < 0 else stop
                if stop - at <= LONGEST_LINE:
                    for index, (start, size) in enumerate(_split(self._data[at:stop], delimiter)):
                        if index in columns and size:
                            yield at + start, at + start + size, names[index].strip(b' "\r')
                at = stop + 1

    def holds(self, start: int) -> bool:
        """Whether the value at ``start`` stands in such a column."""
        if (at := bisect_right(self._marked, (start + 1,))) and start < self._marked[at - 1][1]:
            return True
        at = bisect_right(self._starts, start) - 1
        if at < 0 or start >= self._tables[at][0]:
            return False
        _, delimiter, columns = self._tables[at]
        before = self._data[max(self._starts[at], start - LONGEST_LINE) : start]
        line = before[before.rfind(b"\n") + 1 :]
        quoted = sum(match.group().count(delimiter) for match in pattern(rb'"[^"]*"').finditer(line))
        return line.count(delimiter) - quoted in columns
