"""Labelled articles in the formats of other tools: one file a format, one table of each way."""
