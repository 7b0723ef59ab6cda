// Addresses, keys, and the start.

function showView(view) {
  const isItems = view === "items";
  byId("front").hidden = isItems;
  byId("items").hidden = !isItems;
  document.body.classList.toggle("reading", isItems);
  for (const link of document.querySelectorAll("nav [data-view]")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function follow() {
  const { view, item, anchor, ...found } = readAddress();
  showView(view);
  if (view !== "items") {
    const target = anchor ? byId(anchor) : null;
    if (target && byId("front").contains(target)) target.scrollIntoView();
    else window.scrollTo(0, 0);
    return;
  }
  filters = Object.fromEntries(Object.entries(found).filter(([name]) => [...FIELDS, ...HIDDEN, "text"].includes(name)));
  const wanted = item ? data.items.find((one) => one.id === item && (!filters.task || one.task === filters.task)) : shownItem;
  if (item && wanted && !itemPasses(wanted)) filters = {};
  showFilters();
  apply(wanted);
  window.scrollTo(0, 0);
}

function onKey(event) {
  const inside = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    if (inside) inside.blur();
    return;
  }
  if (inside || event.ctrlKey || event.metaKey || event.altKey) return;
  const reading = !byId("items").hidden;
  const act = {
    "?": () => byId("help").showModal(),
    g: () => { location.hash = reading ? "#/" : addressOf(shownItem); },
    "/": () => { if (!reading) location.hash = "#/items"; setTimeout(() => { byId("search").focus(); byId("search").select(); }); },
    j: () => (reading ? select(current + 1) : (location.hash = "#/items")),
    k: () => reading && select(current - 1),
    e: () => reading && nextEvidence(),
    c: () => reading && shownItem && shownItem.answers.length && copy(prediction(shownItem, shownItem.answers[0])),
    d: () => reading && openDispute(),
  }[event.key];
  if (!act || byId("help").open) return;
  event.preventDefault();
  act();
}

function openDispute() {
  const box = document.querySelector(".dispute");
  if (!box) return;
  box.open = true;
  setTimeout(() => { const field = box.querySelector("select"); if (field) field.focus(); });
}

function onListKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
  if (step) select(Math.max(0, Math.min(shownItems.length - 1, current + step)));
  else if (event.key === "Home") select(0);
  else if (event.key === "End") select(shownItems.length - 1);
  else return;
  event.preventDefault();
}

function start() {
  fillChoices();
  showDisputes();
  for (const name of FIELDS) byId(`by-${name}`).addEventListener("change", (event) => { filters[name] = event.target.value; changed(); });
  let waiting = 0;
  const search = () => {
    clearTimeout(waiting);
    if ((filters.text || "") === byId("search").value.trim()) return;
    filters.text = byId("search").value.trim();
    changed();
  };
  byId("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 60); });
  byId("search").addEventListener("change", search);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => { filters = {}; setTimeout(changed); });
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  byId("help-close").addEventListener("click", () => byId("help").close());
  rows.addEventListener("scroll", () => requestAnimationFrame(drawRows), { passive: true });
  rows.addEventListener("keydown", onListKey);
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", follow);
  window.addEventListener("resize", () => { if (!byId("items").hidden) drawRows(); });
  window.addEventListener("beforeprint", () => { for (const box of document.querySelectorAll("#front details")) box.open = true; });
  follow();
  setTimeout(foldAhead, 200, 0);
}

start();
