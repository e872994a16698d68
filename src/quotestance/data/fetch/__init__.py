"""Texts for labels that ship without them: from their sources or from a local folder."""
