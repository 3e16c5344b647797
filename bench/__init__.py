"""Timing, as medians and ratios of one interleaved run. Never part of a test."""
