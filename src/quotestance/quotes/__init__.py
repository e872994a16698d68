"""Finds the quote spans of an article: cleaning, parsing, marks, cues, extraction."""
