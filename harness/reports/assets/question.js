// A question: what each source says, and what each model made of it.

function showQuestion(item) {
  const evidence = [];
  for (const claim of item.claims) {
    const kind = isAsked(item, claim) ? "asked" : "other";
    for (const at of claim.at) evidence.push({ at, kind, label: `${sourceName(claim.source)}: ${claim.answers[0] || ""}` });
  }
  byId("item").replaceChildren(
    itemHead(item),
    make("h2", { class: "question" }, item.ask),
    drawClaims(item),
    ...item.answers.map((answer) => drawAnswer(item, answer)));
  showDocuments(item, evidence);
}

function isAsked(item, claim) {
  return item.expects === "any" || claim.source === item.expects;
}

function itemHead(item) {
  const words = [item.type, ...(item.tags || [])].filter(Boolean);
  const asks = item.task !== "qa" ? "" : item.expects === "any" ? "each source is right for itself" : item.expects ? `asks for ${sourceName(item.expects)}` : "";
  return make("p", { class: "item-head" },
    make("a", { href: `#item=${encodeURIComponent(item.id)}`, class: "item-id", title: "a link to this item" }, item.id), " ",
    words.map((word) => [make("span", { class: "tag" }, word), " "]),
    make("span", { class: "hint" }, [asks, item.place].filter(Boolean).join(" · ")));
}

function drawClaims(item) {
  if (!item.claims.length) return make("p", { class: "claims none" }, "The document does not tell. The right answer says so.");
  const lines = item.claims.map((claim) => {
    const asked = isAsked(item, claim);
    const speaks = claim.source ? spokenFor(claim.source) : "";
    return make("tr", { class: asked ? "asked" : "other" },
      make("th", { scope: "row" }, sourceName(claim.source), speaks ? make("span", { class: "hint" }, ` for ${speaks}`) : "", asked ? make("span", { class: "role" }, item.expects === "any" ? "right" : "asked") : ""),
      make("td", {}, claim.answers[0] || "–", claim.answers.length > 1 ? make("span", { class: "hint" }, ` or ${claim.answers.slice(1).join(", or ")}`) : ""),
      make("td", { class: "places" }, claim.at.map((at) => [placeLink(at), " "])));
  });
  return make("table", { class: "claims" }, make("caption", {}, "What the sources say"),
    make("thead", { class: "unseen" }, make("tr", {}, ["source", "answer", "where"].map((word) => make("th", { scope: "col", class: word === "where" ? "places" : null }, word)))),
    make("tbody", {}, lines));
}

function drawAnswer(item, answer) {
  const name = modelName(answer);
  const role = data.models[answer.by].role;
  const spans = (answer.marks || []).map(([start, end]) => ({ start, end, kind: `decided d-${answer.factual}` }));
  const output = answer.output || "";
  const cites = (answer.sections || []).map((section) => `§${section}`).join(", ");
  const credited = (answer.credited || []).map(sourceName).join(", ");
  const claimed = answer.claimed && answer.claimed !== item.expects && item.expects !== "any" ? sourceName(answer.claimed) : "";
  return make("article", { class: "answer", "aria-label": `Answer of ${name}` },
    make("header", {}, make("h3", {}, name, role ? make("span", { class: "role" }, role) : ""), chip(answer.factual), answer.credit !== "na" ? creditChip(answer.credit) : ""),
    answer.error ? make("p", { class: "output error" }, answer.error) : make("blockquote", { class: "output" }, output ? marked(output, spans) : make("span", { class: "nothing" }, "(nothing)")),
    make("p", { class: "reason" }, answer.reason || ""),
    make("p", { class: "read" }, [credited && !(answer.reason || "").includes("credits") && `credits ${credited}`, claimed && `the answer of ${claimed}`, cites && `cites ${cites}`].filter(Boolean).join(" · ")),
    (answer.flags || []).map((flag) => make("p", { class: "flag" }, flag)),
    cutNote(answer),
    tools(item, answer, () => disputeQuestion(item, answer)));
}

function cutNote(answer) {
  if (!answer.cut) return "";
  const sections = answer.cut.map(([number, section]) => `${documentId(number)} §${section}`).join(", ");
  return make("p", { class: "flag" }, `Left out of the prompt, since it did not fit: ${sections}`);
}

function tools(item, answer, dispute) {
  const box = make("details", { class: "dispute" }, make("summary", {}, disputeOf(item, answer) ? "Disagree ●" : "Disagree"));
  box.addEventListener("toggle", () => { if (box.open && box.children.length === 1) box.append(...dispute()); });
  return make("div", { class: "tools" },
    make("button", { type: "button", class: "copy", on: { click: () => copy(prediction(item, answer)) } }, "Copy as prediction"),
    rawDetails(item, answer), box);
}

function prediction(item, answer) {
  return JSON.stringify({ id: item.id, model: modelName(answer), output: answer.output || "" });
}

function rawDetails(item, answer) {
  const box = make("details", { class: "raw" }, make("summary", {}, "Prompt and raw output"));
  box.addEventListener("toggle", () => { if (box.open && box.children.length === 1) box.append(...raw(item, answer)); });
  return box;
}

function raw(item, answer) {
  const made = answer.made || {};
  const pairs = [
    ["read as the answer", answer.answer], ["ended by", made.finish], ["tokens in", made.in], ["tokens out", made.out], ["seconds", made.seconds],
    ["prompt digest", made.prompt], ["note", made.note],
    ...Object.entries(answer.scores || {}).map(([name, value]) => [name, value]),
  ].filter(([, value]) => value !== undefined && value !== null && value !== "");
  return [
    ...drawPrompt(item, answer, made),
    make("h4", {}, "Raw output"), make("pre", { tabindex: 0, "aria-label": "raw output" }, answer.output || ""),
    make("dl", { class: "facts" }, pairs.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, String(value)))))];
}

// The prompt put together again from its frame: pieces of text, sections of the documents, and the question.
function promptText(item, answer) {
  const parts = data.prompts.frames[answer.asked];
  return parts && parts.map((part) => part === null ? item.ask : Array.isArray(part) ? sectionText(part) : data.prompts.pieces[part]).join("");
}

function sectionText([number, section]) {
  const found = (data.documents[number] || { sections: [] }).sections.find((one) => one[0] === section);
  return found ? found[2] : "";
}

function drawPrompt(item, answer, made) {
  const text = promptText(item, answer);
  if (text) return [make("h4", {}, "Prompt, as the model got it"), make("pre", { class: "prompt", tabindex: 0, "aria-label": "prompt" }, text)];
  return made.prompt ? [make("p", { class: "hint" }, "This run kept no prompts. harness eval --config … --dry-run --json prints each; its digest is below.")] : [];
}

function disputeQuestion(item, answer) {
  const held = disputeOf(item, answer) || {};
  return [
    choice("The verdict should be", Object.keys(VERDICTS).filter((word) => word !== "error" && word !== answer.factual), held.factual, (value) => keepDispute(item, answer, { factual: value })),
    choice("The credit should be", Object.keys(CREDITS).filter((word) => word !== answer.credit), held.credit, (value) => keepDispute(item, answer, { credit: value })),
    noteBox(item, answer),
  ];
}
