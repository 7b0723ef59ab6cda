// The list of items found: only the rows in sight are there, so that ten thousand cost no more than fifty.

const ROW = 78;
const MOST_TICKS = 5;
const AROUND = 8;
let shownItems = [];
let current = -1;
const rows = byId("rows");
const sizer = make("div", { class: "sizer", role: "presentation" });
rows.append(sizer);

function showList(numbers) {
  shownItems = numbers;
  sizer.style.height = `${numbers.length * ROW}px`;
  const all = data.items.length;
  byId("found").textContent = numbers.length === all ? `${all.toLocaleString("en")} items` : `${numbers.length.toLocaleString("en")} of ${all.toLocaleString("en")} items`;
  drawRows();
}

function drawRows() {
  const first = Math.max(0, Math.floor(rows.scrollTop / ROW) - AROUND);
  const last = Math.min(shownItems.length, Math.ceil((rows.scrollTop + rows.clientHeight) / ROW) + AROUND);
  const drawn = [];
  for (let place = first; place < last; place += 1) drawn.push(drawRow(place));
  sizer.replaceChildren(...drawn);
  const active = current >= first && current < last ? `row-${current}` : null;
  if (active) rows.setAttribute("aria-activedescendant", active);
  else rows.removeAttribute("aria-activedescendant");
}

function drawRow(place) {
  const item = data.items[shownItems[place]];
  const row = make("div", {
    id: `row-${place}`, class: "row", role: "option", "aria-selected": String(place === current),
    "aria-posinset": place + 1, "aria-setsize": shownItems.length,
  },
  make("span", { class: "row-title" }, title(item)),
  make("span", { class: "row-foot" }, make("span", { class: "row-id" }, item.id), make("span", { class: "ticks" }, ticked(item).map((answer) => tick(answer, item)))));
  row.style.transform = `translateY(${place * ROW}px)`;
  row.addEventListener("click", () => select(place));
  return row;
}

// A row has room for a few: of many, those of the models that are being judged, without the controls.
function ticked(item) {
  const proper = item.answers.filter((answer) => data.models[answer.by].role !== "control");
  return item.answers.length > MOST_TICKS && proper.length ? proper.slice(0, MOST_TICKS) : item.answers.slice(0, MOST_TICKS);
}

function tick(answer, item) {
  const verdicts = verdictsOf(answer, item);
  const name = modelName(answer);
  if (item.task === "summary") {
    const recall = answer.scores ? share(answer.scores.fact_recall) : "!";
    return make("span", { class: "tick plain", title: `${name}: ${verdicts.join(", ")}; key facts ${recall}` }, recall);
  }
  return make("span", { class: `tick v-${verdicts[0]}`, title: `${name}: ${verdicts[0]}`, role: "img", "aria-label": `${name} ${verdicts[0]}` }, VERDICTS[verdicts[0]]);
}

// With centre, a row that is out of sight comes to the middle of the list, as after a jump; else to its edge.
function select(place, quiet, centre) {
  if (place < 0 || place >= shownItems.length) return;
  current = place;
  const top = place * ROW;
  const isAbove = top < rows.scrollTop;
  const isBelow = top + ROW > rows.scrollTop + rows.clientHeight;
  if (centre && (isAbove || isBelow)) rows.scrollTop = top - (rows.clientHeight - ROW) / 2;
  else if (isAbove) rows.scrollTop = top;
  else if (isBelow) rows.scrollTop = top + ROW - rows.clientHeight;
  drawRows();
  const item = data.items[shownItems[place]];
  showItem(item);
  if (!quiet) history.replaceState(null, "", addressOf(item));
}
