// The pages of a document: drawn when they come into sight, with a box on every place that a record cites.
class Sheets {
  constructor(body, onPoint) {
    this.body = body;
    this.onPoint = onPoint;
    this.kinds = this.kindsOfPlaces();
    this.marks = new Map();
    this.lit = new Set();
    this.element = make("div", { class: "pages", tabindex: "-1" }, this.notes(), body.pages.map((page, at) => this.frame(page, at + 1)));
    this.watcher = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.ensure(Number(entry.target.dataset.page));
    }, { root: this.element, rootMargin: "600px" });
    this.element.querySelectorAll(".page").forEach((page) => this.watcher.observe(page));
  }

  // The table whose colour a place has: that of the first record that cites it, unassigned before all.
  kindsOfPlaces() {
    const kinds = new Array(this.body.places.length).fill("sections");
    for (const card of [...this.body.cards].reverse()) {
      for (const [, , places] of card.fields) for (const place of places) kinds[place] = card.table;
    }
    return kinds;
  }

  notes() {
    const { sight, warnings } = this.body;
    const texts = warnings.map(([code, message]) => `${code}: ${message}`);
    if (sight !== "seen") texts.unshift(word(sight));
    return texts.map((text) => make("p", { class: "note" }, text));
  }

  frame(page, number) {
    const caption = make("figcaption", {}, `${word("page")} ${number}`);
    const note = page.note ? make("p", { class: "note" }, word(page.note)) : null;
    const sheet = page.size ? draw("svg", { viewBox: `0 0 ${page.size[0]} ${page.size[1]}`, role: "group", "aria-label": `${word("page")} ${number}` })
      : make("pre");
    return make("figure", { class: "page", "data-page": number }, caption, note, sheet);
  }

  ensure(number) {
    const frame = this.element.querySelector(`.page[data-page="${number}"]`);
    if (!frame || frame.dataset.drawn) return;
    frame.dataset.drawn = "yes";
    const page = this.body.pages[number - 1];
    const here = this.body.places.map((place, at) => [place, at]).filter(([place]) => place[0] === number);
    if (page.size) this.paint(frame.querySelector("svg"), page, here);
    else this.write(frame.querySelector("pre"), page, here);
    this.rove();
    this.shine();
  }

  ensureAll() {
    this.body.pages.forEach((_, at) => this.ensure(at + 1));
  }

  paint(svg, page, here) {
    const fills = page.fills.map(([x, y, width, height]) => draw("rect", { x, y, width, height }));
    const lines = page.lines.map(([x1, y1, x2, y2, pen]) => draw("line", { x1, y1, x2, y2, "stroke-width": pen }));
    const rings = page.rings.map(([x, y, width, height]) => draw("ellipse", {
      cx: x + width / 2, cy: y + height / 2, rx: width / 2, ry: height / 2, fill: "none", "stroke-width": 5 }));
    const runs = page.runs.map(([x, y, height, width, text]) => draw("text", {
      x, y: y + height * 0.88, "font-size": height, textLength: width || null, lengthAdjust: width ? "spacingAndGlyphs" : null }, text));
    const area = ([place]) => (place[5] - place[3]) * (place[6] - place[4]);
    // Small boxes lie over large ones, so that both can be pointed at.
    const boxes = here.filter(([place]) => place.length > 3).sort((a, b) => area(b) - area(a)).map(([place, at]) => {
      const [, , , x0, y0, x1, y1] = place;
      return this.mark(draw("rect", { class: `box ${this.kinds[at]}`, x: x0 - 10, y: y0 - 10, width: x1 - x0 + 20, height: y1 - y0 + 20, rx: 10 }), [at]);
    });
    const image = page.image ? draw("image", { href: page.image, width: page.size[0], height: page.size[1], preserveAspectRatio: "none" }) : [];
    svg.append(draw("g", {}, image), draw("g", { class: "fills" }, fills), draw("g", { class: "rulings" }, [...lines, ...rings]), draw("g", {}, runs), draw("g", {}, boxes));
  }

  // Spans count in characters, of which a script's string may take two places for one.
  write(pre, page, here) {
    const letters = Array.from(page.text);
    const inside = (at) => Math.max(0, Math.min(letters.length, at - page.start));
    const cuts = [...new Set([0, letters.length, ...here.flatMap(([place]) => [inside(place[1]), inside(place[2])])])].sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const text = letters.slice(cuts[i], cuts[i + 1]).join("").replaceAll("\f", "");
      const over = here.filter(([place]) => inside(place[1]) <= cuts[i] && inside(place[2]) >= cuts[i + 1]).map(([, at]) => at);
      pre.append(over.length ? this.mark(make("span", { class: `stretch ${this.kinds[over[0]]}` }, text), over) : text);
    }
  }

  mark(element, places) {
    for (const place of places) {
      if (!this.marks.has(place)) this.marks.set(place, []);
      this.marks.get(place).push(element);
    }
    const point = (reach) => () => this.onPoint(places, reach);
    return fill(element, { role: "button", tabindex: "-1", "data-places": places.join(" "), "aria-label": this.body.places[places[0]].join(" "),
      onmouseenter: point("hover"), onmouseleave: () => this.onPoint([], "leave"), onfocus: point("focus"), onclick: point("click") }, []);
  }

  // In reading order; one of them can be reached by Tab, the others by arrows.
  inOrder() {
    const start = (element) => this.body.places[Number(element.dataset.places.split(" ")[0])];
    return [...this.element.querySelectorAll("[data-places]")].sort((a, b) => start(a)[0] - start(b)[0] || start(a)[1] - start(b)[1]);
  }

  rove() {
    const all = this.inOrder();
    if (all.length && !all.some((one) => one.getAttribute("tabindex") === "0")) all[0].setAttribute("tabindex", "0");
  }

  shine() {
    for (const [place, elements] of this.marks) for (const element of elements) element.classList.remove("lit");
    for (const place of this.lit) for (const element of this.marks.get(place) ?? []) element.classList.add("lit");
  }

  light(places, show) {
    this.lit = new Set(places);
    if (show) for (const place of places) this.ensure(this.body.places[place][0]);
    this.shine();
    const first = show && places.length ? this.marks.get(places[0])?.[0] : null;
    if (first) intoSight(this.element, first);
  }
}

// Scrolls a pane so far that the element is seen, and not at all where it is.
function intoSight(pane, element) {
  const [outer, inner] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
  if (inner.top >= outer.top + 40 && inner.bottom <= outer.bottom - 20) return;
  pane.scrollTop += inner.top - outer.top - Math.max(60, (outer.height - inner.height) / 3);
}
