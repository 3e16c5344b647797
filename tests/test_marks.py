"""Marks: what the evidence pass tells the network of each token."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from model_core.dsl import serialize
from model_core.marks import DISGUISED, ESCAPED, MARKS, Mark, finding_code, marked
from model_core.tokenizer import Tokenizer
from stream_scanner.evidence import find, marks

CARD = "4539148803436467"


def event(body: str, subject: str = "") -> dict[str, object]:
    return {"kind": "chat", "sender": {"address": "a@b.example"}, "recipients": [], "subject": subject, "body": body}


def test_every_finding_has_a_code_of_its_own() -> None:
    kinds = ("EMAIL", "PHONE", "PAN", "SSN_LIKE", "SECRET_KEY", "DB_URI", "NDA_TERM", "MATTER_ID", "NAME", "ADDRESS")
    bands = ("sure", "unsure", "harmless")
    codes = {finding_code(k, b, hidden) for k in kinds for b in bands for hidden in (False, True)}
    assert len(codes) == 60
    assert {0, ESCAPED, DISGUISED}.isdisjoint(codes)
    assert max(codes | {ESCAPED, DISGUISED}) < MARKS


def test_a_card_is_marked_where_it_stands(tokenizer: Tokenizer) -> None:
    document = serialize(event(f"pay with {CARD} today", subject="hello"))
    tokens = tokenizer.encode(document)
    ids = marked(tokens, document, marks(find(document.content())), tokenizer.vocab_size)
    codes, pieces = np.divmod(ids, tokenizer.vocab_size)
    assert (pieces == tokens.ids).all()
    body = [value.field for value in document.values].index("body")
    inside = (tokens.value == body) & (tokens.start < 25) & (tokens.end > 9)
    assert (codes[inside] == finding_code("PAN", "sure", False)).all()
    assert (codes[~inside] == 0).all()


def test_a_hidden_card_says_so(tokenizer: Tokenizer) -> None:
    document = serialize(event("pay with " + "\u200b".join(CARD)))
    tokens = tokenizer.encode(document)
    codes = marked(tokens, document, marks(find(document.content())), tokenizer.vocab_size) // tokenizer.vocab_size
    assert finding_code("PAN", "sure", True) in codes


@given(body=st.text(max_size=60), subject=st.text(max_size=20), data=st.data())
def test_a_mark_covers_the_tokens_it_touches(
    tokenizer: Tokenizer, body: str, subject: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, max(0, len(body) - 1)))
    end = data.draw(st.integers(start + 1, len(body) + 1))
    document = serialize(event(body, subject))
    tokens = tokenizer.encode(document)
    codes = marked(tokens, document, [Mark("body", start, end, 7)], tokenizer.vocab_size) // tokenizer.vocab_size
    index = [value.field for value in document.values].index("body")
    spelled = tokens.end > tokens.start
    touched = (tokens.value == index) & (tokens.start < end) & (tokens.end > start)
    assert ((codes == 7) >= (touched & spelled)).all()
    assert (codes[~touched] == 0).all()
