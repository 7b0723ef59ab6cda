// Which items are shown. The state of the page is its address: filters and the item, so that each view has a link.

const FIELDS = ["model", "verdict", "credit", "type", "tag", "document", "source", "show"];
const HIDDEN = ["task", "said", "credited"];
let filters = {};

function readAddress() {
  const hash = location.hash.replace(/^#\/?/, "");
  const [view, query] = hash.split("?");
  const found = Object.fromEntries(new URLSearchParams(query || ""));
  if (view.startsWith("item=") || view.startsWith("item/")) return { view: "items", item: decode(view.slice(5)) };
  return { view: view === "items" ? "items" : "front", ...found, anchor: view };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function addressOf(item) {
  const chosen = new URLSearchParams();
  for (const name of [...FIELDS, ...HIDDEN, "text"]) if (filters[name] !== undefined && filters[name] !== "") chosen.set(name, filters[name]);
  if (item) chosen.set("item", item.id);
  const query = chosen.toString();
  return query ? `#/items?${query}` : "#/items";
}

// Controls go wrong on purpose: they count where they are asked for by name, or where there is nothing else.
const onlyControls = data.models.every((model) => model.role === "control");
function isPassedOver(answer) {
  return !onlyControls && data.models[answer.by].role === "control";
}

function answerPasses(answer, item) {
  if (filters.model ? modelName(answer) !== filters.model : isPassedOver(answer)) return false;
  if (filters.verdict && !verdictsOf(answer, item).includes(filters.verdict)) return false;
  if (filters.credit && !creditsOf(answer, item).includes(filters.credit)) return false;
  if (filters.credited && !creditedOf(answer, item).includes(filters.credited)) return false;
  if (filters.said !== undefined && !saidOf(answer, item).includes(filters.said)) return false;
  if (filters.show === "cut" && !answer.cut) return false;
  if (filters.show === "flags" && !(answer.flags && answer.flags.length)) return false;
  if (filters.show === "unfinished" && !answer.unfinished) return false;
  if (filters.show === "disputed" && !disputeOf(item, answer)) return false;
  return true;
}

function itemPasses(item) {
  if (filters.task && item.task !== filters.task) return false;
  if (filters.type && item.type !== filters.type) return false;
  if (filters.tag && !(item.tags || []).includes(filters.tag)) return false;
  if (filters.document && !item.docs.some((number) => documentId(number) === filters.document)) return false;
  if (filters.source && item.expects !== filters.source) return false;
  if (filters.show === "differ" && !modelsDiffer(item)) return false;
  const ofAnswers = ["model", "verdict", "credit", "credited", "said"].some((name) => filters[name] !== undefined && filters[name] !== "");
  if (!ofAnswers && !["cut", "flags", "unfinished", "disputed"].includes(filters.show)) return true;
  return item.answers.some((answer) => answerPasses(answer, item));
}

function modelsDiffer(item) {
  const words = item.answers.filter((answer) => !isPassedOver(answer))
    .map((answer) => [...verdictsOf(answer, item), answer.credit].join());
  return new Set(words).size > 1;
}

function found() {
  const words = (filters.text || "").toLowerCase().split(/\s+/).filter(Boolean);
  const numbers = [];
  for (let number = 0; number < data.items.length; number += 1) {
    if (!itemPasses(data.items[number])) continue;
    if (words.length && !words.every((word) => searchable(number).includes(word))) continue;
    numbers.push(number);
  }
  return numbers;
}

function fillChoices() {
  const verdicts = [...Object.keys(VERDICTS), ...(data.items.some((item) => item.task === "summary") ? ["contradicts", "unsupported", "unfinished", "clean"] : [])];
  const choices = {
    model: data.models.map((model) => [model.name, model.name]),
    verdict: verdicts.map((word) => [word, VERDICTS[word] ? `${VERDICTS[word]} ${word}` : word]),
    credit: Object.keys(CREDITS).map((word) => [word, `${CREDIT_MARKS[word]} ${CREDITS[word]}`]),
    type: TYPES.map((word) => [word, word]),
    tag: [...new Set(data.items.flatMap((item) => item.tags || []))].sort().map((word) => [word, word]),
    document: data.documents.filter(Boolean).map((one) => [one.id, `${one.id} ${one.title}`.slice(0, 60)]),
    source: [...new Set(data.items.map((item) => item.expects).filter(Boolean))].map((id) => [id, id === "any" ? "each source" : sourceName(id)])
      .sort((one, other) => (one[1] < other[1] ? -1 : 1)),
  };
  for (const [name, pairs] of Object.entries(choices)) {
    const select = byId(`by-${name}`);
    for (const [value, label] of pairs) select.append(make("option", { value, text: label }));
    select.closest("label").hidden = pairs.length < 2;
  }
}

function showFilters() {
  for (const name of FIELDS) byId(`by-${name}`).value = filters[name] || "";
  if (document.activeElement !== byId("search")) byId("search").value = filters.text || "";
  const words = { task: (value) => `task: ${value}`, said: (value) => `said by: ${sourceName(value)}`, credited: (value) => `credited: ${sourceName(value)}` };
  const chips = HIDDEN.filter((name) => filters[name] !== undefined).map((name) =>
    make("button", { type: "button", on: { click: () => { delete filters[name]; changed(); } } }, words[name](filters[name]), make("span", { "aria-label": "remove" }, " ×")));
  byId("chips").replaceChildren(...chips);
  byId("chips").hidden = !chips.length;
}
