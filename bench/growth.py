"""``python -m bench.growth``: time of the evidence pass against the length of hostile texts.

Linear time is a promise to whoever runs this on other people's messages. Each row is one unit repeated; a ratio of 4
for four times the length is linear, 16 would be quadratic.
"""

from __future__ import annotations

import argparse
import itertools
import time

from rich.console import Console
from rich.table import Table

from stream_scanner.evidence import find

SHAPES = {
    "prose": "please review the invoice and tell me whether the numbers look right to you. ",
    "cards": "4539578763621486 ",
    "labelled cards": "card 4539 5787 6362 1486, ",
    "failing cards": "visa 4539578763621487 ",
    "spaced digits": "4 5 3 9 5 7 8 7 ",
    "leet digits": "4S39 S787 6362 I486 ",
    "table": "ann,536904399,5\nssn,a\n",
    "addresses": "12 Oak Street, Rome, GA 30161\n",
    "almost addresses": "1 A ",
    "names": "Name: Ann Lee\n",
    "e-mails": "a@b.co ",
    "at signs": "a@",
    "dots": "a.b-",
    "brackets": "(<[{",
    "quotes": 'a" + "b',
    "assignments": "password=",
    "told": "the password for the ",
    "key prefixes": "AIzaghp_",
    "token heads": "eyJhbGciOiJIUzI1NiJ9.",
    "key blocks": "-----BEGIN PRIVATE KEY-----\n",
    "URIs": "db://a:b@",
    "percent": "%2541",
    "entities": "&#64;",
    "tags": "a<b></b>",
    "quoted-printable": "a=3D=40",
    "zero width": "a\u200b",
    "look-alikes": "а",
    "wide": "ｗ",
    "base64": "aGVsbG8gd29ybGQgb3V0IHRoZXJl ",
    "base64 in base64": "YUdWc2JHOGdkMjl5YkdRZ2IzVjBJSFJvWlhKbA== ",
    "backwards": "moc.a@b_phg ",
    "broken lines": "AB_CD0123456789\n",
    "dockets": "1:21-cv-00437 ",
    "phones": "+1 212 867 5309 ",
}


def main() -> None:
    """Print seconds per length and the growth from one to the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", type=int, default=1 << 20)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    lengths = [args.longest // 16, args.longest // 4, args.longest]
    find([("body", "é а")])  # tables
    table = Table(title="evidence pass, seconds by characters")
    for name in ("shape", *(f"{n:,}" for n in lengths), "growth", "growth"):
        table.add_column(name, justify="left" if name == "shape" else "right")
    slowest = 0.0
    for name, unit in SHAPES.items():
        if args.only not in name:
            continue
        spent = []
        for length in lengths:
            text = unit * (length // len(unit))
            started = time.process_time()
            find([("body", text)])
            spent.append(time.process_time() - started)
        slowest = max(slowest, spent[-1])
        growth = (f"{b / max(a, 1e-6):.1f}" for a, b in itertools.pairwise(spent))
        table.add_row(name, *(f"{s:.3f}" for s in spent), *growth)
    Console(width=100).print(table)
    print(f"slowest: {slowest:.2f} s for {args.longest:,} characters; four times the text is one step of growth")


if __name__ == "__main__":
    main()
