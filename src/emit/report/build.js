// Elements, numbers and searched text. All text goes in as text, never as markup.
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}
const make = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

function sized(element, share) {
  element.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return element;
}
const count = (number) => number.toLocaleString("en");
// 100 % only where nothing at all is left over.
const percent = (share) => `${(Math.floor(share * 1000) / 10).toFixed(share === 1 ? 0 : 1)} %`;
const covered = (head) => (head.coverage[0] ? 1 - head.coverage[4] / head.coverage[0] : 1);

// What search compares: width and case do not count.
const fold = (text) => text.normalize("NFKC").toLowerCase();

// The text with every match marked; where folding changes lengths, it is left unmarked.
function marked(text, query) {
  const folded = fold(text);
  if (!query || folded.length !== text.length) return [text];
  const parts = [];
  let from = 0;
  for (let at = folded.indexOf(query); at >= 0; at = folded.indexOf(query, from)) {
    parts.push(text.slice(from, at), make("mark", {}, text.slice(at, at + query.length)));
    from = at + query.length;
  }
  parts.push(text.slice(from));
  return parts;
}

const heads = JSON.parse(document.getElementById("heads").textContent);
const bodies = new Map();
function bodyOf(id) {
  if (!bodies.has(id)) bodies.set(id, JSON.parse(document.getElementById(id).textContent));
  return bodies.get(id);
}
