"""Numbers in prose: find them, and say whether a value bears them out.

A quantity is a number a reader would want the source of: digits, or number words with a unit or a
scale. Dates, years, ordinals, names (F-35, Article 172) and small counts in words are not.
"""

import re
from dataclasses import dataclass

SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {word: n for n, word in enumerate(_ONES)}
WORDS |= {word: 10 * n for n, word in enumerate(_TENS, start=2)}
WORDS |= {f"{ten}-{one}": WORDS[ten] + WORDS[one] for ten in _TENS for one in _ONES[1:10]}
FRACTIONS = {
    "half": 1 / 2,
    "a third": 1 / 3,
    "one-third": 1 / 3,
    "two-thirds": 2 / 3,
    "two thirds": 2 / 3,
    "a quarter": 1 / 4,
    "one-quarter": 1 / 4,
    "three-quarters": 3 / 4,
    "three quarters": 3 / 4,
}

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "(?:" + "|".join(_MONTHS) + ")"
_UNITS = (
    r"per\s?cent|percent|percentage points?|%|tonnes?|tons?|t\b|kt\b|kg\b|kilograms?|grams?|g\b|pounds?|lb\b|"
    r"ounces?|dollars?|USD|rupees?|kilometres?|km\b|metres?|ppm|megawatts?|MW\b"
)
_WORD = "(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
_SCALE = "(?:" + "|".join(SCALES) + ")"

# A number in digits: thousands by comma or (thin, no-break) space, a decimal point, no letter or hyphen glued on.
_DIGITS = r"\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.])(?P<digits>{_DIGITS})(?![\w])(?:[\s\u00a0\u202f-](?P<scale>{_SCALE})\b)?"
    rf"|\b(?P<word>{_WORD})[\s\u00a0-](?:(?P<wscale>{_SCALE})\b|(?=(?:{_UNITS}|times\b)))"
    rf"|\b(?P<big>{'|'.join(sorted((w for w, n in WORDS.items() if n > 12), key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"\b(" + "|".join(sorted(FRACTIONS, key=len, reverse=True)) + r")\b", re.IGNORECASE)

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# What looks like a number and is not one: blanked out before the search, longest forms first.
_EXEMPT = [
    # dates, with ranges of days
    rf"\b{_DAY}(?:\s?(?:-|–|to|and|or)\s?{_DAY})?\s+{_MONTH}(?:\s+\d{{4}})?",
    rf"\b{_MONTH}\s+{_DAY}(?:,\s*\d{{4}})?\b(?!\s*(?:{_UNITS}))",
    r"\b\d{4}-\d{2}(?:-\d{2})?\b",
    # ranges of years (1992-2025, 2024-25, 2025/12) and single years
    r"\b(?:1[5-9]|20)\d{2}(?:\s?[-–/]\s?(?:(?:1[5-9]|20)\d{2}|\d{2}))\b",
    rf"\b(?:1[5-9]|20)\d{{2}}s?\b(?![.,]\d|\s*(?:{_UNITS}|{_SCALE}))",
    r"\b\d{1,2}:\d{2}\b",
    # ordinals
    r"\b\d+(?:st|nd|rd|th)\b",
    # names that hold a number
    r"\bF-?35\w?\b|\bDDG-51\b|\bNI 43-101\b|\bNd2Fe14B\b|\b18th Amendment\b",
    r"\b(?:Article|Articles|section|clause|chapter|chapters|figure|table|item|question|step|level|rule|page|act)"
    r"\s+\d+(?:\(\d+\))?(?:\s?(?:-|–|to|and)\s?\d+)?",
    r"\b(?:Notebook|JupyterLab|Python|WCAG|CC BY|CC-BY|version|edition|v)\s?\d+(?:\.\d+)*",
    r"\bA4\b|\bMCS \d{4}\b|\bDS140\b|\bH1\b",
    r"#\w[\w-]*",
]
_EXEMPT_RE = re.compile("|".join(f"(?:{pattern})" for pattern in _EXEMPT), re.IGNORECASE)

_RELATIONS = {
    "more than": "over",
    "over": "over",
    "at least": "floor",
    "less than": "under",
    "fewer than": "under",
    "under": "under",
    "at most": "ceiling",
    "up to": "ceiling",
    "about": "about",
    "around": "about",
    "roughly": "about",
    "nearly": "about",
    "almost": "about",
}
_RELATION_RE = re.compile(
    r"\b(" + "|".join(sorted(_RELATIONS, key=len, reverse=True)) + r")\s+(?:a\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class Quantity:
    """One number as prose shows it.

    value is in plain units (a "million" is multiplied out); step is the worth of the last digit shown.
    relation is "", "about", "over", "under", "floor" or "ceiling".
    """

    text: str
    value: float
    step: float
    relation: str
    start: int
    end: int
    spelled: bool = False


def quantities(text: str) -> list[Quantity]:
    """Find the numbers in a text that need a source, in order."""
    masked = _EXEMPT_RE.sub(lambda match: "\u25a1" * len(match.group()), text)
    return [_quantity(match, masked) for match in _NUMBER.finditer(masked)]


def fractions(text: str) -> list[Quantity]:
    """Find the spelled shares (half, two-thirds): they hold within 3 % of the value, or of 100 times it."""
    return [
        Quantity(m.group(), FRACTIONS[m.group(1).lower()], 0.0, "about", m.start(), m.end(), True)
        for m in _FRACTION.finditer(text)
    ]


def _quantity(match: re.Match, text: str) -> Quantity:
    relation = _relation_before(text, match.start())
    if match["digits"]:
        digits = re.sub(r"[,\s\u2009\u202f\u00a0]", "", match["digits"])
        decimals = len(digits.partition(".")[2])
        scale = SCALES[match["scale"].lower()] if match["scale"] else 1.0
        return Quantity(
            match.group(), float(digits) * scale, scale * 10**-decimals, relation, match.start(), match.end()
        )
    word = (match["word"] or match["big"]).lower()
    scale = SCALES[match["wscale"].lower()] if match["wscale"] else 1.0
    return Quantity(
        match.group().strip(), WORDS[word] * scale, scale, relation, match.start(), match.end(), True
    )


def _relation_before(text: str, start: int) -> str:
    found = _RELATION_RE.search(text[max(0, start - 24) : start].replace("$", ""))
    return _RELATIONS[found.group(1).lower()] if found else ""


def holds(quantity: Quantity, value: float) -> bool:
    """Say whether a value bears out a number as it is written.

    Plain: equal when the value is rounded at the last digit shown. After "about": within 3 %.
    After "more than", "fewer than", "at least", "at most": true, and within 10 %.
    """
    shown, relation = quantity.value, quantity.relation
    if relation == "about":
        return _near(shown, value, 0.03)
    if relation == "over":
        return value > shown and _near(shown, value, 0.10)
    if relation == "floor":
        return value >= shown and _near(shown, value, 0.10)
    if relation == "under":
        return value < shown and _near(shown, value, 0.10)
    if relation == "ceiling":
        return value <= shown and _near(shown, value, 0.10)
    return abs(shown - value) <= quantity.step / 2 * (1 + 1e-9)


def _near(shown: float, value: float, share: float) -> bool:
    return abs(shown - value) <= share * abs(value) * (1 + 1e-9)


def numbers_of(text: str) -> set[float]:
    """Every number that a record's own text contains, years and dates included, spelled ones too."""
    found = {float(re.sub(r"[,\u2009\u202f\u00a0]", "", m.group())) for m in re.finditer(_DIGITS, text)}
    found |= {q.value for q in quantities(text)}
    found |= {float(WORDS[m.group().lower()]) for m in re.finditer(rf"\b{_WORD}\b", text, re.IGNORECASE)}
    for match in re.finditer(rf"({_DIGITS})\s*(bn|m|tn)\b", text):
        found.add(float(match[1].replace(",", "")) * {"m": 1e6, "bn": 1e9, "tn": 1e12}[match[2]])
    return found
