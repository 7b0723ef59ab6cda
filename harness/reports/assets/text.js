// Elements and marked text. Whatever comes from data is set as text, never as markup.

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (name === "text") element.textContent = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

function byId(id) {
  return document.getElementById(id);
}

// Offsets of the data count code points, those of the page UTF-16 units; they differ beyond the basic plane only.
function toUnits(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (offset) => Math.min(offset, text.length);
  const starts = [];
  let unit = 0;
  for (const character of text) {
    starts.push(unit);
    unit += character.length;
  }
  return (offset) => (offset < starts.length ? starts[offset] : text.length);
}

// The text as nodes. Spans are {start, end, kind, label, click} in code points and may overlap; a piece gets the kinds
// of all spans over it, and the label and click of the first.
function marked(text, spans) {
  const unit = toUnits(text);
  const held = spans
    .map((span) => ({ ...span, start: unit(span.start), end: unit(span.end) }))
    .filter((span) => span.start < span.end);
  const edges = new Set([0, text.length]);
  for (const span of held) edges.add(span.start).add(span.end);
  const sorted = [...edges].sort((one, other) => one - other);
  const nodes = [];
  for (let place = 0; place + 1 < sorted.length; place += 1) {
    const start = sorted[place];
    const end = sorted[place + 1];
    const over = held.filter((span) => span.start <= start && span.end >= end);
    const piece = text.slice(start, end);
    nodes.push(over.length ? mark(piece, over, start) : document.createTextNode(piece));
  }
  return nodes;
}

function mark(piece, over, start) {
  const kinds = [...new Set(over.map((span) => span.kind))];
  const label = over.map((span) => span.label).find(Boolean);
  const click = over.map((span) => span.click).find(Boolean);
  const element = make("mark", { class: kinds.join(" "), title: label || null });
  if (click) {
    element.addEventListener("click", click);
    element.classList.add("leads");
  }
  const first = over.find((span) => span.start === start && span.anchor);
  if (first) element.dataset.anchor = first.anchor;
  element.textContent = piece;
  return element;
}

function say(message) {
  byId("said").textContent = message;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { readonly: true, "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say("copied");
}

function download(name, kind, text) {
  const address = URL.createObjectURL(new Blob([text], { type: kind }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
