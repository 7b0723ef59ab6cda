"use strict";
const token = new URLSearchParams(location.search).get("token");
const byId = (id) => document.getElementById(id);
let gold = null;      // what the server holds, as last read or saved
let current = null;   // {kind, file, was, data}: the item in the form
let active = {list: "claims", number: 0};  // which claim or fact selected words go to
let saving = Promise.resolve();

// --- talking to the server -------------------------------------------------------------------------------------------

async function call(path, body) {
  const options = {headers: {"X-Token": token}};
  if (body !== undefined) Object.assign(options, {method: "POST", body: JSON.stringify(body)});
  const reply = await fetch(path, options);
  const data = await reply.json();
  if (!reply.ok) throw Object.assign(new Error(data.error), {status: reply.status});
  return data;
}

function tell(text, kind) {
  byId("state").textContent = text;
  byId("state").className = kind || "";
}

function fail(error) {
  const stale = error.status === 409;
  tell(stale ? "Changed elsewhere since you loaded it: nothing was written. Your words are kept here; reload to go on." : error.message, "bad");
}

// --- making elements: text is always set as text ---------------------------------------------------------------------

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && key !== "list") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function field(title, input, id) {
  input.id = id;
  return [make("label", {htmlFor: id}, title), input];
}

function choice(options, value, onchange) {
  const select = make("select", {onchange: (event) => onchange(event.target.value)});
  for (const [key, text] of options) select.append(make("option", {value: key, selected: key === value}, text));
  return select;
}
