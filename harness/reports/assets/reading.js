// The reading room: the item that is chosen, and what happens when filters change.

let shownItem = null;

function showItem(item) {
  if (shownItem === item) return;
  shownItem = item;
  if (item.task === "qa") showQuestion(item);
  else showSummary(item);
  byId("item").scrollTop = 0;
}

function clearItem() {
  shownItem = null;
  byId("item").replaceChildren(make("p", { class: "nothing" }, "No item passes these filters."));
  pane.replaceChildren();
  stops = [];
}

// Filters have changed by hand: show the list again, and keep the item where it is still in it.
function changed() {
  const kept = shownItem;
  showFilters();
  apply(kept);
  history.replaceState(null, "", addressOf(shownItem));
}

function apply(wanted) {
  const start = performance.now();
  showList(found());
  const place = wanted ? shownItems.findIndex((number) => data.items[number] === wanted) : -1;
  current = -1;
  if (!shownItems.length) clearItem();
  else select(Math.max(place, 0), true, true);
  performance.measure("filter", { start });
}
