"""``python -m bench.report``: run every command of docs/PERFORMANCE.md and write the page anew."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

COMMANDS = ("bench", "bench.profile", "bench.roofline", "bench.settings", "bench.axes")
QUICK = {
    "bench": ["--rounds", "3", "--events", "24", "--shorts", "40"],
    "bench.profile": ["--rounds", "2", "--events", "4"],
    "bench.roofline": ["--rounds", "3"],
    "bench.settings": ["--rounds", "3"],
    "bench.axes": ["--longest", "131072", "--remembered", "2000", "--rounds", "2"],
}
"""Options that make a page in minutes, to see what it will look like."""
HEAD = """# Performance

Written by `python -m bench.report`, which runs {commands} one
after another; each of them prints the same tables, and with `--markdown FILE` replaces its own sections of a page.
`make bench` is `python -m bench`. The evidence pass on hostile texts is `python -m bench.growth`; other scanners are in
[PEERS.md](PEERS.md).

How to read it:

- **Turns.** What is compared is timed in turns in one process, so that a drift of the machine falls on all of it.
  Ratios are medians of the ratios of one turn. p50, p95 and p99 are nearest ranks.
- **Load.** The line under a heading tells the machine's load average before and after, the bench's own work in it.
  Other work makes milliseconds too high and two threads look worse than they are; shares, exponents and processor time
  hold up.
- **Texts** are made up from a seed: prose with a value in every twelfth sentence. The mixed stream is log-normal:
  median 120 tokens, sigma 1, cut at 4,000. 2 KB is 2,048 characters.
- **Broker and Redis** are the embedded ones, on the same cores. The embedded broker answers an empty fetch only when
  the consumer's wait is over (Faust asks for 1.5 s), so no latency here goes through a fetch: clocks run from the
  worker's `submit` to the acknowledged verdict.
"""


def main() -> None:
    """Write the page; a command that fails ends it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, nargs="?", default=Path("docs/PERFORMANCE.md"))
    parser.add_argument("--bundle", type=Path, default=None)
    parser.add_argument("--quick", action="store_true", help="tiny repeats: a look at the page, not figures")
    args = parser.parse_args()
    args.page.write_text(HEAD.format(commands=", ".join(f"`{name}`" for name in COMMANDS)), encoding="utf-8")
    for name in COMMANDS:
        options = QUICK[name] if args.quick else []
        if args.bundle is not None:
            options = [*options, "--bundle", str(args.bundle)]
        subprocess.run([sys.executable, "-m", name, "--markdown", str(args.page), *options], check=True)


if __name__ == "__main__":
    main()
