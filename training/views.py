"""A second view of a message: its values hidden, or small talk about it. What it is worth stays."""

from __future__ import annotations

import dataclasses
from random import Random

from training.generate import LabelSpan, Message, Split, obfuscate
from training.generate.smalltalk import surround
from training.generate.thread import Part, Parts, assemble

HARMFUL = 1.0
"""Every labelled value may be hidden here, whatever it is worth."""


def second_view(message: Message, rng: Random, split: Split) -> Message:
    """The message with other words about it: plain values of its body are hidden half of the time; otherwise, and if it
    holds none or hides them already, it gets small talk. Only the score of what was done to it differs."""
    parts = _parts(message)
    hidden = obfuscate.hide(rng, parts, split) if message.obfuscation is None and rng.random() < 0.5 else None
    obfuscation, scores = message.obfuscation, message.scores
    if hidden is not None:
        parts, obfuscation, score = hidden
        scores = scores | {"obfuscation": max(score, scores["obfuscation"])}
    else:
        parts = surround(rng, parts, split)
    body, runs = assemble(parts)
    spans = (
        *(span for span in message.spans if span.field != "body"),
        *(LabelSpan(run.label, "body", run.start, run.end) for run in runs),
    )
    event = {**message.event, "body": body}
    return dataclasses.replace(message, event=event, spans=spans, scores=scores, obfuscation=obfuscation)


def _parts(message: Message) -> Parts:
    """The body, cut at its spans."""
    text, at, out = message.event["body"], 0, []
    for span in sorted((span for span in message.spans if span.field == "body"), key=lambda span: span.start):
        out += [Part(text[at : span.start]), Part(text[span.start : span.end], span.type, HARMFUL)]
        at = span.end
    return [*out, Part(text[at:])]
