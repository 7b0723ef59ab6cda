// The documents of an item, its evidence highlighted, scrolled to the first of it.

const pane = byId("document");
let stops = [];
let stop = -1;

// Evidence is {at: [document, section, start, end] or [document, section], kind, label}.
function showDocuments(item, evidence) {
  const parts = item.docs.map((number) => drawDocument(number, evidence));
  pane.replaceChildren(...(parts.length ? parts : [make("p", { class: "nothing" }, "The document isn’t in this page.")]));
  stops = [...pane.querySelectorAll("[data-anchor]")];
  stop = -1;
  const first = stops.find((element) => element.dataset.anchor.startsWith("asked")) || stops[0];
  if (first) scrollTo(first);
  else pane.scrollTop = 0;
}

function drawDocument(number, evidence) {
  const held = data.documents[number];
  if (!held) return make("p", { class: "nothing" }, "A document of this item isn’t in the run folder.");
  const line = [held.publisher, held.published].filter(Boolean).join(" · ");
  return make("article", {},
    make("header", {}, make("h2", {}, held.title || held.id), make("p", { class: "dateline" }, `${held.id}${line ? ` · ${line}` : ""}`)),
    held.sections.map((section) => drawSection(number, section, evidence)));
}

function drawSection(number, [section, heading, text], evidence) {
  const here = evidence.filter((one) => one.at[0] === number && one.at[1] === section);
  const whole = here.filter((one) => one.at.length < 4);
  const spans = here.filter((one) => one.at.length >= 4).map((one) => ({
    start: one.at[2], end: one.at[3], kind: one.kind, label: one.label, anchor: anchorOf(one),
  }));
  const box = make("section", { class: whole.length ? `whole ${whole[0].kind}` : null, "data-anchor": whole.length ? anchorOf(whole[0]) : null },
    make("h3", {}, make("span", { class: "number" }, String(section)), heading ? ` ${heading}` : ""),
    note(number, section));
  const unit = toUnits(text);
  const inUnits = spans.map((span) => ({ ...span, start: unit(span.start), end: unit(span.end) }));
  let from = 0;
  for (const paragraph of text.split("\n")) {
    const start = from;
    const end = from + paragraph.length;
    const own = inUnits.filter((span) => span.start < end && span.end > start);
    const pieces = own.map((span) => ({ ...span, start: Math.max(span.start, start) - start, end: Math.min(span.end, end) - start }));
    if (paragraph.trim()) box.append(make("p", {}, markedUnits(paragraph, pieces)));
    from = end + 1;
  }
  return box;
}

// Who cites a section, and which others say nearly the same; citations name no document, so one alone is sure.
function note(number, section) {
  const cited = shownItem.docs.length > 1 ? [] : shownItem.answers.filter((answer) => (answer.sections || []).includes(section)).map(modelName);
  const group = data.same.find((places) => places.some((place) => place[0] === number && place[1] === section)) || [];
  const others = group.filter((place) => place[0] !== number || place[1] !== section).map((place) => `${documentId(place[0])} §${place[1]}`);
  const told = [cited.length && `cited by ${cited.join(", ")}`, others.length && `nearly the same as ${others.join(", ")}`].filter(Boolean);
  return told.length ? make("p", { class: "hint" }, told.join(" · ")) : "";
}

// As marked(), for offsets that are UTF-16 units already.
function markedUnits(text, spans) {
  if (!spans.length) return [document.createTextNode(text)];
  const points = (offset) => [...text.slice(0, offset)].length;
  return marked(text, spans.map((span) => ({ ...span, start: points(span.start), end: points(span.end) })));
}

function anchorOf(one) {
  return `${one.kind.split(" ")[0]} ${one.at.join("-")}`;
}

function scrollTo(element) {
  for (const other of pane.querySelectorAll(".here")) other.classList.remove("here");
  element.classList.add("here");
  stop = stops.indexOf(element);
  if (pane.scrollHeight > pane.clientHeight + 4) {
    const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
    pane.scrollTop = Math.max(0, top - pane.clientHeight / 3);
  }
}

function toEvidence(at) {
  const target = stops.find((element) => element.dataset.anchor.endsWith(` ${at.join("-")}`));
  if (!target) return;
  scrollTo(target);
  if (pane.scrollHeight <= pane.clientHeight + 4) target.scrollIntoView({ block: "center" });
}

function nextEvidence() {
  if (stops.length) scrollTo(stops[(stop + 1) % stops.length]);
}

function placeLink(at) {
  const several = data.documents.length > 1 ? `${documentId(at[0])} ` : "";
  return make("button", { type: "button", class: "place", on: { click: () => toEvidence(at) } }, `${several}§${at[1]}`);
}
