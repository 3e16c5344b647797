"""Looking into threads' memory, and deleting it, from outside the worker."""

from __future__ import annotations

from typing import Any

import numpy as np

from model_core.bundle import Bundle
from stream_scanner.config import Settings
from stream_scanner.memory import Address, MemoryStore, MemoryUnavailable

PATIENCE = 2.0
"""Seconds that an operator's command waits for Redis."""


class RedisUnreachable(RuntimeError):
    """Redis did not answer in time."""


def _store(settings: Settings) -> MemoryStore:
    bundle = Bundle.open(settings.bundle)
    hurried = settings.model_copy(update={"memory_unavailable": "degrade", "memory_wait": PATIENCE})
    return MemoryStore(hurried, dim=bundle.config.memory_vec_dim, model=bundle.model)


async def thread_memory(settings: Settings, tenant: str, thread: str) -> dict[str, Any] | None:
    """What a thread remembers, in words and numbers; None where nothing is kept.

    Raises:
        RedisUnreachable: after two seconds without an answer.
    """
    store = _store(settings)
    try:
        [recall] = await store.read([Address(tenant, thread, "")])
    except MemoryUnavailable:
        raise RedisUnreachable(f"Redis did not answer within {PATIENCE:g} s") from None
    finally:
        await store.close()
    if not recall.version:
        return None
    memory = recall.memory
    partition, _, offset = recall.version.partition(":")
    return {
        "tenant": tenant,
        "thread": thread,
        "flags": {name: value for name, value in memory.flags.items() if value},
        "counts": dict(memory.counts),
        "values begun": len(memory.halves),
        "last partition": int(partition),
        "last offset": int(offset),
        "vector norm": round(float(np.linalg.norm(memory.vector)), 4),
        "vector readable by model": memory.model,
    }


async def forget(settings: Settings, tenant: str, thread: str | None) -> int:
    """Delete everything kept about a thread, or about a tenant; returns the number of keys deleted."""
    store = _store(settings)
    try:
        return await (store.forget_tenant(tenant) if thread is None else store.forget_thread(tenant, thread))
    finally:
        await store.close()
