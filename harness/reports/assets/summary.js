// A summary: sentences by support, key facts ticked, each leading to its evidence.

function showSummary(item) {
  const evidence = [];
  for (const fact of item.facts) for (const at of fact.at) evidence.push({ at, kind: "asked", label: fact.text });
  for (const answer of item.answers) {
    for (const sentence of answer.sentences || []) for (const at of sentence.at || []) evidence.push({ at, kind: "support", label: `${modelName(answer)}: ${sentence.text}` });
  }
  byId("item").replaceChildren(
    itemHead(item),
    make("h2", { class: "question" }, `${title(item)}`),
    make("p", { class: "hint" }, `asked for ${item.words} words · `, make("mark", { class: "held" }, "borne out"), " · ", make("mark", { class: "unheld" }, "not borne out"), " · ", make("mark", { class: "failing" }, "the words it fails by")),
    ...item.answers.map((answer) => drawSummary(item, answer)),
    drawFacts(item),
    references(item));
  showDocuments(item, evidence);
}

function drawFacts(item) {
  const head = item.answers.map((answer) => make("th", { scope: "col" }, modelName(answer)));
  const lines = item.facts.map((fact) => make("tr", { class: fact.importance },
    make("th", { scope: "row" }, fact.text, " ", make("span", { class: "hint" }, [fact.importance, fact.source ? sourceName(fact.source) : ""].filter(Boolean).join(" · ")), " ", fact.at.map((at) => [placeLink(at), " "])),
    item.answers.map((answer) => make("td", {}, factCell((answer.facts || []).find((one) => one.id === fact.id), answer, fact)))));
  return make("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "Key facts" }, make("table", { class: "keyfacts" }, make("caption", {}, "Key facts: ✓ stated · – not stated · ✗ contradicted; ● right source · ◌ no source · ▲ wrong source"),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "fact"), head)), make("tbody", {}, lines)));
}

function factCell(one, answer, fact) {
  if (!one) return "–";
  const credited = (one.credited || []).map(sourceName).join(", ");
  const credit = one.credit ? `; ${CREDITS[one.credit]}${credited ? ` (${credited})` : ""}` : "";
  const label = `${one.stated === "yes" ? "stated" : one.stated === "no" ? "not stated" : "contradicted"}${credit}`;
  const button = make("button", { type: "button", class: `tick s-${one.stated}`, title: `${label}. ${one.reason || ""}`, "aria-label": `${label}: ${fact.text}` }, STATED[one.stated], one.credit ? make("span", { class: `credit c-${one.credit}` }, CREDIT_MARKS[one.credit]) : "");
  button.addEventListener("click", () => {
    const target = one.where ? document.querySelector(`#summary-${answer.by} mark[data-anchor="fact-${CSS.escape(fact.id)}"]`) : null;
    for (const other of document.querySelectorAll(".output mark.here")) other.classList.remove("here");
    if (target) { target.classList.add("here"); target.scrollIntoView({ block: "nearest" }); }
    if (fact.at.length) toEvidence(fact.at[0]);
  });
  return button;
}

function drawSummary(item, answer) {
  const name = modelName(answer);
  const output = answer.output || "";
  const counts = answer.scores || {};
  const words = output.trim() ? output.trim().split(/\s+/).length : 0;
  const told = [["key facts", counts.fact_recall], ["borne out", counts.supported], ["right source", counts.credit], ["told as facts", counts.laundered]]
    .filter(([, value]) => value !== undefined).map(([label, value]) => `${label} ${share(value)}`);
  return make("article", { class: "answer", id: `summary-${answer.by}`, "aria-label": `Summary of ${name}` },
    make("header", {}, make("h3", {}, name), make("span", { class: "hint" }, [...told, `${words} words`].join(" · ")),
      (answer.unfinished || []).map((word) => make("span", { class: "chip unfinished" }, word))),
    answer.error ? make("p", { class: "output error" }, answer.error) : make("blockquote", { class: "output summary" }, output ? marked(output, summarySpans(item, answer)) : make("span", { class: "nothing" }, "(nothing)")),
    make("ul", { class: "failing" }, (answer.sentences || []).filter((one) => !one.supported).map((one) => make("li", {}, make("q", {}, one.text.length > 90 ? `${one.text.slice(0, 89)}…` : one.text), ` ${one.reason || "not borne out"}`))),
    (answer.flags || []).map((flag) => make("p", { class: "flag" }, flag)),
    cutNote(answer),
    tools(item, answer, () => disputeSummary(item, answer)));
}

// Sentences come as text; each is looked for after the one before it.
function summarySpans(item, answer) {
  const output = answer.output;
  const points = (unit) => [...output.slice(0, unit)].length;
  const spans = [];
  let from = 0;
  for (const sentence of answer.sentences || []) {
    const start = output.indexOf(sentence.text, from);
    if (start < 0) continue;
    from = start + sentence.text.length;
    const at = (sentence.at || [])[0];
    spans.push({
      start: points(start), end: points(from), kind: sentence.supported ? "held" : "unheld",
      label: `${sentence.supported ? "borne out" : "not borne out"} (${sentence.score}). ${sentence.reason || ""}`, click: at ? () => toEvidence(at) : null,
    });
    for (const [first, last, kind] of sentence.failing || []) spans.push({ start: first, end: last, kind: sentence.supported ? "loose" : "failing", label: kind });
  }
  for (const fact of answer.facts || []) if (fact.where) spans.push({ start: fact.where[0], end: fact.where[1], kind: "fact", anchor: `fact-${fact.id}` });
  return spans;
}

function references(item) {
  return make("details", {}, make("summary", {}, `${item.references.length} written by hand`), item.references.map((text) => make("blockquote", { class: "output" }, text)));
}

function disputeSummary(item, answer) {
  const held = disputeOf(item, answer) || {};
  const facts = item.facts.map((fact) => choice(fact.text, ["yes", "no", "contradicted"], held[`fact ${fact.id}`], (value) => keepDispute(item, answer, { [`fact ${fact.id}`]: value })));
  const sentences = (answer.sentences || []).map((one, number) => choice(`“${one.text}”`, ["supported", "unsupported"], held[`sentence ${number}`], (value) => keepDispute(item, answer, { [`sentence ${number}`]: value })));
  return [make("p", { class: "hint" }, "Is the fact stated?"), ...facts, make("p", { class: "hint" }, "Is the sentence borne out?"), ...sentences, noteBox(item, answer)];
}
