// A document: its pages beside its records, each of which lights up the other.
class DocumentView {
  constructor(id) {
    this.body = bodyOf(id);
    this.fields = [];
    this.citing = this.body.places.map(() => []);
    this.sheets = new Sheets(this.body, (places, reach) => this.fromPage(places, reach));
    this.records = make("div", { class: "records", tabindex: "-1" }, this.about(), this.body.cards.map((card) => this.card(card)));
    this.element = make("div", { class: "pair" }, this.sheets.element, this.records);
    if (this.fields.length) this.fields[0].setAttribute("tabindex", "0");
  }

  about() {
    const { title, path } = this.body;
    const head = heads.find((one) => one.id === this.body.id);
    const facts = [head.city, head.form, percent(covered(head)), word(head.status)].filter(Boolean).join(" · ");
    return make("div", { class: "about" }, make("h1", {}, title ?? word("noTitle")), make("p", {}, path), make("p", {}, `${facts} · ${this.body.id}`));
  }

  shortId(id) {
    return id.slice(this.body.id.length + 1);
  }

  card(card) {
    const header = make("header", {}, make("b", {}, tableWord(card.table)), make("span", {}, this.shortId(card.id)),
      card.sorts.map((sort) => make("span", { class: "sort" }, sortWord(sort))),
      card.confidence === undefined ? null : make("span", { class: "sure" }, `${word("sure")} ${card.confidence}`));
    return make("article", { class: `card ${card.table}`, "data-id": this.shortId(card.id) }, header,
      make("dl", {}, card.fields.map((field) => this.field(field, card))));
  }

  field([name, text, places], card) {
    const isLink = ["plan_id", "repeat_of"].includes(name);
    const pages = name === "source" ? [...new Set(places.map((place) => `${word("page")} ${this.body.places[place][0]}`))].join(", ") : "";
    const said = isLink ? make("a", { href: `#${this.body.id}/${this.shortId(text)}` }, this.shortId(text)) : text || pages;
    const element = make("div", { class: "field" }, make("dt", {}, fieldWord(name)), make("dd", {}, said));
    element.said = isLink ? "" : text;
    if (!places.length) return element;
    element.classList.add("placed");
    element.places = places;
    const point = (reach) => () => this.fromField(element, reach);
    fill(element, { tabindex: "-1", "data-field": name, onmouseenter: point("hover"), onmouseleave: () => this.fromPage([], "leave"), onfocus: point("focus"), onclick: () => element.focus() }, []);
    this.fields.push(element);
    for (const place of places) this.citing[place].push(element);
    return element;
  }

  // What has the focus stays lit when the pointer leaves something else.
  fromField(element, reach) {
    if (reach === "focus") this.held = { places: element.places, fields: [element] };
    this.light(element.places, [element], reach === "focus" ? "page" : "");
  }

  fromPage(places, reach) {
    if (reach === "leave") {
      const { places: held, fields } = this.held ?? { places: [], fields: [] };
      this.light(held, fields, "");
      return;
    }
    const fields = [...new Set(places.flatMap((place) => this.citing[place]))];
    if (reach !== "hover") this.held = { places, fields };
    this.light(places, fields, reach === "hover" ? "" : "records");
  }

  light(places, fields, show) {
    for (const field of this.records.querySelectorAll(".field.lit")) field.classList.remove("lit");
    for (const field of fields) field.classList.add("lit");
    this.sheets.light(places, show === "page");
    const seen = fields.find((field) => !field.closest("[hidden]"));
    if (show === "records" && seen) intoSight(this.records, seen);
  }

  filter(query) {
    for (const card of this.records.querySelectorAll(".card")) {
      let found = !query;
      for (const field of card.querySelectorAll(".field")) {
        if (!field.said) continue;
        const hit = query && fold(field.said).includes(query);
        found ||= hit;
        field.querySelector("dd").replaceChildren(...(hit ? marked(field.said, query) : [field.said]));
      }
      card.hidden = !found;
    }
  }

  show(record) {
    const field = [...this.records.querySelectorAll(".card")].find((card) => card.dataset.id === record)?.querySelector(".field.placed");
    if (!field) return;
    field.focus({ preventScroll: true });
    intoSight(this.records, field);
  }

  step(elements, by) {
    const seen = elements.filter((element) => !element.closest("[hidden]"));
    const at = seen.indexOf(document.activeElement);
    const next = seen[at < 0 ? (by > 0 ? 0 : seen.length - 1) : (at + by + seen.length) % seen.length];
    if (!next) return;
    for (const element of elements) element.setAttribute("tabindex", element === next ? "0" : "-1");
    next.focus({ preventScroll: true });
    intoSight(next.closest(".records") ? this.records : this.sheets.element, next);
  }

  // Between a box and its field.
  cross() {
    const here = document.activeElement;
    if (here.dataset.places) this.citing[Number(here.dataset.places.split(" ")[0])].find((field) => !field.closest("[hidden]"))?.focus();
    else if (here.places) this.sheets.marks.get(here.places[0])?.[0]?.focus({ preventScroll: true });
  }

  unassigned() {
    this.step(this.fields.filter((field) => field.closest(".card.unassigned")), 1);
  }
}
