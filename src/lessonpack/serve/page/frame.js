"use strict";

/* Follows a preview: each event brings the whole state as JSON. Words from files become text, never markup. */

const FORMATS = ["html", "pdf"];
const at = (id) => document.getElementById(id);
const wish = new URLSearchParams(location.hash.slice(1));
const loaded = { html: "", pdf: "" };
const scrolled = new Map();
let state = null;
let format = wish.get("format") === "pdf" ? "pdf" : "html";

const keyOf = (one) => `${one.band} ${one.document} ${one.level}`;

function labelOf(one) {
  const kind = { student: "Student", cards: "Word cards", organisers: "Pages to fill in", teacher: "Teacher guide" };
  return `Band ${one.band}: ${kind[one.document] || one.document}${one.level === "easy" ? ", easy words" : ""}`;
}

/* The document that was last chosen; else the nearest to it: of the same kind, band and level where there is one. */
function chosen() {
  const alike = (one) =>
    4 * (one.document === wish.get("document")) +
    2 * (!wish.has("band") || one.band === wish.get("band")) +
    (one.level === wish.get("level"));
  return state.documents.reduce((best, one) => (best === null || alike(one) > alike(best) ? one : best), null);
}

function choose(one) {
  for (const part of ["band", "document", "level"]) wish.set(part, one[part]);
  remember();
  show();
}

function remember() {
  wish.set("format", format);
  history.replaceState(null, "", `#${wish}`);
}

function showChoices(one) {
  const select = at("document");
  const keys = state.documents.map(keyOf).join("\n");
  if (select.dataset.keys !== keys) {
    select.dataset.keys = keys;
    select.replaceChildren(...state.documents.map((each) => new Option(labelOf(each), keyOf(each))));
  }
  select.disabled = one === null;
  if (one) select.value = keyOf(one);
}

function showPage(one) {
  for (const each of FORMATS) {
    const isShown = each === format;
    at(`tab-${each}`).setAttribute("aria-selected", isShown);
    at(`tab-${each}`).tabIndex = isShown ? 0 : -1;
    at(`panel-${each}`).hidden = !isShown || one === null;
  }
  const alone = at("alone");
  alone.hidden = one === null;
  if (one === null) return;
  alone.href = one.pages[format];
  load(format, one.pages[format]);
}

/* A page that has not changed has the same address as before, and stays as it is. */
function load(kind, address) {
  if (loaded[kind] === address) return;
  const frame = at(kind);
  keepScroll();
  loaded[kind] = address;
  frame.contentWindow.location.replace(new URL(address, location.href).href);
}

const nameIn = (address) => address.split("/").pop();

/* Where each document is read; a frame that is hidden forgets it. */
function keepScroll() {
  if (loaded.html && !at("panel-html").hidden) scrolled.set(nameIn(loaded.html), at("html").contentWindow.scrollY);
}

function scrollBack() {
  if (loaded.html) at("html").contentWindow.scrollTo(0, scrolled.get(nameIn(loaded.html)) || 0);
}

function settle() {
  const frame = at("html");
  if (!loaded.html || !frame.contentDocument) return;
  // The frame shows documents alone; what they link to opens beside it.
  for (const link of frame.contentDocument.querySelectorAll("a[href]:not([href^='#'])")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  scrollBack();
}

function made(tag, kind, words) {
  const element = document.createElement(tag);
  element.className = kind;
  element.textContent = words;
  return element;
}

function entry(finding) {
  const item = document.createElement("li");
  item.className = finding.severity;
  if (finding.place) item.append(made("p", "place", finding.place));
  const said = made("p", "said", ` ${finding.message}`);
  said.prepend(made("span", "kind", `${finding.severity} ${finding.code}:`));
  item.append(said);
  if (finding.lines) item.append(made("pre", "lines", finding.lines));
  if (finding.hint) item.append(made("p", "hint", `hint: ${finding.hint}`));
  return item;
}

function counted(weight) {
  const count = state.findings.filter((finding) => finding.severity === weight).length;
  return `${count} ${weight}${count === 1 ? "" : "s"}`;
}

function showFindings() {
  const said = JSON.stringify(state.findings);
  const list = at("findings");
  if (list.dataset.said !== said) {
    list.dataset.said = said;
    list.replaceChildren(...state.findings.map(entry));
  }
  at("count").textContent = state.built ? `${counted("error")}, ${counted("warning")}` : "";
  at("empty").hidden = state.empty.length === 0;
  at("empty").textContent = `No documents for band ${state.empty.join(", ")}: nothing is written and rated for it.`;
}

/* One line that is read out when it changes. While something is built, a line below the head says so to the eye. */
function showStatus() {
  at("shown").setAttribute("aria-busy", state.building);
  document.body.classList.toggle("busy", state.building);
  document.body.classList.toggle("old", state.old);
  at("old").hidden = !state.old;
  const isEmpty = state.built && state.documents.length === 0;
  at("nothing").hidden = !isEmpty;
  at("nothing").textContent = isEmpty ? "There is no page to show yet. The findings say what is in the way." : "";
  if (!state.built || state.building) return;
  const hasErrors = state.findings.some((finding) => finding.severity === "error");
  say(hasErrors ? `Not built: ${counted("error")}` : `Up to date since ${new Date().toLocaleTimeString("en-GB")}`, hasErrors);
}

function say(words, isError) {
  at("status").dataset.weight = isError ? "error" : "";
  at("status").textContent = words;
}

function show() {
  const one = chosen();
  document.title = `Preview: ${state.module}`;
  showChoices(one);
  showPage(one);
  showFindings();
}

function turnTo(kind) {
  keepScroll();
  format = kind;
  remember();
  if (state === null) return;
  show();
  if (kind === "html") scrollBack();
}

function onKey(event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  turnTo(FORMATS[(FORMATS.indexOf(format) + steps[event.key] + FORMATS.length) % FORMATS.length]);
  at(`tab-${format}`).focus();
}

function follow() {
  const events = new EventSource("events");
  events.onmessage = (event) => {
    state = JSON.parse(event.data);
    show();
    showStatus();
  };
  events.onerror = () => say("The preview does not answer; what you see may be old", true);
  events.addEventListener("end", () => {
    events.close();
    say("The preview has ended; what you see may be old", true);
  });
}

at("document").addEventListener("change", (event) => {
  choose(state.documents.find((one) => keyOf(one) === event.target.value));
});
for (const each of FORMATS) {
  at(`tab-${each}`).addEventListener("click", () => turnTo(each));
  at(`tab-${each}`).addEventListener("keydown", onKey);
}
at("html").addEventListener("load", settle);
follow();
