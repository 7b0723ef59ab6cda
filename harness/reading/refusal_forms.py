"""Ways to say that one does not know, or that the document does not tell: patterns over one sentence."""

from typing import Final

TEXT_NOUN: Final = (
    r"(?:texts?|articles?|documents?|passages?|story|report|context|excerpt|sections?|paragraphs?|search results|blog"
    r"|piece|dispatch|coverage|account|write-?up|speech|interview|transcript|bulletin|press release"
    r"|(?:given|provided|available) (?:information|details?|material|sources?)|source text)"
)
THE_TEXT: Final = rf"(?:(?:the|this|that|these|given|provided|above|your)\s){{0,3}}(?:\w+\s)?{TEXT_NOUN}"
SAYS: Final = r"(?:say|mention|state|specify|tell|indicate|disclose|clarify|identify|name|reveal|report)"
TELLS: Final = (
    rf"(?:{SAYS}|provide|give|contain|include|address|discuss|describe|answer|explain|offer|cover|list|note|supply"
    r"|make (?:it )?clear|have|refer"
    r"|attribute|ascribe|count|detail|show|explicitly|specifically|directly|actually|clearly|go into|elaborate)"
)
_DOES_NOT: Final = (
    r"(?:does not|doesn't|did not|didn't|do not|don't|never|cannot|can't|fails to|has not|hasn't|doesnt|dont)"
)
IS_NOT: Final = r"(?:(?:is|are|was|were|been)\snot|isn't|aren't|wasn't|weren't)"
TOLD: Final = (
    r"(?:mentioned|stated|specified|given|provided|disclosed|available|reported|identified|named|indicated|answered"
    r"|listed|included|revealed|quoted|recorded|discussed|described|found|addressed|said|known|clear|covered|determined|explicit)"
)
MATTER: Final = r"(?:information|mention|indication|answer|data|details?|reference|evidence)"
_ABOUT: Final = r"(?:is|are|was|about|of|on|in|given|available|regarding|provided|as|that|to|found|concerning)"
_CANNOT: Final = r"(?:can ?not|can't|could not|couldn't)"
BEEN: Final = r"(?:is|are|was|were|(?:has|have|had)\sbeen)"
_ANYWHERE: Final = r"(?:\sanywhere|\sat all)?"
_KNOW: Final = r"(?:say|tell|know|determine|answer|identify|establish|find out|ascertain)"
FIGURE: Final = (
    r"figures?|numbers?|names?|dates?|reasons?|amounts?|sums?|percentages?|explanations?|estimates?|details?|answers?"
    r"|prices?|costs?|tolls?|breakdowns?|ages?|times?"
)
_SAYING: Final = (
    r"(?:repl(?:y|ies)|answers?|reactions?|responses?|statements?|comments?|figures?|numbers?|counts?|remarks?|words?)"
)
_GIVES: Final = (
    r"(?:gives?|gave|carr(?:y|ies|ied)|offer(?:s|ed)?|holds?|held|contain(?:s|ed)?|provide[sd]?|puts?|sheds?"
    r"|include[sd]?|turn(?:s|ed)\sup|supplie[sd]|quotes?|records?|publishe[sd]|names?|named|lists?)"
)
_PLAIN_TEXT: Final = (
    r"(?:the|this|that)\s(?:(?:given|provided|whole|entire)\s)?"
    r"(?:text|article|document|passage|excerpt|report|blog|piece|story)"
)
_HE_SAID: Final = r"(?![^.!?]*,\s[^,.!?]{2,60}?\s(?:said|says|told|added|insisted|adds|tells)\b)"
"""Nobody's words: "we found no survivors, the fire service said" are those of the service."""
_HOLDS_NOT: Final = r"(?:no|nothing|nobody|no\sone|none|neither|not\s(?:an?|one|any)|never)"
_LOOKED: Final = (
    r"(?:find|found|see|tell|told|know|learn|say|determine|work\sout|make\sout|give|answer|locate|gather|infer|identify"
    r"|establish|spot|derive|extract|detect)"
)
_ASKED: Final = r"(?:who|what|when|where|why|how|which|whether|whose)"
_HERE: Final = rf"(?:(?:in|within|from|by|on)\s{THE_TEXT}|(?:in\s)?(?:here|there)|in\sit|anywhere)"
REFUSALS: Final = (
    # What the text is said not to do with what was asked: "doesn't seem to say", "stops short of saying", "has none".
    rf"\b{THE_TEXT}\s(?:[\w']+\s){{0,3}}?{_DOES_NOT}\s(?:[\w']+\s){{0,4}}?(?:{TELLS}|record|spell|touch|deal|comment"
    r"|quantify|quote|cite|publish|go into|get into|speak)\b",
    rf"\b{_PLAIN_TEXT}\s(?:itself\s|also\s|simply\s)?(?:has|have|had)\s{_HOLDS_NOT}\b(?!\sto\sdo\b)",
    rf"\b{THE_TEXT}\s(?:makes?|made)\sno\s(?:mention|reference|statement|attempt|effort|note)\b",
    rf"\b(?:{THE_TEXT}|(?:author|journalist|reporter|writer)s?)\s(?:itself\s|also\s|simply\s)?{_GIVES}\s{_HOLDS_NOT}\b",
    rf"^\W*the\s(?:author|journalist|reporter|writer)\s{_DOES_NOT}\s(?:[\w']+\s){{0,3}}?{TELLS}\b",
    rf"\b{THE_TEXT}\s(?:stops?|stopped)\sshort\sof\s\w+ing\b|\b{THE_TEXT}\s(?:is|was|remains|stays)\smute\b",
    rf"\b(?:on|about|as\sto|as\sfor|of)\s[^.;:]{{1,60}}?,?\s(?:it|this|that|{THE_TEXT})\s(?:is|was|stays|remains|keeps)\s"
    r"(?:silent|quiet|mute)\b",
    rf"\b(?:on|about|as\sto|as\sfor|of)\s[^.;:]{{1,60}}?,?\s(?:it|he|she|we|one|{THE_TEXT})\s(?:says?|tells?|learns?|hears?"
    r"|reads?|mentions?|finds?)\snothing\b",
    rf"(?:^|[,;]\s|\b(?:but|yet)\s)\W*(?:on|about|as\sto|as\sfor|of)\s[^.;:]{{1,60}}?,?\snothing\s{BEEN}\s{TOLD}\b",
    # What is said not to be there, and where it is said not to be.
    rf"(?:^|[,;]\s)\W*(?:there(?:'s|\s(?:is|are|was|were))\s)?(?:no|nothing|none|not\s(?:an?|any|enough|one))\s"
    rf"(?:[\w'-]+\s){{0,10}}?(?:anywhere\s)?(?:in|within)\s{THE_TEXT}\b",
    r"\bthere(?:'s|\sis|\swas)\snothing\s(?:here|there|on|about|in\s(?:the|this|that|it|here|there))\b",
    r"\bthere\s(?:is|was|are|were)(?:n't|\snot)\s(?:enough|sufficient)\b",
    rf"\bthere\s(?:is|was|are|were)(?:n't|\snot)\s(?:any|anything|an?)\s(?:[\w'-]+\s){{0,10}}?(?:in|within)\s{THE_TEXT}\b",
    r"^\W*there\s(?:is|was|are|were)\sno\s(?:[\w'-]+\s){1,6}?(?:given|stated|provided|named|listed|mentioned)\b",
    r"\bthere(?:'s|\sis|\swas)\sno\s(?:way\s(?:to|of)|telling|knowing|saying)\b",
    rf"^\W*(?:no|not\sa)\s(?:single\s)?(?:word|hint|clue|sign|trace|mention)\s(?:is\ssaid\s)?(?:on|about|of|as\sto|in\s{THE_TEXT})\b",
    rf"^\W*nothing\s(?:found|on|about)\b(?=(?:\s(?:it|that|this|the\s\w+))?(?:\s(?:in|from)\s{THE_TEXT})?\W*$)",
    rf"(?:^|[.;,]\s)\W*(?:nowhere|at\sno\spoint)\s(?:in\s{THE_TEXT}\s)?(?:does|do|did|is|are|was|were|can)\b",
    rf"\b{IS_NOT}\s(?:a\s(?:detail|fact|point)\s(?:that\s)?{THE_TEXT}|(?:something|anything)\s(?:that\s)?(?:i|we|you|one|{THE_TEXT})"
    rf"|part\sof\s{THE_TEXT}|among\sthe\s\w+|enough\sto\s{_LOOKED})\b",
    rf"(?:\b{IS_NOT}|'s\snot|^\W*not)\s(?:\w+ly\s)?in\s(?:it|there|here|{THE_TEXT})\b",
    rf"\b(?:is|are|was|were|'s)\snowhere\s(?:(?:mentioned|stated|given|said|named|specified)\b"
    rf"|(?:to\sbe\s\w+\s)?in\s{THE_TEXT}\b)",
    r"\b(?:is|are|was|were|goes|go|went|remains?|stays?|been)\s(?:left\s)?(?:unmentioned|unsaid|untold|unstated|unreported"
    r"|unrecorded|unanswered)\b",
    r"^\W*(?:[\w'-]+\s){1,9}?(?:is|are|was|were)\sleft\s(?:open|out)(?=\W*$|[.;,])",
    rf"\b(?:does\snot|doesn't|do\snot|don't|did\snot|didn't)\s(?:seem\sto\s|appear\sto\s)?(?:appear|feature|figure|occur|stand"
    rf"|show\sup|come\sup|be\s(?:in|{TOLD}))(?=\W*$|\s{_HERE})",
    rf"\bdoes(?:n't|\snot)\s(?:seem|appear)\sto\sbe\s(?:{TOLD}|there|in\s{THE_TEXT})\b",
    rf"\b{_CANNOT}\sbe\s(?:read\soff|gathered|gleaned|worked\sout|seen|made\sout|found|located|verified\sfrom)\b",
    rf"\b(?:goes|go|is|lies|falls)\s(?:well\s|far\s)?(?:beyond|outside)\s(?:(?:the\s)?scope\sof\s|what\s)?{THE_TEXT}\b",
    rf"\b(?:information|material|context|text)\s(?:given\s|provided\s|in\s{THE_TEXT}\s)?(?:is|was)\s(?:insufficient|not\senough|too\sthin)\b",
    r"^\W*(?:[\w'-]+\s){1,7}?"
    rf"{IS_NOT}\s(?:\w+ly\s)?(?:given|stated|mentioned|specified|provided|disclosed)(?=\W*$|[;,])",
    rf"(?:[;,]|\b(?:but|yet|though))\s(?:[\w'-]+\s){{1,7}}?{IS_NOT}\s(?:\w+ly\s)?(?:given|stated|mentioned|specified|provided"
    r"|disclosed|revealed|recorded|reported|told)(?=\W*$|[;,])",
    rf"\b{IS_NOT}\s(?:\w+ly\s)?(?:mentioned|stated|specified|given)\sanywhere\b",
    rf"^\W*(?:[\w'-]+\s){{1,7}}?(?:has|have)\s(?:not|n't)\sbeen\s(?:made\spublic|{TOLD}),?\s(?:as\sfar|in\s{THE_TEXT})",
    rf"\b(?:is|are|was|were|has\sbeen|have\sbeen)\snever\s(?:\w+ly\s)?{TOLD}(?=\W*$|[.;,])",
    rf"^\W*no\s(?:[\w'-]+\s){{1,8}}?{BEEN}\s(?:\w+ly\s)?(?:given|provided|stated|specified)(?=\W*$|[.;,])",
    rf"\b{_DOES_NOT}\s(?:[\w'-]+\s){{1,6}}?in\s{THE_TEXT}(?=\W*$|[.;,])",
    # Who looks and does not find, and who is not told.
    rf"\b(?:i|we|you|one|readers?)(?:'ve|'m|'re|\s(?:have|am|are|is|was|were|has|do|does|did|can|could|would|will))?"
    rf"(?:\snot|n't|\snever)\s(?:\w+ly\s)?(?:been\s)?(?:able\sto\s)?{_LOOKED}\b{_HE_SAID}",
    rf"\b(?:i|we|you|one)\s(?:see|find|found|have|had|know|learn|learned|learnt|hear|read)\s(?:no|nothing)\b{_HE_SAID}",
    r"\bi\slack\b|\bi(?:'d|\swould)\s(?:only\s)?(?:be\sguessing|have\sto\sguess)\b|\bleft\sin\sthe\sdark\b",
    rf"\b{_CANNOT}\s(?:\w+ly\s)?(?:work\sout|make\sout|give\syou|find|locate|see\s(?:it|that|any))\b",
    rf"^\W*(?:{_CANNOT}|don't|do\snot|didn't|did\snot)\s(?:find|know|see)\b",
    rf"^\W*(?:nobody|no\sone|no\ssource|none\sof\s(?:the|those|them)(?:\s\w+)?|neither\s[^.;:]{{1,60}}?\snor\s[^.;:]{{1,40}}?)\s"
    rf"(?:[\w']+\s){{0,4}}?(?:tells?|says?|states?|mentions?|reveals?|knows?|specif(?:y|ies)|explains?|gives?)(?:\sus)?"
    rf"(?=\s(?:{_ASKED}|(?:an?|any|the)\s(?:[\w-]+\s){{0,2}}?(?:{FIGURE}|{MATTER}))\b|\W*$)",
    rf"^\W*(?:{THE_TEXT}|we|it)\s[^.]{{0,160}}?,?\s(?:but|and)?\s?not\s(?:about|of|on|for|{_ASKED})\b",
    rf"\b{THE_TEXT}\s(?:itself\s|also\s|simply\s)?{_DOES_NOT}\s(?:\w+ly\s)?{TELLS}\b",
    rf"(?:^|[.;,]\s?|\bbut\s)\s*it\s{_DOES_NOT}\s(?:\w+ly\s)?{SAYS}s?\b",
    rf"^\W*(?:they\s|he\s|she\s)?{_DOES_NOT}\s{SAYS}(?=\W*$)",
    rf"\b{THE_TEXT}\s(?:omit(?:s|ted)?|lack(?:s|ed)?|leaves?\sout|left\sout|skips?)\s"
    r"(?:this|that|the|any|such|it|these|those|who|what|when|where|why|how|which)\b",
    rf"\b{THE_TEXT}\s(?:is|was)\s(?:(?:not|isn't)\s(?:explicit|clear|specific)|unclear|vague)\s(?:about|on|as to)\b",
    rf"^\W*(?:this|that|the|such)\s(?:{MATTER}|{FIGURE})\s(?:is|are|was|were)\s"
    r"(?:missing|absent|lacking|left out|omitted)\b",
    rf"^\W*(?:the\s)?(?:{MATTER}|{FIGURE})\s(?:of|about|on|for)\s[^.;:]{{1,60}}?\s{IS_NOT}\s(?:\w+ly\s)?{TOLD}(?=\W*$)",
    rf"^\W*no\s(?:{MATTER}|{FIGURE})\s(?:of|about|on|for)\s[^.;:]{{1,60}}?\s{BEEN}\s(?:\w+ly\s)?{TOLD}(?=\W*$)",
    rf"^\W*nothing\s(?:about|on|of|regarding)\s[^.;:]{{1,60}}?\s{BEEN}\s(?:\w+ly\s)?(?:{TOLD}|told)(?=\W*$)",
    r"^\W*(?:the|its|his|her|their)\s(?:[\w'-]+\s){1,6}?(?:is|are|was|were|remains?|stays?)\s(?:still\s|currently\s)?"
    r"(?:unknown|unclear|undisclosed|unspecified|uncertain|not\s(?:yet\s)?known)(?=\W*$)",
    r"^\W*(?:nobody|no\sone|none\sof\sthem)\s(?:(?:in|of)\s(?:the|this)\s\w+\s|here\s|quoted\s)?"
    r"(?:says?|said|mentions?|tells?|told|knows?|knew|states?|gives?|gave)(?=\s(?:who|what|when|where|why|how|which"
    r"|whether|so)\b|\W*$)",
    rf"^\W*(?:from\s[^,.]{{1,40}}?,?\s)?(?:one|you|we|readers?)\s(?:{_DOES_NOT}|{_CANNOT}|{IS_NOT}|won't|will\snot)\s"
    r"(?:tell|told|learn|find|find\sout|say)(?=\s(?:who|what|when|where|why|how|which|whether)\b|\W*$)",
    r"^\W*(?:this|that|it)\s(?:is|was)\s(?:left\s)?(?:unsaid|unanswered|untold|unstated|(?:not|nothing)\s(?:something\s)?"
    rf"(?:that\s)?{THE_TEXT}\s(?:covers?|tells?|says?|mentions?|states?|answers?))\b",
    rf"\b(?:not\s(?:something|anything)|nothing)\s(?:that\s)?{THE_TEXT}\s(?:covers?|tells?|says?|mentions?|answers?)\b",
    rf"\b{THE_TEXT}\s(?:makes?|made|contain(?:s|ed)?|gives?|gave|provide[sd]?|has|have|had|offer(?:s|ed)?"
    rf"|include[sd]?)\sno\s(?:[\w'-]+\s){{0,2}}?(?:{MATTER}|{FIGURE}|causes?|statements?"
    r"|quot(?:es?|ations?)|remarks?|comments?)\b",
    rf"\bnothing\s{BEEN}\s(?:\w+ly\s)?{TOLD}\s(?:about|on|of|in|as to|regarding)\b",
    rf"\bno\s(?:[\w'-]+\s){{1,6}}?(?:appears?|stands?|is|are|can be)\s(?:given\s|found\s|seen\s)?in\s"
    rf"(?:the|this)\s{TEXT_NOUN}\b",
    rf"\b{IS_NOT}\s(?:\w+ly\s)?{TOLD}{_ANYWHERE}\s(?:in|by|from|within|on)\s(?:the|this|any|either)\s"
    rf"(?:\w+\s){{0,2}}{TEXT_NOUN}",
    rf"\b{IS_NOT}\s(?:\w+ly\s)?(?:mentioned|stated|specified|disclosed|indicated|answered){_ANYWHERE}(?=\W*$|\s?[.;])",
    rf"(?:^|[;,]\s)\W*(?:the|his|her|its|their|this|that)\s(?:[\w'-]+\s){{1,5}}?{IS_NOT}\s(?:\w+ly\s)?(?:given|provided|quoted"
    rf"|recorded|reported|named|revealed|listed){_ANYWHERE}(?=\W*$|\s?[.;])",
    rf"\bthere\s(?:is|was|are|were)\sno\s(?:[\w'-]+\s){{1,6}}?(?:in|within)\s{THE_TEXT}\b",
    rf"\b(?:this|that|the|such)\s(?:\w+\s)?{MATTER}\s{IS_NOT}\s(?:\w+ly\s)?(?:there|part\sof|in|within)\b",
    rf"\b{THE_TEXT}\s(?:is|was|stays|stayed|remains|keeps)\s(?:entirely\s|completely\s)?(?:silent|quiet)\b",
    rf"\b(?:none|neither|nothing)\s(?:of|in)\s(?:them|it|these|those|the\s(?:\w+\s)?(?:{TEXT_NOUN}|speakers|officials"
    rf"|sources|people quoted))\s(?:{SAYS}s?|counts?|gives?|puts?|estimates?)\b",
    rf"\b{THE_TEXT}\s(?:mentions?|states?|specifies|reports?|lists?|names?|cites?|discloses?)\sno\s\w+",
    rf"\b{THE_TEXT}\s(?:leaves?|left)\s(?:it\s|this\s|that\s)?(?:open|unsaid|unanswered|unclear)\b",
    rf"^\W*(?:{THE_TEXT}|we|it)\s.{{0,160}}?\bbut\s(?:it\s)?(?:not\s(?:what|how|who|when|where|why|which|whether|whose)"
    rf"|{_DOES_NOT}\s\w+|(?:says?|mentions?|tells?)\snothing)\b",
    r"^\W*(?:unknown|unclear|n/a|not (?:stated|given|mentioned|specified|known))\s?[:;,.\u2014-]",
    rf"\b{THE_TEXT}\snever\s(?:\w+ly\s)?(?:names|says|mentions|states|gives|tells|specifies|explains|reveals)\b",
    r"\bthere(?:'s|\sis|\swas)\snothing\s(?:on|about|in\sthe|said|to\ssay)\b",
    rf"^[^:.]{{1,60}}:\s(?:unknown|not\s{TOLD})\b|\bis\s[\x22\u201c']not\s{TOLD}\b",
    rf"\banswer\s{IS_NOT}\s(?:possible|available|clear)\b",
    rf"(?<!\bhad )(?<!\bhas )(?<!\bhave )\bno\s(?:\w+\s)?(?:{MATTER})\b(?=\s{_ABOUT}|[.,;!]|$)",
    rf"\b(?:i|we)\s(?:do not|don't|dont|did not|didn't|{_CANNOT}|am unable to|am not able to)\s(?:\w+ly\s)?"
    rf"(?:know|find|determine|tell|have\s(?:\w+\s)?(?:{MATTER}|access|knowledge|idea))\b",
    rf"\bi\s{_CANNOT}\s(?:\w+ly\s)?(?:say|answer|see|provide|confirm)\b|\bi\shave\sno\s(?:idea|{MATTER})\b",
    r"\b(?:i'm|i am)\s(?:\w+\s)?(?:not sure|unsure|unable to|not able to|not aware|not certain|uncertain)\b",
    rf"\b{_CANNOT}\s(?:\w+ly\s)?be\s(?:\w+ly\s)?(?:determined|answered|inferred|known|established|told|said)\b",
    rf"\banswer\s{_CANNOT}\sbe\s(?:found|given|derived|located|read)\b",
    r"\b(?:it|that|this|which)(?:'s|\sis|\swas|\sremains)\s(?:still\s|currently\s)?(?:unclear|unknown|uncertain|not\s(?:\w+ly\s)?"
    rf"(?:clear|known|specified|stated|mentioned|possible to {_KNOW}))\b(?!\sto\shave)",
    rf"(?:^|[.;,]\s?)\s*(?:it|this|that)\s{IS_NOT}\s(?:\w+ly\s)?{TOLD}\b",
    rf"\b{THE_TEXT}\s(?:\w+ly\s)?(?:says?|said|mentions?|contains?|tells?|states?|gives?|reports?)\snothing\b",
    rf"\bno\s(?:[\w'-]+\s){{1,6}}?{BEEN}\s(?:\w+ly\s)?{TOLD}\s(?:in|by|from|within|on)\s(?:the|this|any)\s"
    rf"(?:\w+\s)?{TEXT_NOUN}",
    r"\bno\s(?:\w+\s)?(?:figures?|numbers?|names?|dates?|reasons?|amounts?|sums?|percentages?|explanations?"
    rf"|sources?)\s{BEEN}\s(?:\w+ly\s)?(?:given|mentioned|stated|specified|provided|named|listed|disclosed)\b",
    r"\bno\s(?:[\w'-]+\s){1,4}?(?:is|are|was|were)\s(?:\w+ly\s)?(?:mentioned|stated|specified)(?=\W*$|\s?[.;,])",
    rf"\bno\s(?:\w+\s)?{_SAYING}\s(?:[\w'-]+\s){{0,6}}?{BEEN}\s(?:\w+ly\s)?{TOLD}(?=\W*$|\s?[.;,])",
    rf"\bthere\s(?:is|was)\sno\s(?:\w+\s)?{_SAYING}\s(?:from|by|of|on|about|for)\b",
    rf"(?:^|\band\s|[;,:]\s)(?:by\s)?(?:how|what|who|when|where|why|which|whose|whether)\s[^.;]{{1,60}}?\s{IS_NOT}\s"
    rf"(?:\w+ly\s)?(?:{TOLD}|told)\b",
    rf"^\W*{THE_TEXT}\s(?:gives?|has|contains?|names?|tells?|says?|reports?)\sonly\s[^.]{{0,160}}?,?\s(?:and|but)\sno\s"
    rf"(?:\w+\s)?(?:{FIGURE}|{MATTER})\b",
    rf"^\W*{THE_TEXT}\s(?:only|just|merely)\s\w+\s[^.]{{0,160}}?,\s(?:and\s)?not\s(?:by\s)?"
    r"(?:what|how|who|when|where|why|which|whether|whose)\b",
    rf"\b{IS_NOT}\s(?:\w+ly\s)?{TOLD}\s(?:here|there)\b",
    r"\b(?:neither|nobody|no one)\s[^.;:]{0,60}?\b(?:is|are|was|were)\s(?:quoted|cited)\s(?:on|about|as)\b",
    r"\b(?:not enough|insufficient) (?:information|context|data|details?)\b",
    r"\bunable to (?:answer|determine|find|say|provide|tell)\b|\bnothing in the (?:text|article|document|passage)\b",
    rf"\b(?:impossible|not possible|isn't possible) to {_KNOW}\b|\bas an ai\b",
    rf"\bthere (?:is|was|are|were)(?: no|n't any| not any| not enough)\s(?:\w+\s)?{MATTER}\b",
)
