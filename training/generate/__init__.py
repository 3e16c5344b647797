"""Labelled synthetic threads: an endless, seeded stream of messages with spans, scores and thread flags."""

from training.generate.stream import threads
from training.generate.thread import LabelSpan, Level, Message, Split, Thread

__all__ = ["LabelSpan", "Level", "Message", "Split", "Thread", "threads"]
