// The overview: sums, charts, and the documents, worst first.
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function panel(title, ...children) {
  return make("section", { class: "panel" }, make("h2", {}, title), ...children);
}

function bars(rows) {
  const most = Math.max(1, ...rows.map((row) => row[1]));
  const bar = ([name, number, kind]) =>
    make("li", { class: kind ?? "" }, make("span", { class: "name", title: name }, name),
      make("span", { class: "track" }, number ? sized(make("i"), number / most) : null),
      make("span", { class: "number" }, count(number)));
  return make("ul", { class: "bars" }, rows.map(bar));
}

function tiles() {
  const counts = (at) => sum(heads.map((head) => head.counts[at]));
  const all = sum(heads.map((head) => head.coverage[0]));
  const left = sum(heads.map((head) => head.coverage[4]));
  const rows = [[word("documents"), count(heads.length)], [word("pages"), count(sum(heads.map((head) => head.pages)))],
    [word("items"), count(counts(0))], [word("plans"), count(counts(1))], [word("results"), count(counts(2))],
    [word("evaluations"), count(counts(3))], [word("coverage"), percent(all ? 1 - left / all : 1)]];
  return make("div", { class: "tiles" }, rows.map(([name, number]) =>
    make("div", { class: "tile" }, make("b", {}, number), make("span", {}, name))));
}

function characters() {
  const parts = ["assigned", "labels", "furniture", "lost"];
  const names = ["assignedPart", "labelsPart", "furniturePart", "unassignedPart"].map(word);
  const sums = [1, 2, 3, 4].map((at) => sum(heads.map((head) => head.coverage[at])));
  const all = Math.max(1, sum(sums));
  const key = parts.map((part, at) =>
    make("span", {}, make("i", { class: part }), `${names[at]} ${count(sums[at])}`));
  return [make("div", { class: "share" }, parts.map((part, at) => sized(make("i", { class: part }), sums[at] / all))),
    make("div", { class: "key" }, key)];
}

const STEPS = [[1, "100 %"], [0.99, "99–100 %"], [0.95, "95–99 %"], [0.9, "90–95 %"], [0.8, "80–90 %"], [-1, ""]];
function byCoverage() {
  const rows = STEPS.map(([, name], at) => [at === 5 ? word("under") : name, 0, at > 3 ? "bad" : at > 1 ? "doubt" : ""]);
  for (const head of heads) if (head.id) rows[STEPS.findIndex(([from]) => covered(head) >= from)][1] += 1;
  return bars(rows);
}

const isBad = (status) => !["ok", "partial", "skipped"].includes(status);

function statuses() {
  const kind = (status) => (isBad(status) ? "bad" : status === "ok" ? "" : "doubt");
  return bars(tally(heads.map((head) => head.status)).map(([status, number]) => [word(status), number, kind(status)]));
}

function heat() {
  const cities = new Map();
  for (const head of heads.filter((head) => head.id)) {
    const name = head.city ?? "";
    if (!cities.has(name)) cities.set(name, new Map());
    const row = cities.get(name);
    for (const [year, number] of Object.entries(head.years)) row.set(year, (row.get(year) ?? 0) + number);
  }
  const years = [...new Set([...cities.values()].flatMap((row) => [...row.keys()]))].sort((a, b) => a - b);
  const most = Math.max(1, ...[...cities.values()].flatMap((row) => [...row.values()]));
  const cell = (number) => {
    const td = make("td", {}, number ? count(number) : "");
    if (number) td.style.background = `rgba(31,111,181,${(0.08 + 0.5 * Math.sqrt(number / most)).toFixed(3)})`;
    return td;
  };
  const rows = [...cities].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([name, row]) =>
    make("tr", {}, make("th", { scope: "row" }, name || word("noCity")), years.map((year) => cell(row.get(year)))));
  return make("div", { class: "scroll" }, make("table", { class: "heat" },
    make("thead", {}, make("tr", {}, make("th", {}, word("cities")), years.map((year) => make("th", { scope: "col" }, year)))),
    make("tbody", {}, rows)));
}

function documentRow(head) {
  const name = head.title ?? word("noTitle");
  const number = (value) => make("td", { class: "number" }, count(value));
  const kind = isBad(head.status) ? "status bad" : `status ${head.status}`;
  const meter = head.id
    ? [make("span", { class: "meter" }, sized(make("i"), covered(head))), percent(covered(head))] : ["–"];
  return make("tr", {}, make("td", { class: "number" }, ...meter),
    make("td", {}, make("span", { class: kind }, word(head.status))),
    make("td", {}, head.id ? make("a", { href: `#${head.id}` }, name) : null, make("div", { class: "path" }, head.path),
      head.cause ? make("div", {}, head.cause) : null),
    make("td", {}, head.city ?? ""), make("td", {}, head.form ?? ""), number(head.pages), head.counts.map(number), number(head.warnings));
}

function documentTable(shown) {
  const names = ["coverage", "status", "title", "cities", "forms", "pages", "items", "plans", "results", "evaluations", "warnings"];
  const numbers = ["coverage", "pages", "items", "plans", "results", "evaluations", "warnings"];
  return make("table", { class: "documents" },
    make("thead", {}, make("tr", {}, names.map((name) =>
      make("th", { scope: "col", class: numbers.includes(name) ? "number" : "" }, word(name))))),
    make("tbody", {}, shown.map(documentRow)));
}

function overview() {
  const forms = tally(heads.filter((head) => head.form).map((head) => head.form));
  return make("div", { class: "overview" }, tiles(), make("div", { class: "results-of-search" }),
    make("div", { class: "charts" }, panel(word("characters"), ...characters(), make("h3", {}, word("byCoverage")), byCoverage()),
      panel(word("status"), statuses(), make("h3", {}, word("forms")), bars(forms))),
    panel(word("yearsByCity"), heat()), panel(word("worstFirst"), make("div", { class: "list" }, documentTable(heads))));
}

// Search over all documents: their text as embedded first, and only where it stands there, field by field.
const MOST_HITS = 100;
const embedded = new Map();
function hitsIn(head, query, room) {
  if (!embedded.has(head.id)) embedded.set(head.id, fold(document.getElementById(head.id).textContent));
  const escaped = fold(JSON.stringify(query).slice(1, -1).replaceAll("<", "\\u003c"));
  const hits = [];
  if (!embedded.get(head.id).includes(escaped)) return hits;
  for (const card of bodyOf(head.id).cards) {
    for (const [name, text] of card.fields) {
      if (hits.length < room && fold(text).includes(query)) hits.push([card, name, text]);
    }
  }
  return hits;
}

function searchAll(query) {
  const place = document.querySelector(".results-of-search");
  const about = (head) => [head.title, head.path, head.city, head.form].some((text) => text && fold(text).includes(query));
  const found = [];
  const shown = heads.filter((head) => {
    const hits = query && head.id && found.length < MOST_HITS ? hitsIn(head, query, MOST_HITS - found.length) : [];
    found.push(...hits.map((hit) => [head, ...hit]));
    return !query || hits.length > 0 || about(head);
  });
  document.querySelector(".list").replaceChildren(shown.length ? documentTable(shown) : make("p", { class: "empty" }, word("none")));
  const line = ([head, card, name, text]) => {
    const at = Math.max(0, fold(text).indexOf(query) - 20);
    return make("li", {}, make("a", { href: `#${card.id.replace(/-([a-z]\d+)/, "/$1")}` }, head.city ?? head.path),
      ` ${tableWord(card.table)} · ${fieldWord(name)}: `, ...marked(text.slice(at, at + 80), query));
  };
  const limit = found.length >= MOST_HITS ? "+" : "";
  place.replaceChildren(...(query ? [panel(`${word("matches")}: ${found.length}${limit}`,
    make("ol", { class: "hits scroll" }, found.map(line)))] : []));
}
