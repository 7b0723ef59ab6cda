"""The parts of speech, and the words of the closed classes that have one wherever they stand."""

from typing import Final, Literal

Part = Literal[
    "determiner",
    "pronoun",
    "relative",
    "auxiliary",
    "negation",
    "adverb",
    "preposition",
    "to",
    "that",
    "conjunction",
    "subordinator",
    "verb",
    "gerund",
    "participle",
    "name",
    "word",
    "number",
    "time",
    "possessive",
    "comma",
    "colon",
    "break",
    "dash",
    "quote",
    "opaque",
]
"""``participle`` is a past form that describes a noun; ``opaque`` is a stretch that is taken as one unit."""


def _fill(part: Part, words: str) -> dict[str, Part]:
    return dict.fromkeys(words.split(), part)


PARTS: Final[dict[str, Part]] = {
    **_fill("adverb", "also then later now still even just only once again already soon first never ever often always"),
    **_fill(
        "adverb",
        "perhaps long maybe meanwhile however instead too enough further thus therefore not yesterday today tonight",
    ),
    **_fill(
        "adverb", "recently earlier here there far well repeatedly reportedly quickly very quite rather almost nearly"
    ),
    **_fill("determiner", "the a an this these those my your his its our their some any no each every both either"),
    **_fill("determiner", "neither many several few most all another such more much her one"),
    **_fill("pronoun", "i you he she it we they him them us me himself herself themselves itself everyone somebody"),
    **_fill("pronoun", "someone anyone nobody everybody anybody others nothing something everything"),
    **_fill("relative", "who whom which whose what whoever whatever"),
    **_fill("auxiliary", "am is are was were be been being has have had having do does did will would can could may"),
    **_fill("auxiliary", "might must shall should ought cannot 'll 've 're 'd 'm isn't aren't wasn't weren't hasn't"),
    **_fill("auxiliary", "haven't hadn't don't doesn't didn't won't wouldn't can't couldn't mustn't shouldn't"),
    **_fill("negation", "not n't"),
    **_fill("preposition", "of in on at by for from with about against between into through during before after above"),
    **_fill(
        "preposition", "below under over within without toward towards among amid along across around per via like"
    ),
    **_fill("preposition", "despite besides beyond behind inside outside near upon onto off up down out unlike until"),
    **_fill(
        "preposition",
        "according including regarding concerning following citing quoting throughout versus than as since",
    ),
    **_fill("conjunction", "and or but nor yet &"),
    **_fill("subordinator", "if because when while although though whether where why how so unless whereas once"),
    **_fill("time", "monday tuesday wednesday thursday friday saturday sunday january february march april june july"),
    **_fill("time", "august september october november december"),
    "to": "to",
    "that": "that",
    "'s": "possessive",
    "'": "possessive",
}
