// The data of the page, and the words for what it says.

const data = JSON.parse(byId("data").textContent);
const VERDICTS = {
  correct: "✓", partial: "◐", rival: "⇄", wrong: "✗", abstained: "○", empty: "∅", error: "!",
};
const CREDITS = { right: "right source", none: "no source", wrong: "wrong source", na: "no credit due" };
const CREDIT_MARKS = { right: "●", none: "◌", wrong: "▲", na: "·" };
const STATED = { yes: "✓", no: "–", contradicted: "✗" };
for (const item of data.items) item.answers.sort((one, other) => one.by - other.by);
const TYPES = [...new Set(data.items.map((item) => item.type).filter(Boolean))].sort();

function sourceName(id) {
  if (!id) return "the document";
  if (id === "any") return "any source";
  return Object.hasOwn(data.sources, id) ? data.sources[id].name : id;
}

function spokenFor(id) {
  const source = Object.hasOwn(data.sources, id) ? data.sources[id] : {};
  return source.of ? sourceName(source.of) : "";
}

function modelName(answer) {
  return data.models[answer.by].name;
}

function documentId(number) {
  return number >= 0 && data.documents[number] ? data.documents[number].id : "?";
}

function title(item) {
  if (item.task === "qa") return item.ask;
  const names = item.docs.map((number) => (data.documents[number] ? data.documents[number].title : "?"));
  return `Summary of ${item.docs.map(documentId).join(", ")}: ${names[0] || ""}${names.length > 1 ? " …" : ""}`;
}

// The verdict words of an answer: one for a question; for a summary those of its worst facts and sentences.
function verdictsOf(answer, item) {
  if (item.task === "qa") return [answer.factual];
  if (answer.error) return ["error"];
  const words = [];
  const facts = answer.facts || [];
  if (facts.some((fact) => fact.stated === "contradicted")) words.push("contradicts");
  if ((answer.sentences || []).some((sentence) => !sentence.supported)) words.push("unsupported");
  if (answer.unfinished) words.push("unfinished");
  if (!(answer.output || "").trim()) words.push("empty");
  return words.length ? words : ["clean"];
}

function creditsOf(answer, item) {
  if (item.task === "qa") return [answer.credit];
  return (answer.facts || []).map((fact) => fact.credit || "na");
}

function creditedOf(answer, item) {
  if (item.task === "qa") return answer.credited || [];
  return (answer.facts || []).flatMap((fact) => fact.credited || []);
}

// Who said what an answer states: for a question one source, for a summary those of its facts.
function saidOf(answer, item) {
  if (item.task === "qa") return [answer.claimed || item.expects || ""];
  const wrong = new Set((answer.facts || []).filter((fact) => fact.credit === "wrong").map((fact) => fact.id));
  return item.facts.filter((fact) => wrong.has(fact.id)).map((fact) => fact.source || "");
}

function chip(verdict, extra) {
  return make("span", { class: `chip v-${verdict}` },
    make("span", { "aria-hidden": "true" }, VERDICTS[verdict] || "•"), ` ${extra || verdict}`);
}

function creditChip(credit) {
  return make("span", { class: `chip c-${credit}` },
    make("span", { "aria-hidden": "true" }, CREDIT_MARKS[credit]), ` ${CREDITS[credit]}`);
}

function share(value) {
  return value === undefined || value === null ? "–" : `${(100 * value).toFixed(0)} %`;
}

// The words to search in, folded once; made when they are first needed.
// They are made ahead while the page has nothing else to do.
const folded = new Array(data.items.length);
function searchable(number) {
  if (folded[number] === undefined) {
    const item = data.items[number];
    const parts = [item.id, title(item), ...(item.tags || [])];
    for (const claim of item.claims || []) parts.push(claim.answers.join(" "), sourceName(claim.source));
    for (const fact of item.facts || []) parts.push(fact.text);
    for (const answer of item.answers) parts.push(answer.output || "", answer.reason || "");
    folded[number] = parts.join("\n").toLowerCase();
  }
  return folded[number];
}

function foldAhead(from) {
  const start = performance.now();
  let number = from;
  while (number < data.items.length && performance.now() - start < 8) {
    searchable(number);
    number += 1;
  }
  if (number < data.items.length) setTimeout(foldAhead, 4, number);
}
