"""The closed word lists of the ledger: how sure, what kind of statement, how well supported, whose side."""

from collections.abc import Mapping
from types import MappingProxyType

CERTAINTIES = ("confirmed", "reported", "disputed")
KINDS = ("fact-checkable", "forecast", "value judgement", "demand")

STATUS_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "well supported": (
            "Independent sources agree. "
            "For a demand, only its factual premise is rated, and the reason says so."
        ),
        "disputed": "Credible sources conflict, or the statement is contradicted in part.",
        "unsupported so far": "No evidence found, which is not proof that it is false.",
        "cannot be checked": "The documents needed are not public or were not seen.",
        "opinion": "A judgement or prediction, not something to score true or false.",
    }
)
STATUSES = tuple(STATUS_MEANINGS)

# What became of a promise, as of the last source of its strand.
OUTCOME_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "kept": "What was said has come about, by the sources found.",
        "under way": "A first step is reported, or a set time still runs; the whole is not there.",
        "changed": "Whoever promised it, or a partner, put it off or altered it.",
        "nothing found": "No source found reports a step, which is not proof that there was none.",
        "cannot be checked": "The papers are not public, or the sources contradict each other.",
    }
)
OUTCOMES = tuple(OUTCOME_MEANINGS)

# The six sides that have a case in the chapter on the arguments, and the rest, who are reported.
GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "pakistan-government": "Pakistan's federal government and the army-run bodies FWO and SIFC",
        "ussm-us": "USSM and the US administration",
        "pti": "PTI",
        "other-pakistani": "Other Pakistani parties and provincial voices",
        "china": "China",
        "independent": "Independent geologists, economists, analysts and press",
        "others": "Others",
    }
)

# Every `side` word of the ledger, and the group it belongs to.
SIDES: Mapping[str, str] = MappingProxyType(
    {
        "Pakistan government": "pakistan-government",
        "Military": "pakistan-government",
        "USSM": "ussm-us",
        "US government": "ussm-us",
        "PTI": "pti",
        "Other Pakistani parties": "other-pakistani",
        "Provincial and local": "other-pakistani",
        "China": "china",
        "Independent experts and press": "independent",
        "International institution": "independent",
        "Media": "independent",
        "Industry": "others",
        "Armed groups": "others",
    }
)

# What an argument of the map is: what is argued, what speaks for it, what speaks against, what can be looked up.
ARGUMENT_PARTS = ("conclusion", "reason", "rebuttal", "evidence")

# How far the evidence for rare earths at a place goes; "claimed" is a statement without a report behind it.
REE_STATUSES = ("no", "claimed", "indicative", "occurrence")
