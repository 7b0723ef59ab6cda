// --- the document ----------------------------------------------------------------------------------------------------

function shownDocument() { return gold.documents.find((one) => one.id === byId("document").value) || gold.documents[0]; }

function showDocument(id) {
  if (id) byId("document").value = id;
  const shown = shownDocument();
  const text = byId("text");
  text.replaceChildren();
  if (!shown) return;
  const quotes = quotedIn(shown.id);
  text.append(make("h2", {}, shown.title, make("small", {}, " " + (shown.published || ""))));
  for (const part of shown.sections) {
    if (part.number) text.append(make("h2", {}, part.heading + " ", make("small", {}, String(part.number))));
    const body = make("div", {});
    body.dataset.section = part.number;
    marked(body, part.text, quotes.filter((one) => one.section === part.number).map((one) => one.quote));
    text.append(body);
  }
}

function marked(body, text, quotes) {
  const places = quotes.filter(Boolean).map((quote) => [text.indexOf(quote), quote.length]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]);
  let done = 0;
  for (const [at, length] of places) {
    if (at < done) continue;
    body.append(text.slice(done, at), make("mark", {}, text.slice(at, at + length)));
    done = at + length;
  }
  body.append(text.slice(done));
}

function quotedIn(id) {
  if (!current) return [];
  const holders = current.reading ? [] : current.kind === "questions" ? current.data.claims : current.data.facts;
  const first = itemDocuments(current.data)[0];
  return holders.flatMap((holder) => holder.evidence || []).filter((one) => (one.document || first) === id);
}

function selectedWords() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  let node = selection.getRangeAt(0).startContainer;
  while (node && !(node.dataset && node.dataset.section !== undefined)) node = node.parentNode;
  const words = selection.toString().trim();
  return node && words ? {section: Number(node.dataset.section), quote: words.replace(/\s+/g, " "), document: shownDocument().id} : null;
}

// --- the list --------------------------------------------------------------------------------------------------------

function allItems() {
  return gold.files.flatMap((file) => file.items.map((data) => ({kind: file.kind, file: file.file, was: data.id, data})));
}

function itemDocuments(data) { return data.documents || (data.document ? [data.document] : []); }

function showList() {
  const wanted = byId("filter").value.toLowerCase();
  const entries = gold.mode === "read" ? gold.questions.map((one) => ({was: one.id, data: one})) : allItems();
  const list = byId("items");
  list.replaceChildren();
  for (const entry of entries) {
    const words = entry.data.question || "Summary of " + itemDocuments(entry.data).join(", ");
    if (wanted && !(entry.was + " " + words).toLowerCase().includes(wanted)) continue;
    const button = make("button", {type: "button", onclick: () => open(entry)}, entry.was, make("small", {}, words));
    button.setAttribute("aria-current", String(Boolean(current && current.was === entry.was)));
    button.className = gold.mode === "read" ? (gold.readings.some((one) => one.id === entry.was) ? "done" : "") : worst(entry.was);
    list.append(make("li", {}, button));
  }
}

function worst(id) {
  const kinds = gold.problems.filter((one) => one.item === id).map((one) => one.severity);
  return kinds.includes("error") ? "error" : kinds.includes("warning") ? "warning" : "";
}

function open(entry) {
  current = {...entry, data: structuredClone(entry.data)};
  active = {list: current.kind === "summaries" ? "facts" : "claims", number: 0};
  const id = itemDocuments(current.data)[0];
  if (id && itemDocuments(current.data).every((one) => one !== byId("document").value)) byId("document").value = id;
  if (gold.mode === "read") showReading(); else showForm();
  showDocument();
  showList();
}

function step(by) {
  const buttons = [...byId("items").querySelectorAll("button")];
  const now = buttons.findIndex((one) => one.getAttribute("aria-current") === "true");
  const next = buttons[Math.min(Math.max(now + by, 0), buttons.length - 1)];
  if (next) { next.click(); next.scrollIntoView({block: "nearest"}); }
}

// --- the form of an item ---------------------------------------------------------------------------------------------

function newItem() {
  const id = shownDocument().id;
  current = {kind: "questions", file: id + ".yaml", was: null, data: {id: "", document: id, question: "", type: "number", expects: null, claims: [], status: "suggested"}};
  active = {list: "claims", number: 0};
  showForm();
  byId("question").focus();
}

function showForm() {
  const form = byId("form");
  const data = current.data;
  form.replaceChildren(
    ...field("Id", make("input", {value: data.id, onchange: (event) => change(() => { data.id = event.target.value.trim(); })}), "id"),
    ...(current.kind === "questions" ? questionFields(data) : summaryFields(data)),
    make("p", {id: "status", className: data.status === "suggested" ? "suggested" : "accepted"}, data.status === "suggested"
      ? "Only suggested: no run asks this item until you accept it. What you type is saved when you leave a field."
      : "In the gold: runs ask this item. What you type is saved when you leave a field."),
    make("div", {className: "row"},
      data.status === "suggested" ? make("button", {type: "button", id: "accept", className: "accept", title: "Take it into the gold, so that runs ask it", onclick: () => change(() => { delete data.status; }, true)}, "✓ Accept into the gold") : null,
      make("button", {type: "button", id: "save", title: "Write to the file what stands here; whether it is accepted stays as it is", onclick: () => save()}, "Save now"),
      current.was ? make("button", {type: "button", id: "remove", className: "remove", title: "Take it out of the file", onclick: remove}, "Remove…") : null),
    make("ul", {id: "problems", className: "problems"}));
  showProblems();
}

function questionFields(data) {
  const expects = [["", "the document itself"], ["any", "any source, each its own"], ...sourceNames()];
  return [
    ...field("Documents", make("input", {value: itemDocuments(data).join(", "), onchange: (event) => change(() => setDocuments(data, event.target.value))}), "documents"),
    ...field("Question", make("textarea", {rows: 2, value: data.question, onchange: (event) => change(() => { data.question = event.target.value; })}), "question"),
    ...field("Kind of answer", choice(gold.types.map((one) => [one, one]), data.type, (value) => change(() => { data.type = value; }, true)), "type"),
    ...field("Whose answer is right", choice(expects, data.expects || "", (value) => change(() => { data.expects = value || null; })), "expects"),
    ...data.claims.map((claim, number) => claimFields(claim, number)),
    make("div", {className: "row"},
      make("button", {type: "button", id: "add-claim", onclick: () => change(() => { data.claims.push({source: null, answers: [], evidence: []}); active.number = data.claims.length - 1; }, true)}, "Add what a source answers"),
      make("button", {type: "button", id: "offers", onclick: offer}, "Offer quotes and rivals")),
    make("div", {id: "offered"}),
    ...field("Tags, with commas", make("input", {value: (data.tags || []).join(", "), onchange: (event) => change(() => setTags(data, event.target.value))}), "tags"),
  ];
}

function claimFields(claim, number) {
  const box = make("fieldset", {className: active.number === number ? "active" : "", onfocusin: () => activate("claims", number)},
    make("legend", {}, "Claim " + (number + 1)),
    ...field("Who says it", choice(sourceOptions(), claim.source || "", (value) => chooseSource(claim, value)), "source-" + number),
    ...field("Right answers, one a line", make("textarea", {rows: Math.max(2, claim.answers.length), value: claim.answers.join("\n"), onchange: (event) => change(() => { claim.answers = lines(event.target.value); })}), "answers-" + number),
    evidenceFields(claim, number),
    make("button", {type: "button", onclick: () => change(() => { current.data.claims.splice(number, 1); }, true)}, "Remove this claim"));
  return box;
}

function evidenceFields(holder, number) {
  const rows = (holder.evidence || []).map((one, place) => make("div", {className: "row"},
    make("span", {}, (one.document ? one.document + "/" : "") + one.section),
    make("input", {value: one.quote || "", ariaLabel: "Quote", onchange: (event) => change(() => { one.quote = event.target.value; })}),
    make("button", {type: "button", ariaLabel: "Remove this quote", onclick: () => change(() => { holder.evidence.splice(place, 1); }, true)}, "×")));
  return make("div", {}, make("label", {}, "Evidence: select words in the document, then Alt+E"), ...rows,
    make("button", {type: "button", id: "evidence-" + number, onmousedown: (event) => event.preventDefault(), onclick: () => { activate(current.kind === "summaries" ? "facts" : "claims", number); takeSelection(); }}, "Selected words are evidence"));
}

function summaryFields(data) {
  return [
    ...field("Documents", make("input", {value: itemDocuments(data).join(", "), onchange: (event) => change(() => setDocuments(data, event.target.value))}), "documents"),
    ...field("Words asked for", make("input", {type: "number", min: 1, value: data.words, onchange: (event) => change(() => { data.words = Number(event.target.value); })}), "words"),
    ...data.references.flatMap((text, number) => field("Reference " + (number + 1) + " (" + text.split(/\s+/).filter(Boolean).length + " words)", make("textarea", {rows: 6, value: text, onchange: (event) => change(() => { data.references[number] = event.target.value; })}), "reference-" + number)),
    make("button", {type: "button", onclick: () => change(() => { data.references.push("Write here."); }, true)}, "Add a reference"),
    ...data.facts.map((fact, number) => make("fieldset", {className: active.number === number ? "active" : "", onfocusin: () => activate("facts", number)},
      make("legend", {}, "Fact " + fact.id),
      ...field("Fact", make("textarea", {rows: 2, value: fact.text, onchange: (event) => change(() => { fact.text = event.target.value; })}), "fact-" + number),
      ...field("Importance", choice([["vital", "vital"], ["okay", "okay"]], fact.importance || "vital", (value) => change(() => { fact.importance = value; })), "importance-" + number),
      ...field("Who says it", choice(sourceOptions(), fact.source || "", (value) => chooseSource(fact, value)), "source-" + number),
      evidenceFields(fact, number),
      make("button", {type: "button", onclick: () => change(() => { data.facts.splice(number, 1); }, true)}, "Remove this fact"))),
    make("button", {type: "button", onclick: () => change(() => { data.facts.push({id: freshFact(data), text: "Write here.", importance: "okay", source: null, evidence: []}); }, true)}, "Add a fact"),
  ];
}

function freshFact(data) {
  let number = data.facts.length + 1;
  while (data.facts.some((one) => one.id === "f" + number)) number += 1;
  return "f" + number;
}

function activate(list, number) {
  if (active.number === number && active.list === list) return;
  active = {list, number};
  byId("form").querySelectorAll("fieldset").forEach((box, place) => box.classList.toggle("active", place === number));
}

const lines = (text) => text.split("\n").map((one) => one.trim()).filter(Boolean);
const words = (text) => text.split(",").map((one) => one.trim()).filter(Boolean);

function setTags(data, text) { if (words(text).length) data.tags = words(text); else delete data.tags; }

function setDocuments(data, text) {
  const ids = words(text);
  delete data.document;
  delete data.documents;
  if (ids.length === 1) data.document = ids[0]; else data.documents = ids;
}

function takeSelection() {
  const found = selectedWords();
  if (!found || !current || gold.mode === "read") { tell("Select words of the document first.", "bad"); return; }
  const holders = current.data[active.list] || [];
  if (!holders.length && current.kind === "questions") holders.push({source: null, answers: [], evidence: []});
  const holder = holders[Math.min(active.number, holders.length - 1)];
  if (!holder) return;
  const evidence = {section: found.section, quote: found.quote};
  if (found.document !== itemDocuments(current.data)[0]) evidence.document = found.document;
  change(() => { (holder.evidence = holder.evidence || []).push(evidence); }, true);
}

async function offer() {
  const data = current.data;
  const claim = data.claims[active.number];
  try {
    const found = await call("/api/offers", {document: itemDocuments(data)[0], question: data.question, type: data.type, answers: claim ? claim.answers : []});
    const box = byId("offered");
    box.replaceChildren();
    const add = (text, act) => box.append(make("button", {type: "button", className: "offer", onclick: () => change(act, true)}, text));
    if (!data.id) data.id = found.id;
    for (const one of found.wordings) add("Also right: " + one, () => claim.answers.push(one));
    for (const one of found.quotes) add("Evidence, section " + one.section + ": " + one.quote, () => {
      (claim.evidence = claim.evidence || []).push({section: one.section, quote: one.quote});
      if (one.source && !claim.source) { claim.source = one.source; data.expects = data.expects || one.source; }
    });
    for (const one of found.rivals.filter((rival) => !claim || rival.source !== claim.source)) add("Rival, " + (one.source || "the document") + " in " + one.document + "/" + one.section + ": " + one.answer + " — " + one.quote, () => {
      const evidence = {section: one.section, quote: one.quote};
      if (one.document !== itemDocuments(data)[0]) evidence.document = one.document;
      data.claims.push({source: one.source, answers: [one.answer], evidence: [evidence]});
    });
    if (!box.children.length) box.append("Nothing was found.");
    byId("id").value = data.id;
  } catch (error) { fail(error); }
}

// --- saving ----------------------------------------------------------------------------------------------------------

function change(act, again) {
  act();
  if (again) showForm();
  showDocument();
  save();
}

function save() {
  const mine = current;
  saving = saving.then(() => write(mine)).catch(fail);
  return saving;
}

async function write(mine) {
  const data = mine.data;
  if (!data.question && mine.kind === "questions") { tell("Not saved yet: type the question."); return; }
  if (!data.id) {
    const found = await call("/api/offers", {document: itemDocuments(data)[0], question: data.question, type: data.type, answers: []});
    data.id = found.id;
    if (current === mine && byId("id")) byId("id").value = data.id;
  }
  tell("Saving…");
  const file = gold.files.find((one) => one.kind === mine.kind && one.file === mine.file) || {kind: mine.kind, file: mine.file, version: "new", items: []};
  keepDraft(mine);
  const sent = structuredClone(data);
  const reply = await call("/api/item", {kind: mine.kind, file: mine.file, version: file.version, was: mine.was, data: sent});
  if (!gold.files.includes(file)) gold.files.push(file);
  file.version = reply.version;
  const place = file.items.findIndex((one) => one.id === mine.was);
  if (place < 0) file.items.push(sent); else file.items[place] = sent;
  mine.was = sent.id;
  gold.problems = reply.problems;
  localStorage.removeItem("draft");
  tell("Saved " + sent.id, "good");
  showProblems();
  showList();
}

function keepDraft(mine) { localStorage.setItem("draft", JSON.stringify({kind: mine.kind, file: mine.file, was: mine.was, data: mine.data})); }

async function remove() {
  if (!confirm("Remove " + current.was + "?")) return;
  const file = gold.files.find((one) => one.kind === current.kind && one.file === current.file);
  try {
    const reply = await call("/api/remove", {kind: current.kind, file: current.file, version: file.version, id: current.was});
    file.version = reply.version;
    file.items = file.items.filter((one) => one.id !== current.was);
    gold.problems = reply.problems;
    current = null;
    byId("form").replaceChildren();
    tell("Removed", "good");
    showList();
    showDocument();
  } catch (error) { fail(error); }
}

function showProblems() {
  const list = byId("problems");
  if (!list || !current) return;
  const mine = gold.problems.filter((one) => one.item === current.was);
  list.replaceChildren(...mine.map((one) => make("li", {className: one.severity}, one.message + " [" + one.rule + "]")));
}

// --- start -----------------------------------------------------------------------------------------------------------

addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if (event.ctrlKey && key === "s") {
    event.preventDefault();
    if (document.activeElement) document.activeElement.blur();
    if (gold.mode === "read") saveReading(); else if (current) save();
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const act = {n: () => gold.mode === "write" && newItem(), e: takeSelection, j: () => step(1), k: () => step(-1), o: () => gold.mode === "write" && current && offer(), d: nextDocument}[key];
  if (act) { event.preventDefault(); act(); }
});

function nextDocument() {
  const select = byId("document");
  select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
  showDocument();
}

function restoreDraft() {
  const kept = gold.mode === "write" && localStorage.getItem("draft");
  if (!kept) return;
  current = JSON.parse(kept);
  showForm();
  showDocument();
  tell("These words were not saved before the page was left. Save keeps them; open another item to drop them.", "bad");
}

async function start() {
  try {
    gold = await call("/api/gold");
    byId("title").textContent = (gold.mode === "read" ? "Blind reading: " : "Gold: ") + gold.folder;
    byId("new").hidden = gold.mode === "read";
    byId("document").append(...gold.documents.map((one) => make("option", {value: one.id}, one.id + ": " + one.title)));
    byId("document").addEventListener("change", () => showDocument());
    byId("filter").addEventListener("input", showList);
    byId("new").addEventListener("click", newItem);
    startSources();
    showDocument();
    showList();
    restoreDraft();
    if (!byId("state").textContent) tell(gold.mode === "read" ? gold.readings.length + " of " + gold.questions.length + " answered" : gold.problems.length + (gold.problems.length === 1 ? " problem" : " problems"));
  } catch (error) { fail(error); }
}
