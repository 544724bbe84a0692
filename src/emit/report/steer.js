// What is shown: the address says which document and record; the bar, keys and printing.
const main = document.getElementById("main");
let view = null;
let shownId = null;

const opened = heads.filter((head) => head.id).map((head) => head.id);
const input = make("input", { type: "search", id: "search", oninput: () => later(search) });
let waiting = 0;
function later(act) {
  clearTimeout(waiting);
  waiting = setTimeout(act, 120);
}
function search() {
  const query = fold(input.value.trim());
  if (view) view.filter(query);
  else searchAll(query);
}

function bar() {
  const head = heads.find((one) => one.id === shownId);
  const go = (by) => () => neighbour(by);
  const steps = head ? [make("button", { type: "button", "aria-label": word("previous"), onclick: go(-1) }, "‹"),
    make("button", { type: "button", "aria-label": word("next"), onclick: go(1) }, "›")] : [];
  fill(input, { placeholder: word("searchHint"), "aria-label": word("search") }, []);
  const typing = document.activeElement === input;
  document.getElementById("bar").replaceChildren(
    make("a", { class: "home", href: "#" }, head ? word("back") : `kaikaku · ${word("overview")}`),
    make("span", { class: "place" }, head ? head.title ?? head.path : ""), ...steps, input,
    make("button", { type: "button", id: "print", onclick: () => print() }, word("print")),
    make("button", { type: "button", id: "language", onclick: switchLanguage }, word("language")),
    make("button", { type: "button", "aria-label": word("help"), onclick: help }, "?"));
  if (typing) input.focus();
}

function show(again) {
  const [id, record] = location.hash.slice(1).split("/");
  const known = opened.includes(id) ? id : null;
  if (again || known !== shownId || !main.firstChild) {
    shownId = known;
    view = known ? new DocumentView(known) : null;
    main.replaceChildren(view ? view.element : overview());
    document.documentElement.lang = language;
    document.title = view ? view.body.title ?? view.body.path : "kaikaku";
    bar();
    if (!again) scrollTo(0, 0);
    if (input.value) search();
  }
  if (view && record) view.show(record);
}

function switchLanguage() {
  language = language === "ja" ? "en" : "ja";
  show(true);
  document.getElementById("language").focus();
}

function neighbour(by) {
  const at = opened.indexOf(shownId) + by;
  if (opened[at]) location.hash = opened[at];
}

function help() {
  const dialog = document.getElementById("help");
  const rows = WORDS[language].keys.map(([key, what]) => make("tr", {}, make("td", {}, make("kbd", {}, key)), make("td", {}, what)));
  dialog.replaceChildren(make("h2", {}, word("help")), make("table", {}, make("tbody", {}, rows)),
    make("button", { type: "button", onclick: () => dialog.close() }, word("close")));
  dialog.showModal();
}

const KEYS = {
  "/": () => input.select(),
  l: switchLanguage,
  "?": help,
  n: () => neighbour(1),
  p: () => neighbour(-1),
  o: () => { location.hash = ""; },
  Escape: () => { location.hash = ""; },
  j: () => view?.step(view.fields, 1),
  k: () => view?.step(view.fields, -1),
  u: () => view?.unassigned(),
  ArrowRight: (target) => target.dataset?.places && view.step(view.sheets.inOrder(), 1),
  ArrowLeft: (target) => target.dataset?.places && view.step(view.sheets.inOrder(), -1),
  Enter: (target) => (target.dataset?.places || target.places) && (view.cross(), true),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("help").open) return;
  if (event.target === input) {
    if (event.key === "Escape") input.blur();
    return;
  }
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  const onControl = event.key === "Enter" && event.target.matches("a, button");
  if (act && !onControl && act(event.target) !== false) event.preventDefault();
});
addEventListener("hashchange", () => show(false));
addEventListener("beforeprint", () => view?.sheets.ensureAll());
show(false);
document.documentElement.dataset.ready = "yes";
