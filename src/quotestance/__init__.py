"""Finds who promised, refused, warned of or demanded what in news articles."""

__version__ = "0.1.0"
