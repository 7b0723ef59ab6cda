"""How often Python looks for cycles while outputs are judged."""

import gc

from harness.config.shipped import shipped
from harness.evaluate.score import judge, score_answers
from harness.gold.load import load_gold
from harness.judging.collecting import collecting_rarely
from harness.schema import Generation
from harness.tasks.qa import QaTask
from harness.tasks.summary import SummaryTask
from harness.tasks.templates import load_template


def test_what_was_set_before_holds_again_behind_it() -> None:
    """Looked for rarely within, and as before once the verdicts are read or nobody reads on."""
    gold, task = load_gold(shipped("gold")), QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
    before = gc.get_threshold()
    answers = [Generation(item.id, "m", "212") for item in gold.questions[:2]]
    verdicts = score_answers(gold, gold.questions[:2], ["m"], answers, {"qa": task})
    assert next(verdicts).output == "212"
    assert gc.get_threshold()[0] > before[0]
    assert len(list(verdicts)) == 1
    assert gc.get_threshold() == before
    stopped = score_answers(gold, gold.questions[:2], ["m"], answers, {"qa": task})
    next(stopped)
    del stopped
    assert gc.get_threshold() == before


def test_judging_makes_no_cycles() -> None:
    """Nothing of answers and summaries waits for the search, so that memory does not grow where it is rare."""
    gold = load_gold(shipped("gold"))
    qa = QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
    summary = SummaryTask(load_template(shipped("configs") / "templates" / "summary.yaml"))
    outputs = (
        "Moe said that 212 were aboard, and she denied more.",
        "I don't know.",
        "Oslo, on 3 May.",
    )
    cases = [(item, text, qa) for item in gold.questions[::20] for text in outputs]
    known = next(iter(gold.documents.values())).sections[0].text
    for warm in (True, False):
        with collecting_rarely():
            gc.collect()
            for item, text, task in cases:
                judge(gold, item, Generation(item.id, "m", text + "!" * warm), task)
            judge(gold, gold.summaries[0], Generation(gold.summaries[0].id, "m", known + "!" * warm), summary)
            found = gc.collect()
    assert found == 0
