
// --- who speaks: a source is added from anywhere in the page ---------------------------------------------------------

let sourceFor = null;  // what is done with the id of the source that is being added

function sourceOptions() {
  return [["", "the document itself"], ...sourceNames(), ["+", "somebody else: add a source…"]];
}

function sourceNames() { return Object.entries(gold.sources).map(([id, one]) => [id, one.name]); }

// Words that are selected in the document are offered as the name.
function addSource(then) {
  sourceFor = then;
  const found = selectedWords();
  const speaksFor = byId("source-of");
  speaksFor.replaceChildren(...[["", "nobody but itself"], ...sourceNames()].map(([id, name]) => make("option", {value: id}, name)));
  byId("source-name").value = found ? found.quote.slice(0, 80) : "";
  byId("source-aliases").value = "";
  byId("source-id").value = idFor(byId("source-name").value);
  byId("source-problem").textContent = "";
  byId("source-box").showModal();
  byId("source-name").focus();
}

function idFor(name) {
  const plain = name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const base = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").replace(/^the-/, "").slice(0, 40);
  let id = base;
  for (let number = 2; base && Object.hasOwn(gold.sources, id); number += 1) id = base + "-" + number;
  return id;
}

async function keepSource(event) {
  event.preventDefault();
  const id = byId("source-id").value.trim();
  const data = {name: byId("source-name").value.trim(), aliases: lines(byId("source-aliases").value)};
  if (byId("source-of").value) data.of = byId("source-of").value;
  try {
    const reply = await call("/api/source", {id, data, version: gold.sourcesVersion});
    Object.assign(gold, {sourcesVersion: reply.version, problems: reply.problems});
    gold.sources[id] = data;
    byId("source-box").close();
    tell("Added the source " + data.name, "good");
    if (sourceFor) sourceFor(id); else if (current && gold.mode === "write") showForm();
    showList();
  } catch (error) { byId("source-problem").textContent = error.message; }
}

// A claim or fact gets its source, or a new one; the first claim's is also the one that is asked for, unless it is set.
function chooseSource(holder, value) {
  const set = (id) => change(() => {
    holder.source = id || null;
    if (current.kind === "questions" && current.data.claims[0] === holder && current.data.expects === null) current.data.expects = holder.source;
  }, true);
  if (value !== "+") set(value);
  else addSource(set);
}

function startSources() {
  byId("add-source").hidden = gold.mode === "read";
  byId("add-source").addEventListener("mousedown", (event) => event.preventDefault());
  byId("add-source").addEventListener("click", () => addSource(null));
  byId("source-name").addEventListener("input", () => { byId("source-id").value = idFor(byId("source-name").value); });
  byId("source-form").addEventListener("submit", keepSource);
  byId("source-cancel").addEventListener("click", () => byId("source-box").close());
  byId("source-box").addEventListener("close", () => { sourceFor = null; if (current && gold.mode === "write") showForm(); });
}
