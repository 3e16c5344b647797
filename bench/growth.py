"""``python -m bench.growth``: time of the evidence pass against the length of hostile texts.

Linear time is a promise to whoever runs this on other people's messages. Each row is one unit repeated; a ratio of 4
for four times the length is linear, 16 would be quadratic.
"""

from __future__ import annotations

import argparse
import base64
import itertools
import resource
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from rich.console import Console
from rich.table import Table

from stream_scanner.evidence import find

SHAPES = {
    "prose": "please review the invoice and tell me whether the numbers look right to you. ",
    "nothing but a": "a",
    "white space": " ",
    "empty lines": "\n",
    "one long word": "xK7vQ2bN9zR4",
    "one long number": "4539578763621486",
    "cards": "4539578763621486 ",
    "labelled cards": "card 4539 5787 6362 1486, ",
    "failing cards": "visa 4539578763621487 ",
    "cards by slashes": "4539/5787/6362/1486 ",
    "spaced digits": "4 5 3 9 5 7 8 7 ",
    "spelled digits": "four five three nine five seven eight seven. ",
    "leet digits": "4S39 S787 6362 I486 ",
    "rows of groups": "1234 5678 9012 3456 7890 4539\n",
    "nines": "ssn 536-90-4399 sin 046 454 286 ",
    "table": "ann,536904399,5\nssn,a\n",
    "wide table": "ssn,",
    "addresses": "12 Oak Street, Rome, GA 30161\n",
    "almost addresses": "1 A ",
    "towns": "Ann, OK 12345 ",
    "names": "Name: Ann Lee\n",
    "titles": "Mr A van der B ",
    "e-mails": "a@b.co ",
    "spelled e-mails": "ann [at] host [dot] org ",
    "spaced e-mails": "ann @ host . org ",
    "spelled by a letter": "x.y (a) a.co ",
    "at signs": "a@",
    "dots": "a.b-",
    "letters apart": "p Q r 7 ",
    "letters apart, apart": "p Q r 7 p Q r 7 word ",
    "lines of keys": "xQ9fQ2hZx8\n7LmWpR4t9f ",
    "string pieces": 'k = "gr33" "n4p1r" ',
    "numbers in quoted-printable": "4=35=339 ",
    "backward numbers": "9054-133-202-1+ ",
    "ROT47": "2==6?o9@DE]4@> ",
    "escaped islands": "KDcxMykgNjg2LTczMzM= 3431352d3339332d37393831 GQ2TGNJXHE3TQMRU ",
    "compressed": None,
    "struck out": "a\u0336@\u0336 \u0336",
    "inline tags": "4<b>5</b> ",
    "brackets": "(<[{",
    "depth": '{"a":[',
    "quotes": 'a" + "b',
    "assignments": "password=",
    "secrets": 'password = "gr33n-T4pir"\n',
    "elements": "<key>",
    "told": "the password for the ",
    "told secrets": "the password is gr33nT4pir ",
    "key prefixes": "AIzaghp_",
    "keys": "ghp_9fQ2hZx81LmWpR4t9fQ2hZx81LmWpR4tabcd ",
    "token heads": "eyJhbGciOiJIUzI1NiJ9.",
    "key blocks": "-----BEGIN PRIVATE KEY-----\n",
    "URIs": "db://a:b@",
    "many URIs": "db://a:gr33n@h/x ",
    "percent": "%2541",
    "percent over zero width": "%34%35%33%39%e2%80%8b%35%37%38%37%36%33%36%32%31%34%38%36%20",
    "entities": "&#64;",
    "distinct entities": None,
    "backslashes": "\\u0041",
    "tags": "a<b></b>",
    "open tags": "<a ",
    "comments": "a<!--",
    "quoted-printable": "a=3D=40",
    "zero width": "a\u200b",
    "bidi": "\u202ea\u2066",
    "overridden cards": "\u202e6841 2636 7875 9354\u202c ",
    "combining": "a\u0301\u0336",
    "look-alikes": "а",
    "mixed scripts": "аa",
    "wide": "ｗ",
    "base64": "aGVsbG8gd29ybGQgb3V0IHRoZXJl ",
    "base64 in base64": "YUdWc2JHOGdkMjl5YkdRZ2IzVjBJSFJvWlhKbA== ",
    "cards in base64": "Y2FyZCA0NTM5NTc4NzYzNjIxNDg2IA ",
    "hex": "68656c6c6f20776f726c6421 ",
    "base32": "NBSWY3DPEB3W64TMMQQG65LUEB2GQZLSMU ",
    "backwards": "moc.a@b_phg ",
    "backward cards": "backwards 6841263678759354 ",
    "broken lines": "AB_CD0123456789\n",
    "dockets": "1:21-cv-00437 ",
    "captions": "17-1234, A ",
    "told dockets": "case no. is 11-2222 ",
    "phones": "+1 212 867 5309 ",
    "labelled phones": "call 030 1234567 ",
    "orders like phones": "order of 0032 470 55 01 86 today ",
    "secrets told from afar": "pw is aB3-xyz9k ",
    "streets at lines' ends": "Aa Str. 1\n",
    "plots and pins": "Plot 7, Hill Road, Pune 411045, ",
    "national numbers": "nin 48203917562 cpf 111.444.777-35 ",
    "calls at home": "call Ann Berg, 0160 5554417 ",
    "line separators": "4\u20285 ",
    "digits apart": "4·5·3",
    "letters in tags": "<b>a</b>",
    "addresses abroad": "12 Aa Bb, Cc, France ",
    "addresses in Chinese": "中山路12号",
    "halves": "card 4539 1488 first half ",
    "told by groups": "then 4539 ",
    "named groups": "a: 4539 together\n",
    "sown letters": "4x5x3x9x5x7x8x7x6 ",
    "the same word": "4539 plums 5787 plums ",
    "sums": "4+0, 4+1, 3+0, ",
    "radio letters": "papa romeo four one ",
    "spoken signs": "a colon slash slash b dash ",
    "keys in groups": "AKI AC7 RCU 546 ",
    "blanks in URIs": "db : // a : b @ c . d ",
    "coded passwords": "password bVY4I3F1aWx0UmF2ZW4= ",
    "digits of two scripts": "O\u0417 l\u04173 ",
    "titled in Russian": "Уважаемая Мария Андреевна! ",
    "titled in Chinese": "客户王丽来电",
    "closings": "Regards,\nAnna\n",
    "speakers": "[14:08] Ann Lee: hello\n",
    "loosened numbers": "PESEL 8*4*0*3*1*7*0*9*6*2*",
    "ordered groups": "first block 6882, second block 4917 ",
    "chat lines": "[14:08] Ann: 36474\n",
    "groups backwards": "7545 0260 1092 4245 reversed ",
    "hundreds in words": "восемь девятьсот шестнадцать ",
    "log-in links": "https://x.io/reset?t=8e60bef20129a1d2119e73b5e5112f2c ",
    "streets in Thai": "88/14 ซอยสุขุมวิท 71 แขวงพระโขนง ",
    "falling lengths": None,
}
"""A unit that is repeated; what no unit can say is built by `text_of`."""


def text_of(shape: str, length: int) -> str:
    """A text of the shape, of about ``length`` characters."""
    unit = SHAPES[shape]
    if unit is not None:
        return unit * (length // len(unit))
    if shape == "distinct entities":
        return "".join(f"&#{256 + at};" for at in range(length // 8))
    if shape == "compressed":
        unit = base64.b64encode(zlib.compress(b"card 4539578763621486 and words " * 4)).decode() + " "
        return unit * (length // len(unit))
    # Values in an order that puts the next one, longest first, before the ones already seen.
    return "".join("a" * (at % 50 + 1) + "@b.co " for at in range(length // 32))


def measured(shape: str, lengths: list[int]) -> tuple[list[float], float]:
    """Seconds by length, and MiB that the process grew by at its peak."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent = []
    for length in lengths:
        text = text_of(shape, length)
        started = time.process_time()
        find([("body", text)])
        spent.append(time.process_time() - started)
    return spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def main() -> None:
    """Print seconds per length, the growth from one to the next, and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", type=int, default=1 << 20)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    lengths = [args.longest // 16, args.longest // 4, args.longest]
    find([("body", "é а 1 card 4539 5787 6362 1486 ann@host.org")])  # tables
    table = Table(title="evidence pass, seconds by characters")
    for name in ("shape", *(f"{n:,}" for n in lengths), "growth", "growth", "MiB"):
        table.add_column(name, justify="left" if name == "shape" else "right")
    slowest = largest = 0.0
    for name in SHAPES:
        if args.only not in name:
            continue
        # A process for each: its peak is its own.
        with ProcessPoolExecutor(1, get_context("fork")) as pool:
            spent, memory = pool.submit(measured, name, lengths).result()
        slowest, largest = max(slowest, spent[-1]), max(largest, memory)
        growth = (f"{b / max(a, 1e-6):.1f}" for a, b in itertools.pairwise(spent))
        table.add_row(name, *(f"{s:.3f}" for s in spent), *growth, f"{memory:.0f}")
    Console(width=100).print(table)
    print(f"slowest: {slowest:.2f} s for {args.longest:,} characters; four times the text is one step of growth")
    print(f"most memory for one text, above what the process had: {largest:.0f} MiB")


if __name__ == "__main__":
    main()
