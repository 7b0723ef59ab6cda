
// --- the blind reader ------------------------------------------------------------------------------------------------

function showReading() {
  const item = current.data;
  const given = gold.readings.find((one) => one.id === item.id) || {id: item.id, answerable: true, answers: [], source: null, sections: []};
  current = {reading: structuredClone(given), was: item.id, data: item};
  const mine = current.reading;
  const known = [["", "the document itself"], ...Object.entries(gold.sources).map(([id, one]) => [id, one.name])];
  byId("form").replaceChildren(
    make("h2", {}, item.question),
    make("p", {}, "About " + item.documents.join(", ")),
    ...field("Does the document tell?", choice([["yes", "yes"], ["no", "no, or the question is on a false premise"]], mine.answerable ? "yes" : "no", (value) => { mine.answerable = value === "yes"; }), "answerable"),
    ...field("Answer, in the document's words", make("textarea", {rows: 2, value: mine.answers.join("\n"), onchange: (event) => { mine.answers = lines(event.target.value); }}), "answer"),
    ...field("Who says it", choice(known, mine.source || "", (value) => { mine.source = value || null; }), "source"),
    ...field("Sections, with commas (d2/0 in another document)", make("input", {value: mine.sections.join(", "), onchange: (event) => { mine.sections = words(event.target.value).map((one) => /^\d+$/.test(one) ? Number(one) : one); }}), "sections"),
    make("div", {className: "row"}, make("button", {type: "button", className: "main", id: "keep", onclick: saveReading}, "Keep and go on")));
  byId("answer").focus();
}

async function saveReading() {
  document.activeElement.blur();
  const mine = current.reading;
  if (!mine.answerable) Object.assign(mine, {answers: [], source: null, sections: []});
  try {
    const reply = await call("/api/reading", {reading: mine, version: gold.version});
    gold.version = reply.version;
    gold.readings = [...gold.readings.filter((one) => one.id !== mine.id), mine];
    tell("Kept " + mine.id, "good");
    showList();
    step(1);
  } catch (error) { fail(error); }
}

start();
