"""The words that tell who said it: verbs, nouns and phrases of saying, and the verbs that end a subject.

English only. The lists are closed classes and the common vocabulary of news; every form of a verb is made from its
lemma by the spelling rules of English, with the irregular ones written out. Nothing is counted from a corpus.
"""

from typing import Final, Literal

Form = Literal["base", "s", "past", "ing"]

_SAYING: Final = """
say tell add note write report announce claim declare argue suggest state explain warn insist acknowledge admit
confirm deny reveal tweet retweet reply respond answer continue conclude maintain assert allege complain observe
predict
remark recall caution concede contend estimate describe ask inform quip joke testify stress emphasize emphasise
reiterate repeat indicate disclose vow pledge promise propose recommend demand urge accuse blame criticize criticise
condemn denounce boast lament muse opine mention counter retort proclaim shout yell whisper scream exclaim
interject declare profess brag recount relate narrate grumble gripe moan groan murmur mutter plead beg swear rule
blog post email text comment elaborate clarify summarize summarise reason speculate theorize wonder inquire query
forecast project calculate reckon advise assure reassure remind notify brief underscore underline highlight
underscore attest affirm reaffirm verify rebut refute dispute reject dismiss decry deplore deride ridicule mock
praise applaud hail laud salute thank apologize apologise argue object protest threaten forewarn foretell signal hint
scoff sneer snap fume wail enthuse gush concur
imply intimate allude refer characterize characterise label brand dub portray depict liken cite quote
paraphrase echo parrot recite read phrase summarise tout trumpet herald defend justify challenge question
slam blast rip lambast lambaste rebuke scold berate chide castigate taunt tease lecture preach
"""

_DOING: Final = """
defend challenge counter project signal protest blast slam rip herald salute relate object brief text read phrase query
mock tease lecture hail thank brand label rule reason
"""
"""Verbs of saying whose subject often does something without a word."""

_THINKING: Final = """
think believe feel know see want wish hope fear expect doubt worry suspect consider imagine assume presume guess
figure understand realize realise recognize recognise remember forget regret like love hate prefer favor favour
support oppose back endorse embrace welcome celebrate reject resent agree disagree accept approve disapprove plan
intend aim seek try attempt decide determine refuse decline offer call find show conclude anticipate foresee view
regard deem judge value appreciate admire respect trust need deserve lobby campaign advocate push press pressure
promote encourage discourage persuade convince compel force order instruct direct command vote propose pitch
discuss debate address tackle raise voice express convey share speak talk chat testify sing cheer chant champion
credit fault hold point go
"""

_OTHER_VERBS: Final = """
accompany achieve acquire act adapt adopt affect allow amount appear apply appoint arrest arrive assemble assess
assign assist attack attend attract avoid ban base beat become begin behave belong bend bet bind bite bleed block
blow boycott break breed bring broadcast build burn burst buy cancel capture care carry cast catch cause change
charge chase check choose cite claim clear climb close collapse collect combine come commission commit compare compete
compile complete concern conduct connect contact contain continue contribute control convert cook cooperate cope
cost count cover craft create cross cut damage dash date deal decrease deepen defeat delay deliver depart depend
deploy deport design destroy detain detect develop devote die dig direct disappear discover dispatch display
dominate donate double drag draw dream drift drink drive drop earn ease eat edit elect emerge employ enable end
engage enjoy ensure enter erupt escape establish exceed exchange exist expand experience explode explore export
expose extend face fail fall feature feed fight file fill film finish fire fit fix flee float flow fly focus follow
forge form found fuel fund gain gather generate get give govern grab grant grow guarantee guard handle happen harm
have head hear help hide hire hit host hurt ignore impose improve include increase indict inherit initiate injure
inspire install insult invest investigate invite involve invoke issue join jump keep kick kill kneel knock lack land
last launch lay lead lean leap learn leave lend let lie lift light limit line link listen live load lock look lose
make manage march mark marry match matter mean measure meet mishandle miss mount move murder name negotiate nominate
obtain occupy occur open operate organize organise overcome owe own pass pay peddle perform permit pick place play
poll pose possess pour prepare present preserve prevent proceed produce profit protect prove provide publish pull
pump punish purchase pursue put qualify quit range rank reach react realign rebuild receive record recover
reduce reflect regain register relax release rely remain remove renew repair repeal replace represent request
require rescue resign resist resolve resort restore result resume retain retire retreat return review ride ring
rise risk roll run rush sail save scheme score screen seal secure seem select sell send separate serve set settle
shake shape shed shift shine ship shoot shut sign sink sit sleep slide slip solve sound spare spend spin split spread
stage stand star start stay steal stem step stick stoke stop store strengthen strike struggle study stumble submit
succeed suffer suit supply surge surrender survey survive suspend sustain swing switch take target teach tear tell
tend test throw tie touch tour track trade trail train transfer transform translate travel treat trigger turn undergo
undermine unite unveil update uphold use urge visit wage wait walk warm wash waste watch weaken wear weigh win
withdraw withhold work worsen yield attribute ascribe trace list log gauge
"""

_IRREGULAR: Final = """
say:said tell:told write:wrote,written think:thought feel:felt know:knew,known see:saw,seen understand:understood
forget:forgot,forgotten find:found show:showed,shown hold:held speak:spoke,spoken sing:sang,sung go:went,gone
swear:swore,sworn read:read foresee:foresaw,foreseen forecast:forecast,forecasted seek:sought become:became
begin:began,begun
bend:bent bet:bet bind:bound bite:bit,bitten bleed:bled blow:blew,blown break:broke,broken breed:bred bring:brought
broadcast:broadcast build:built burst:burst buy:bought cast:cast catch:caught choose:chose,chosen come:came
cost:cost cut:cut deal:dealt dig:dug draw:drew,drawn drink:drank,drunk drive:drove,driven eat:ate,eaten
fall:fell,fallen
feed:fed fight:fought flee:fled fly:flew,flown get:got,gotten give:gave,given grow:grew,grown have:had hear:heard
hide:hid,hidden hit:hit hurt:hurt keep:kept kneel:knelt lay:laid lead:led lean:leaned leap:leapt learn:learned,learnt
leave:left lend:lent let:let lie:lied,lay light:lit lose:lost make:made mean:meant meet:met overcome:overcame
pay:paid prove:proved,proven put:put quit:quit rebuild:rebuilt ride:rode,ridden ring:rang,rung rise:rose,risen run:ran
sell:sold send:sent set:set shake:shook,shaken shed:shed shine:shone shoot:shot shut:shut sink:sank,sunk sit:sat
sleep:slept slide:slid spend:spent spin:spun split:split spread:spread stand:stood steal:stole,stolen stick:stuck
strike:struck swing:swung take:took,taken teach:taught tear:tore,torn throw:threw,thrown undergo:underwent
uphold:upheld wear:wore,worn win:won withdraw:withdrew,withdrawn withhold:withheld beat:beat,beaten foretell:foretold
"""

_DOUBLING: Final = """
admit refer quip rip dub brag beg stop plan ban bet commit compel control cut deter drag drop fit get grab hit
knit let nod occur omit permit plot pop prefer quit regret rob run set ship shut sit slam slap slip spin split step
strip submit swim transfer trim win wrap blog chat shed stem star put dig
"""
_DOUBLED: Final = frozenset(_DOUBLING.split())
"""Lemmas whose last letter is doubled before -ed and -ing."""

_NOUNS: Final = """
claim statement estimate figure count tally toll account version report study poll survey forecast prediction
projection remark comment word announcement allegation accusation assertion argument suggestion warning
admission denial confirmation explanation testimony tweet letter email memo article column editorial post speech
interview question answer response reply call demand proposal plan promise pledge vow threat criticism complaint
contention belief view opinion assessment analysis finding conclusion verdict ruling decision declaration
description characterization insistence acknowledgement acknowledgment recommendation request refusal position
stance number data tabulation reading estimation
reckoning calculation message post quote quotation line rhetoric attack support opposition
"""

_SPEAKERS: Final = """
official officials spokesman spokeswoman spokesperson spokespeople minister ministry police mayor governor senator
president chief captain coach director chairman chairwoman chair secretary analyst analysts expert experts critic
critics supporter supporters source sources witness witnesses resident residents lawyer lawyers attorney attorneys
prosecutor prosecutors judge court department agency company firm operator union army military government campaign
committee party lawmakers voters authorities investigators doctors doctor researchers researcher scientists
economists economist economist report study poll survey newspaper broadcaster people man woman aide aides adviser
advisers advisor advisors ambassador general commander leader leaders executive executives owner manager boss
teacher student students neighbour neighbor neighbors mother father wife husband son daughter victim defendant
diplomat diplomats envoy envoys
opposition council bank group organisation organization charity statement ministry bureau office service embassy
"""


_ONLY_VERBS: Final = """
says tells insists argues asserts adds believes thinks expects wants denies admits warns explains maintains knows writes
acknowledges announces declares asks informs considers sees concedes contends describes alleges predicts confirms
suggests reveals recalls stresses emphasises emphasizes indicates concludes rejects dismisses accuses criticises
criticizes condemns denounces refuses intends assumes cites attributes ascribes deems gives agrees disagrees differs
contradicts
"""
_ONLY_IN_S: Final = "speaks arrives comes goes gets reckons brings seeks keeps"
"""More of them, whose base form may follow the end of a list: "by Moe, Lund and Berg speak of"."""


def is_only_verb(word: str) -> bool:
    """Whether a lower-case word in -s is a verb whatever stands around it, and never the plural of a noun."""
    return word in _VERBS_ALONE or word in _VERBS_IN_S


def is_verb_alone(base: str) -> bool:
    """Whether a verb's base form behind a noun is a verb too, as its form in -s is."""
    return base + "s" in _VERBS_ALONE


def verb_form(word: str) -> Form | None:
    """Which form of a known verb a lower-case word can be; None for others. A past that equals its base: base."""
    return _FORMS.get(word)


def is_invariant(word: str) -> bool:
    """Whether a lower-case word is a verb whose past is its base: put, set, read."""
    return word in _PASTS and word in _PASTS[word]


def is_saying(word: str) -> bool:
    """Whether a lower-case word can be a form of a verb of saying: its subject speaks."""
    return word in _SAYING_FORMS


def is_telling(word: str) -> bool:
    """Whether a lower-case word can be a form of a verb that hardly does anything but tell what somebody says."""
    return word in _TELLING_FORMS


def is_attitude(word: str) -> bool:
    """Whether a lower-case word can be a form of a verb of thinking, wanting, deciding: its subject holds a view."""
    return word in _THINKING_FORMS


def is_speech_noun(word: str) -> bool:
    """Whether a lower-case noun names something said, as in "the ministry's figure of 300"."""
    return word in _SPEECH_NOUNS


def is_speaker_noun(word: str) -> bool:
    """Whether a lower-case noun names somebody or some body that speaks in news, as in "the mayor"."""
    return word in _SPEAKER_NOUNS


def forms_of(lemmas: str, *wanted: Form) -> str:
    """The forms of some verbs as alternatives of a regular expression, each verb that :func:`verb_form` knows."""
    forms = _all_forms(lemmas.split())
    return "|".join(sorted((word for word, form in forms.items() if form in wanted), key=len, reverse=True))


def _inflected(lemma: str) -> dict[str, Form]:
    forms: dict[str, Form] = {lemma: "base", _third_person(lemma): "s"}
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    forms[_with_ing(stem)] = "ing"
    for past in _PASTS.get(lemma, (_with_ed(stem),)):
        forms.setdefault(past, "past")
    return forms


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def _with_ed(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and stem[-2] not in "aeiou":
        return stem[:-1] + "ied"
    return stem + "ed"


def _with_ing(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")):
        return stem[:-1] + "ing"
    return stem + "ing"


def _all_forms(lemmas: list[str]) -> dict[str, Form]:
    return {word: form for lemma in reversed(lemmas) for word, form in reversed(_inflected(lemma).items())}


_PASTS: Final = {entry.split(":")[0]: tuple(entry.split(":")[1].split(",")) for entry in _IRREGULAR.split()}
_FORMS: Final = _all_forms((_SAYING + _THINKING + _OTHER_VERBS).split()) | {
    "saying": "ing",
    "lying": "ing",
    "dying": "ing",
}
_SAYING_FORMS: Final = frozenset(_all_forms(_SAYING.split())) | {"according"}
_TELLING_FORMS: Final = _SAYING_FORMS - frozenset(_all_forms(_DOING.split()))
_THINKING_FORMS: Final = frozenset(_all_forms(_THINKING.split()))
_VERBS_ALONE: Final = frozenset(_ONLY_VERBS.split())
_VERBS_IN_S: Final = frozenset(_ONLY_IN_S.split())
_SPEECH_NOUNS: Final = frozenset(_NOUNS.split()) | {noun + "s" for noun in _NOUNS.split()}
_SPEAKER_NOUNS: Final = frozenset(_SPEAKERS.split())
