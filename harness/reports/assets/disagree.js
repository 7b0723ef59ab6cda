// What a reader would have judged otherwise: kept in the browser, taken away as a file that `harness calibrate` reads.

const KEY = `harness-disputes ${data.run.signature}`;
let disputes = {};
try {
  disputes = JSON.parse(localStorage.getItem(KEY) || "{}");
} catch {
  disputes = {};
}

function disputeKey(item, answer) {
  return `${item.task} ${item.id} ${modelName(answer)}`;
}

function disputeOf(item, answer) {
  return disputes[disputeKey(item, answer)];
}

function keepDispute(item, answer, change) {
  const key = disputeKey(item, answer);
  const held = { ...(disputes[key] || {}), ...change };
  for (const name of Object.keys(held)) if (held[name] === "") delete held[name];
  if (Object.keys(held).length) disputes[key] = held;
  else delete disputes[key];
  try {
    localStorage.setItem(KEY, JSON.stringify(disputes));
  } catch {
    say("this browser keeps nothing; export before you leave the page");
  }
  showDisputes();
}

function showDisputes() {
  const count = Object.keys(disputes).length;
  const box = byId("disputes");
  box.hidden = !count;
  box.replaceChildren(
    `${count} ${count === 1 ? "disagreement" : "disagreements"} `,
    make("button", { type: "button", on: { click: () => download("own.disagreements.jsonl", "application/jsonl", exportLines()) } }, "Export JSONL"), " ",
    make("button", { type: "button", on: { click: () => download("own.disagreements.csv", "text/csv", exportCsv()) } }, "Export CSV"), " ",
    make("span", { class: "hint" }, "put the file into a folder and run harness calibrate on it"));
}

// One labelled row for each thing that was judged otherwise, in the shapes that calibrate knows.
function exportRows() {
  const out = [];
  for (const item of data.items) {
    for (const answer of item.answers) {
      const held = disputeOf(item, answer);
      if (held) out.push(...(item.task === "qa" ? answerRows(item, answer, held) : summaryRows(item, answer, held)));
    }
  }
  return out;
}

function rowHead(item, answer, part, held) {
  const group = item.docs.map(documentId).join("+");
  return { set: "own", id: part ? `${item.id}/${part}` : item.id, model: modelName(answer), system: modelName(answer), group, note: held.note || "" };
}

function answerRows(item, answer, held) {
  const out = [];
  const claims = item.claims.filter((claim) => item.expects === "any" || claim.source === item.expects);
  const gold = claims.flatMap((claim) => claim.answers);
  if (held.factual || held.note) {
    const should = held.factual || answer.factual;
    const row = { ...rowHead(item, answer, "", held), question: item.ask, gold: gold.length ? gold : ["The document does not say."], answer: answer.answer || answer.output || "", verdict: answer.factual, should };
    out.push(should === "partial" ? { ...row, score: 0.5 } : { ...row, label: should === "correct" ? 1 : 0 });
  }
  if (held.credit && item.expects && held.credit !== "na") {
    const row = { ...rowHead(item, answer, "credit", held), text: answer.output || "", content: answer.answer || answer.output || "", speaker: sourceName(item.expects), verdict: answer.credit, should: held.credit };
    out.push({ ...row, label: held.credit === "right" ? 1 : 0 });
  }
  return out;
}

function summaryRows(item, answer, held) {
  const out = [];
  for (const fact of item.facts) {
    const should = held[`fact ${fact.id}`];
    const was = (answer.facts || []).find((one) => one.id === fact.id);
    if (should) out.push({ ...rowHead(item, answer, fact.id, held), unit: fact.text, text: answer.output || "", verdict: was ? was.stated : "", should, label: should === "yes" ? 1 : 0 });
  }
  (answer.sentences || []).forEach((sentence, number) => {
    const should = held[`sentence ${number}`];
    if (!should) return;
    const evidence = item.docs.filter((one) => data.documents[one]).flatMap((one) => data.documents[one].sections.map((section) => section[2]));
    out.push({ ...rowHead(item, answer, `sentence-${number + 1}`, held), claim: sentence.text, evidence, verdict: sentence.supported ? "supported" : "unsupported", should, label: should === "supported" ? 1 : 0 });
  });
  return out;
}

function exportLines() {
  return exportRows().map((row) => `${JSON.stringify(row)}\n`).join("");
}

function exportCsv() {
  const found = exportRows();
  const columns = [...new Set(found.flatMap((row) => Object.keys(row)))];
  const cell = (value) => {
    const text = value === undefined ? "" : Array.isArray(value) ? JSON.stringify(value) : String(value);
    return `"${text.replaceAll('"', '""')}"`;
  };
  return [columns.join(","), ...found.map((row) => columns.map((name) => cell(row[name])).join(","))].join("\r\n") + "\r\n";
}

function choice(label, words, value, keep) {
  const box = make("select", { on: { change: (event) => keep(event.target.value) } }, make("option", { value: "" }, "as judged"), words.map((word) => make("option", { value: word }, word)));
  box.value = value || "";
  return make("label", {}, `${label} `, box);
}

function noteBox(item, answer) {
  const held = disputeOf(item, answer) || {};
  const area = make("textarea", { rows: 2, "aria-label": "Why", placeholder: "Why (goes into the export)" });
  area.value = held.note || "";
  area.addEventListener("input", () => keepDispute(item, answer, { note: area.value.trim() }));
  return area;
}
