"use strict";
// The defect viewer. Everything shown comes from the JSON in this page; nothing is loaded. A step is chosen in one place, choose(),
// and the three panes follow it.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = name => document.getElementById(name);
const signs = { Enter: "▸", Call: "→", Acquire: "+", AcquireFailed: "∅", Store: "=", Branch: "?", Release: "−", Use: "•", Lose: "!", Defect: "✖" };
const kinds = { Enter: "entry", Call: "call", Acquire: "acquire", AcquireFailed: "acquire that gave null", Store: "store", Branch: "decision", Release: "release", Use: "use", Lose: "loss", Defect: "defect" };

let shown = [];          // the defects that the filter leaves, as indexes
let current = -1;        // the defect that is open, -1 for the overview
let step = 0;            // the step that is chosen
let folded = new Set();  // the calls of the open trace that are folded
let openFile = -1;       // the file in the source pane

// ---- small helpers

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) {
    if (name === "class") element.className = attributes[name];
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), attributes[name]);
    else if (attributes[name] !== undefined && attributes[name] !== null) element.setAttribute(name, attributes[name]);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

const icons = { first: "M4 3v10M13 3L6 8l7 5z", before: "M12 3L5 8l7 5z", next: "M4 3l7 5-7 5z", last: "M12 3v10M3 3l7 5-7 5z" };

function icon(name) {
  const holder = document.createElement("span");
  holder.innerHTML = '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="' + icons[name] + '" fill="currentColor" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/></svg>';
  return holder.firstChild;
}

const escaped = text => text.replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const nameOf = path => path.slice(path.lastIndexOf("/") + 1);
const traceOf = defect => defect.trace.length ? defect.trace : [{ f: defect.f, l: defect.l, c: defect.c, el: defect.el, ec: defect.ec, k: "Defect", t: defect.message, d: 0, s: "" }];

// ---- the list

function matches(defect, words) {
  const text = (defect.id + " " + defect.rule + " " + defect.message + " " + data.files[defect.f].path + " " + defect.member).toLowerCase();
  return words.every(word => text.includes(word));
}

function fillList() {
  const words = byId("filter").value.toLowerCase().split(/\s+/).filter(word => word);
  shown = data.defects.map((_, index) => index).filter(index => matches(data.defects[index], words));
  byId("count").textContent = shown.length === data.defects.length ? shown.length + "" : shown.length + " of " + data.defects.length;
  const list = document.createDocumentFragment();
  list.append(make("a", { href: "#overview", id: "to-overview" }, make("div", { class: "first" }, make("b", {}, "Overview"), make("span", { class: "at" }, "all rules"))));
  let group = null, file = -1;
  for (const index of shown) {
    const defect = data.defects[index];
    if (defect.f !== file) {
      file = defect.f;
      group = make("div", { class: "group" }, make("h2", {}, data.files[file].path));
      list.append(group);
    }
    group.append(listItem(defect, index));
  }
  byId("list").replaceChildren(list);
  markCurrent();
}

function listItem(defect, index) {
  const first = make("div", { class: "first" }, make("span", { class: "id " + defect.severity }, defect.id), make("b", {}, defect.rule), make("span", { class: "at" }, defect.l + ""));
  if (defect.state !== "") first.insertBefore(make("span", { class: "tag" }, defect.state), first.lastChild);
  return make("a", { href: linkOf(index, null), "data-index": index, class: defect.state === "" ? "" : "quiet" }, first, make("div", { class: "said" }, defect.message));
}

function markCurrent() {
  for (const link of document.querySelectorAll("#list a[aria-current]")) link.removeAttribute("aria-current");
  const link = current < 0 ? byId("to-overview") : document.querySelector('#list a[data-index="' + current + '"]');
  if (!link) return;
  link.setAttribute("aria-current", "true");
  link.scrollIntoView({ block: "nearest" });
}

// ---- where we are, in the address

const linkOf = (index, number) => "#" + data.defects[index].fp + (number === null ? "" : "/" + (number + 1));

function follow() {
  const [fingerprint, number] = decodeURIComponent(location.hash.slice(1)).split("/");
  const index = data.defects.findIndex(defect => defect.fp === fingerprint);
  if (index < 0) openOverview();
  else {
    open(index, number ? Number(number) - 1 : null);
    byId("step-" + step).focus({ preventScroll: true }); // so that keys step at once
  }
}

// ---- a defect

function open(index, number) {
  document.body.classList.remove("listing");
  const trace = traceOf(data.defects[index]);
  const at = number === null || !(number >= 0) ? firstOfInterest(trace) : Math.min(number, trace.length - 1);
  if (index !== current) {
    current = index;
    folded = new Set();
    openFile = -1;
    build(data.defects[index], trace);
    markCurrent();
  }
  choose(at, false);
}

// A trace opens where the object comes into being.
function firstOfInterest(trace) {
  const at = trace.findIndex(one => one.k === "Acquire" || one.k === "AcquireFailed");
  return at < 0 ? trace.length - 1 : at;
}

function build(defect, trace) {
  const about = make("div", { class: "about" },
    make("div", { class: "facts" }, make("span", { class: "id " + defect.severity }, defect.id), make("b", {}, defect.rule), defect.state === "" ? null : make("span", { class: "tag" }, defect.state)),
    make("h2", {}, defect.message),
    make("div", { class: "facts" }, make("code", {}, data.files[defect.f].path + ":" + defect.l), defect.member ? make("span", {}, "in " + defect.member) : null,
      make("span", {}, data.ids[defect.id].duty), make("a", { href: data.ids[defect.id].link, rel: "noreferrer" }, "About " + defect.id)));
  const bar = make("div", { class: "steps", role: "toolbar", "aria-label": "Steps" },
    make("button", { type: "button", id: "to-first", "aria-label": "First step", onclick: () => choose(0, true) }, icon("first")),
    make("button", { type: "button", id: "to-before", "aria-label": "Step before", onclick: () => move(-1) }, icon("before")),
    make("button", { type: "button", id: "to-next", "aria-label": "Next step", onclick: () => move(1) }, icon("next")),
    make("button", { type: "button", id: "to-last", "aria-label": "Last step", onclick: () => choose(trace.length - 1, true) }, icon("last")),
    make("input", { type: "range", id: "slider", min: 1, max: trace.length, value: 1, "aria-label": "Step", oninput: event => choose(Number(event.target.value) - 1, true) }),
    make("output", { id: "position", "aria-live": "polite" }));
  const tree = make("div", { role: "tree", id: "tree", "aria-label": "Executed path" }, ...trace.map((one, number) => treeItem(one, number, trace)));
  byId("defect").replaceChildren(about, bar, make("div", { class: "panes" },
    make("section", { class: "pane", "aria-label": "Trace" }, make("h3", {}, "Trace"), make("div", { class: "scroll" }, tree)),
    make("section", { class: "pane", "aria-label": "Source" }, make("div", { role: "tablist", "aria-label": "Files", id: "tabs" }, ...tabsOf(trace)),
      make("div", { class: "scroll", id: "source", tabindex: 0, role: "tabpanel", "aria-label": "Source" })),
    make("section", { class: "pane state-pane", "aria-label": "State" }, make("h3", {}, "State before the step"), make("div", { class: "scroll", tabindex: 0 }, make("div", { class: "state", id: "state" })))));
  document.title = defect.id + " " + nameOf(data.files[defect.f].path) + ":" + defect.l + " · " + data.title;
}

// ---- the trace tree

// A root is an entry: its own steps lie one level below it.
const levelOf = (trace, number) => trace[number].k === "Enter" ? trace[number].d : trace[number].d + 1;

const hasInner = (trace, number) => number + 1 < trace.length && levelOf(trace, number + 1) > levelOf(trace, number);

function treeItem(one, number, trace) {
  const folds = hasInner(trace, number);
  return make("div", {
    role: "treeitem", id: "step-" + number, class: one.k, tabindex: -1, style: "--deep:" + (levelOf(trace, number)), "aria-level": levelOf(trace, number) + 1,
    "aria-selected": "false", "aria-expanded": folds ? "true" : undefined,
    onclick: event => { if (folds && event.target.className === "fold") toggle(number); choose(number, true); },
  }, make("span", { class: "fold", "aria-hidden": "true" }, folds ? "▾" : ""), make("span", { class: "sign", "aria-hidden": "true" }, signs[one.k]),
    make("span", { class: "what" }, make("span", { class: "spoken" }, kinds[one.k] + ": "), one.t, snippetOf(one)), make("span", { class: "where" }, make("span", { class: "spoken" }, "line "), one.l + ""));
}

// The code of a step, where its text does not say it.
function snippetOf(one) {
  if (one.k === "Enter" || one.k === "Branch" || one.k === "Call" || one.l !== one.el) return null;
  const line = data.files[one.f].text.split("\n", one.l)[one.l - 1] ?? "";
  const code = line.slice(one.c - 1, one.ec - 1);
  return code.length < 2 ? null : make("code", { class: "snippet" }, code.length > 60 ? code.slice(0, 57) + "…" : code);
}

function parentOf(trace, number) {
  for (let at = number - 1; at >= 0; at--) if (levelOf(trace, at) < levelOf(trace, number)) return at;
  return -1;
}

function isHidden(trace, number) {
  for (let at = parentOf(trace, number); at >= 0; at = parentOf(trace, at)) if (folded.has(at)) return true;
  return false;
}

function toggle(number, fold = !folded.has(number)) {
  const trace = traceOf(data.defects[current]);
  if (!hasInner(trace, number)) return;
  if (fold) folded.add(number); else folded.delete(number);
  trace.forEach((_, at) => { byId("step-" + at).hidden = isHidden(trace, at); byId("step-" + at).style.display = isHidden(trace, at) ? "none" : ""; });
  const item = byId("step-" + number);
  item.setAttribute("aria-expanded", String(!fold));
  item.firstChild.textContent = fold ? "▸" : "▾";
}

function move(by) {
  const trace = traceOf(data.defects[current]);
  let at = step + by;
  while (at >= 0 && at < trace.length && isHidden(trace, at)) at += by;
  if (at >= 0 && at < trace.length) choose(at, true);
}

// ---- choosing a step: every pane follows

function choose(number, remembers) {
  const trace = traceOf(data.defects[current]);
  for (let at = parentOf(trace, number); at >= 0; at = parentOf(trace, at)) if (folded.has(at)) toggle(at, false);
  byId("step-" + step)?.setAttribute("aria-selected", "false");
  byId("step-" + step)?.setAttribute("tabindex", "-1");
  step = number;
  const item = byId("step-" + number);
  const hadFocus = byId("tree").contains(document.activeElement);
  item.setAttribute("aria-selected", "true");
  item.tabIndex = 0;
  item.scrollIntoView({ block: "nearest" });
  if (hadFocus) item.focus({ preventScroll: true });
  byId("slider").value = number + 1;
  byId("position").textContent = "step " + (number + 1) + " of " + trace.length;
  byId("to-first").disabled = byId("to-before").disabled = number === 0;
  byId("to-last").disabled = byId("to-next").disabled = number === trace.length - 1;
  showSource(trace);
  showState(trace);
  if (remembers) history.replaceState(null, "", linkOf(current, number));
}

// ---- the source

const keywords = new Set(("abstract as async await base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false field file finally fixed float for foreach get global goto if implicit in init int interface internal is lock long namespace new nint not nuint null object operator or and out override params partial private protected public readonly record ref required return sbyte sealed set short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using value var virtual void volatile when where while with yield").split(" "));
const tokens = /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(\$*"""+[\s\S]*?"""+|[$@]*@[$]*"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')|(^[ \t]*#[^\n]*)|(\b\d[\w.]*)|(@?[A-Za-z_]\w*)/gm;

// One string of HTML per line; made once for each file, when it is first shown.
function linesOf(file) {
  if (file.lines) return file.lines;
  let html = "", at = 0;
  const put = (text, kind) => html += kind ? text.split("\n").map(part => part ? '<span class="' + kind + '">' + escaped(part) + "</span>" : "").join("\n") : escaped(text);
  for (const found of file.text.matchAll(tokens)) {
    put(file.text.slice(at, found.index));
    at = found.index + found[0].length;
    put(found[0], found[1] ? "c" : found[2] ? "s" : found[3] ? "d" : found[4] ? "n" : wordKind(found[5], file.text, found.index, at));
  }
  put(file.text.slice(at));
  return file.lines = html.split("\n");
}

function wordKind(word, text, start, end) {
  if (keywords.has(word)) return "k";
  if (/^\s*(<[\w, ?]*>)?\(/.test(text.slice(end, end + 40))) return "f";
  return /^[A-Z]/.test(word) && text[start - 1] !== "." && /^(<|\?|\[\])?[\w, <>]*\s+[a-z_]\w*|^\./.test(text.slice(end, end + 40)) ? "t" : "";
}

const filesOf = trace => [...new Set(trace.map(one => one.f))];

function tabsOf(trace) {
  return filesOf(trace).map(file => make("button", { role: "tab", type: "button", id: "tab-" + file, "aria-selected": "false", "aria-controls": "source", title: data.files[file].path,
    onclick: () => choose(trace.findIndex(one => one.f === file), true) }, nameOf(data.files[file].path)));
}

function showSource(trace) {
  const at = trace[step];
  if (openFile !== at.f) fillSource(trace, at.f);
  const source = byId("source");
  for (const line of source.querySelectorAll(".now")) {
    line.classList.remove("now", "bad");
    line.innerHTML = linesOf(data.files[openFile])[Number(line.dataset.l) - 1] || " ";
  }
  const line = source.querySelector('[data-l="' + at.l + '"]');
  if (!line) return;
  line.classList.add("now");
  line.classList.toggle("bad", at.k === "Defect");
  mark(line, at);
  const box = source.getBoundingClientRect(), row = line.getBoundingClientRect();
  if (row.top < box.top + 40 || row.bottom > box.bottom - 40) source.scrollTop += row.top - box.top - box.height / 3;
}

function fillSource(trace, number) {
  openFile = number;
  const file = data.files[number];
  const ran = new Set(data.defects[current].ran?.[number] ?? []), stops = new Set();
  for (const one of trace) if (one.f === number) { ran.add(one.l); stops.add(one.l); }
  const code = make("div", { class: "code" });
  code.innerHTML = linesOf(file).map((html, index) => '<div data-l="' + (index + 1) + '" class="' + (ran.has(index + 1) ? "ran" : "") + (stops.has(index + 1) ? " stop" : "") + '">' + (html || " ") + "</div>").join("");
  code.addEventListener("click", event => {
    const line = event.target.closest("div.stop");
    if (line && getSelection().isCollapsed) choose(nextOn(trace, number, Number(line.dataset.l)), true);
  });
  byId("source").replaceChildren(file.text === "" ? make("p", { class: "empty" }, "The source of this file was not there.") : code);
  for (const tab of document.querySelectorAll("#tabs [role=tab]")) tab.setAttribute("aria-selected", String(tab.id === "tab-" + number));
}

// A line may hold several steps: a click goes from one to the next.
function nextOn(trace, file, line) {
  const on = trace.map((_, index) => index).filter(index => trace[index].f === file && trace[index].l === line);
  return on.find(index => index > step) ?? on[0];
}

// Marks the span of the step inside a coloured line.
function mark(line, at) {
  const end = at.el === at.l ? at.ec - 1 : Infinity;
  let seen = 0;
  for (const node of textNodes(line)) {
    const from = Math.max(0, at.c - 1 - seen), to = Math.min(node.data.length, end - seen);
    seen += node.data.length;
    if (from >= to) continue;
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    range.surroundContents(document.createElement("mark"));
  }
}

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

// ---- the state

function showState(trace) {
  const at = trace[step], defect = data.defects[current];
  if (at.s === "") return void byId("state").replaceChildren(make("p", { class: "empty" }, "This finding is about a declaration: there is no object to follow."));
  const before = trace.slice(0, step);
  const names = [...new Set(before.filter(one => one.k === "Store").map(one => one.t.replace(/^stored in /, "")))];
  const known = before.filter(one => one.k === "Branch").map(one => one.t);
  const running = at.m;
  const row = (head, ...cells) => make("tr", {}, make("th", { scope: "row" }, head), make("td", {}, ...cells));
  const list = texts => texts.length ? make("ul", {}, ...texts.map(text => make("li", {}, text))) : "–";
  const table = make("table", {},
    row("Object", defect.object),
    row("State", make("span", { class: "badge " + at.s }, at.s), at.k === "Defect" ? make("span", { class: "badge Defect" }, "defect") : null),
    row("Names", list(names)),
    row("Runs", running || "–"),
    row("Decided", list(known)));
  const drawing = make("div", {});
  drawing.innerHTML = automaton(at, defect);
  byId("state").replaceChildren(drawing, table);
}

// The automaton that every rule runs: three states, and the place where it goes wrong.
function automaton(at, defect) {
  const node = (name, x, y, lit, bad) => '<g class="node' + (lit ? " lit" : "") + (bad ? " bad" : "") + '"><rect x="' + (x - 52) + '" y="' + (y - 17) + '" width="104" height="34" rx="17"/><text x="' + x + '" y="' + (y + 5) + '">' + name + "</text></g>";
  const edge = (path, text, x, y, lit, bad) => '<g class="edge' + (lit ? " lit" : "") + (bad ? " bad" : "") + '"><path d="' + path + '" marker-end="url(#tip-mark)"/><text x="' + x + '" y="' + y + '">' + text + "</text></g>";
  const is = kind => at.k === kind;
  const wrong = is("Defect");
  const from = { Unallocated: "M112 132 C112 158 132 164 148 170", Allocated: "M254 50 C254 100 230 128 214 155", Freed: "M288 132 C288 158 268 164 252 170" };
  const says = "The object is " + at.s + (wrong ? ", and here the rule is violated: " + defect.id : is("Acquire") ? "; this step allocates it" : is("Release") ? "; this step frees it" : "");
  return '<svg viewBox="0 0 400 205" role="img" aria-label="' + escaped(says) + '"><defs><marker id="tip-mark" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path id="tip" d="M0 0L8 4L0 8z"/></marker></defs>'
    + edge("M72 96 C76 54 108 34 146 32", "acquire", 76, 48, is("Acquire") && at.s !== "Freed")
    + edge("M254 32 C292 34 324 54 328 96", "release", 326, 48, is("Release") && at.s === "Allocated")
    + edge("M268 107 C240 84 226 70 218 52", "acquire", 262, 78, is("Acquire") && at.s === "Freed")
    + edge("M44 131 C20 158 76 162 60 133", "null", 52, 170, is("AcquireFailed"))
    + (wrong ? edge(from[at.s], "", 0, 0, true, true) : "")
    + node("Unallocated", 72, 114, at.s === "Unallocated", false) + node("Allocated", 200, 34, at.s === "Allocated", false) + node("Freed", 328, 114, at.s === "Freed", false)
    + node(wrong ? defect.id : "defect", 200, 178, wrong, true) + "</svg>";
}

// ---- the overview

function openOverview() {
  current = -1;
  document.body.classList.toggle("listing", false);
  const rows = data.rules.map(rule => make("tr", {}, make("td", {}, rule.name), make("td", { class: "verdict " + rule.verdict.split(" ")[0] }, rule.verdict),
    make("td", { class: "n" }, rule.defects ? rule.defects + "" : ""), make("td", {}, rule.reason)));
  byId("defect").replaceChildren(make("div", { class: "overview" }, make("h2", {}, data.title),
    make("section", {}, make("p", {}, data.summary)),
    make("section", {}, make("table", { class: "rules" }, make("thead", {}, make("tr", {}, ...["Rule", "Verdict", "Defects", "Why"].map(head => make("th", { scope: "col" }, head)))), make("tbody", {}, ...rows)))));
  document.title = data.title;
  markCurrent();
}

// ---- keys and buttons

function moveDefect(by) {
  const at = shown.indexOf(current) + by;
  if (at >= 0 && at < shown.length) location.hash = linkOf(shown[at], null);
}

const keysOf = {
  ArrowDown: () => move(1), j: () => move(1), ArrowUp: () => move(-1), k: () => move(-1),
  ArrowRight: () => folded.has(step) ? toggle(step, false) : move(1),
  ArrowLeft: () => foldHere(),
  Home: () => choose(0, true), End: () => choose(traceOf(data.defects[current]).length - 1, true),
};

function foldHere() {
  const trace = traceOf(data.defects[current]);
  if (hasInner(trace, step) && !folded.has(step)) toggle(step, true);
  else if (parentOf(trace, step) >= 0) choose(parentOf(trace, step), true);
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
  const target = event.target;
  if (target.matches("input")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  const inPane = target.id === "source" || target.closest("#list") || (target.classList?.contains("scroll") ?? false);
  if (event.key === "/") byId("filter").focus();
  else if (event.key === "?") byId("keys").showModal();
  else if (event.key === "t") changeTheme();
  else if (event.key === "o") location.hash = "overview";
  else if (event.key === "n") moveDefect(1);
  else if (event.key === "p") moveDefect(-1);
  else if (current >= 0 && keysOf[event.key] && !(inPane && event.key.length > 1)) keysOf[event.key]();
  else return;
  event.preventDefault();
});

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

function changeTheme() {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  setTheme(theme);
  try { localStorage.setItem("ndisrules-theme", theme); } catch { /* a page from a file may have no storage */ }
}

function startTheme() {
  let theme = null;
  try { theme = localStorage.getItem("ndisrules-theme"); } catch { /* as above */ }
  setTheme(theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
}

startTheme();
byId("theme").addEventListener("click", changeTheme);
byId("help").addEventListener("click", () => byId("keys").showModal());
byId("show-list").addEventListener("click", () => document.body.classList.toggle("listing"));
byId("filter").addEventListener("input", fillList);
byId("list").addEventListener("click", () => document.body.classList.remove("listing"));
window.addEventListener("hashchange", follow);
fillList();
if (location.hash) follow();
else if (data.defects.length) open(0, null);
else openOverview();
