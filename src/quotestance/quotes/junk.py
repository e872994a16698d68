"""What scraping leaves in news texts: glued link tags, adverts, captions, newsletter lines."""

from __future__ import annotations

import re
from typing import NamedTuple


class Cut(NamedTuple):
    """A stretch of text to leave out, and what stands instead ("" or a paragraph break)."""

    start: int
    end: int
    instead: str


ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")

# Rules and rubbish: no prose has fifty marks without a letter, a digit or a space.
MARKS_ONLY = re.compile(r"[^\w\s]{50,}")

# A whole line that is no part of the article. Labels that could start a sentence need a colon.
LABEL = (
    r"related(?: stor(?:y|ies)| articles?| coverage)?|(?:read|see|watch|listen) (?:more|also|now)"
    r"|(?:also|further) (?:read|reading)|more(?: from| on)?[^.:\n]{0,40}|you may also like"
    r"|don['’]t miss|recommended(?: for you)?|most read|trending|in case you missed it"
)
CREDIT = (
    r"(?:AP|AFP|EPA|Reuters|Getty|UPI|PA|Shutterstock|Alamy|Bloomberg)"
    r"(?: (?:Photos?|Images?|News|Wire))?"
)
JUNK_LINE = re.compile(
    rf"""^[ ]*+(?:
      (?i:advertisement|advert|sponsored(?:\ content)?|ad|story\ continues\ below[^.\n]*\.?
        |article\ continues\ (?:below|after)[^.\n]*\.?|scroll\ (?:down|to\ continue)[^.\n]*\.?
        |continue\ reading[^.\n]*\.?|skip\ (?:past|to)\ [^.\n]*|loading\.*|share(?:\ this[^.\n]*)?)
    | (?i:{LABEL.replace(" ", chr(92) + " ")})(?:\ *:\ *[^\n]{{0,250}})?
    | (?i:read\ more|see\ also|also\ read|watch|related)\ *[:>»|–—-]\ *[^\n]{{0,250}}
    | (?i:(?:first\ |last\ )?(?:updated|published|posted)(?:\ (?:at|on))?)\ *:?\ *
        (?=[^\n]*\d)[^\n.?!]{{0,40}}(?:[ap]\.m\.[^\n?!]{{0,30}})?
    | (?i:sign\ up|subscribe|click\ here|get\ (?:the|our|all)|follow\ us|download)\b
        [^\n]{{0,200}}?(?i:newsletters?|inbox|updates|alerts|e-?mails?|subscrib|app|twitter
        |facebook|instagram|youtube)[^\n]{{0,60}}
    | (?i:(?:file\ )?(?:photo|image|picture|credit|caption|video)s?(?:\ credit)?)
        (?:\ *:|\ by\b|\ courtesy\b)[^\n“”"]{{0,200}}
    | [^\n“”"]{{0,300}}[(\[ ](?i:photo|image|picture)s?(?:\ by|\ courtesy|:)
        [^\n.“”"]{{2,80}}[)\]]?\.?
    | [^\n“”"]{{0,300}}[(\[]{CREDIT.replace(" ", chr(92) + " ")}(?:\ ?/[^\n()]{{2,60}})?[)\]]\.?
    )[ ]*$""",
    re.MULTILINE | re.VERBOSE,
)
INLINE_CREDIT = re.compile(
    rf" ?\((?:(?:Photo|Image)s? (?:by|courtesy)|Credit:|{CREDIT} ?/)[^()\n]{{2,80}}\)"
)

# "BidenJoe BidenHeadline … MORE": a surname, the full name that ends in it, headlines, MORE.
WORD = r"(?:[^\W\d_a-z][\w.'’-]{0,40}|\([^()\n]{1,30}\)|[a-z]{1,3})"
SURNAME_TAG = re.compile(
    rf"(?<![\w'’-])(?P<surname>[^\W\d_a-z][\w'’-]{{1,40}})"
    rf"(?P<full>(?:{WORD}[ ]){{1,6}}?(?P=surname)(?:[ ](?:Jr\.?|Sr\.?|II|III|IV))?)"
    r"(?=[^\s\w]?[^\W_a-z])"
)
# The link text need not be the name: "the majority leaderJane DoeHeadline … MORE".
OTHER_TAG = re.compile(
    r"(?<=[a-z])(?P<full>[A-Z][a-z]{1,20}"
    r"(?:[ ](?:[A-Z][a-z'’-]{1,20}|[A-Z]\.|\([A-Z][a-z]+\))){1,4})"
    r"(?=[A-Z0-9‘“][a-z0-9A-Z])"
)
MORE = re.compile(r"(?<![A-Z])MORE(?!\w)")
MAX_TAG = 1000


def find_junk(text: str) -> tuple[list[Cut], list[tuple[int, str]]]:
    """Cuts in order without overlap, and (offset of the cut, full name) of the link tags."""
    tags = [found for line in re.finditer(r"[^\n]+", text) for found in _name_tags(line)]
    cuts = [Cut(start, end, "") for start, end, _ in tags]
    cuts += [Cut(*match.span(), "") for match in ZERO_WIDTH.finditer(text)]
    cuts += [Cut(*match.span(), "\n\n") for match in MARKS_ONLY.finditer(text)]
    cuts += [Cut(*match.span(), "") for match in INLINE_CREDIT.finditer(text)]
    cuts += [Cut(*match.span(), "\n\n") for match in JUNK_LINE.finditer(text) if match.group()]
    kept: list[Cut] = []
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if not kept or cut.start >= kept[-1].end:
            kept.append(cut)
    return kept, [(start, name) for start, _, name in tags]


def _name_tags(line: re.Match[str]) -> list[tuple[int, int, str]]:
    """(start, end, full name) of each glued tag of a line; a tag without MORE is left alone.

    The tag nearest before each MORE is taken, so that a tag whose MORE is lost does not
    swallow the running text up to the next one.
    """
    found, low = [], line.start()
    for more in MORE.finditer(line.string, line.start(), line.end()):
        window = max(low, more.start() - MAX_TAG)
        low = more.end()
        for pattern in (SURNAME_TAG, OTHER_TAG):
            tags = list(pattern.finditer(line.string, window, more.start()))
            if tags:
                found.append((tags[-1].start("full"), more.end(), tags[-1].group("full")))
                break
    return found
