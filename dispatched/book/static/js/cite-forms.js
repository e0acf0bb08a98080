// --- citations in four forms, as dispatched/cite/forms.py writes them ----------------------------
// An item is one of CSL-JSON. CITED has who, which version and when, and the tables of the forms.
const line = (text) => String(text).replace(/\s+/g, " ").trim();
const dateOf = (item) => item.issued?.["date-parts"][0] || [];
const namesOf = (item) => item.author.map((n) => [n.literal || n.family, n.given || ""]);
const inside = (item) => (item.genre ? `${item.genre} in ` : "") + (item["container-title"] || "");
const safe = (text = "") => text.replace(/[\s{}\\"<>]/g,
  (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
const tex = (text = "") => line(text).replace(/[\\{}~^&%$#_]/g, (sign) => CITED.tex[sign]);

function plain(item) {
  const names = namesOf(item).map(([family, given]) => `${given} ${family}`.trim());
  const last = names.pop(), date = dateOf(item);
  const who = names.join(", ") + (names.length ? " and " : "") + last;
  const year = date.length ? (item.issued.circa ? "about " : "") + date[0] : "no date";
  const among = item.type === "chapter" && !item.genre ? `In ${inside(item)}` : inside(item);
  const place = among + (item.volume ? ` ${item.volume}` : "")
    + (item.issue ? `(${item.issue})` : "");
  const month = date[1] && `${CITED.months[date[1] - 1]} ${date[0]}`;
  const day = date[2] ? `${date[2]} ${month}` : month;
  const where = [place, item.page, item.publisher, item.version && `version ${item.version}`, day]
    .filter(Boolean).join(", ");
  const parts = [`${who} (${year}).`, item.title + (/[.?!…]$/.test(item.title) ? "" : ".")];
  if (where) parts.push(`${where}.`.replace(/^version/, "Version"));
  if (item.note) parts.push(`${item.note}.`);
  return `${line([...parts, item.DOI ? `https://doi.org/${item.DOI}` : item.URL].join(" "))}\n`;
}
function bibtex(item) {
  const [kind] = CITED.kinds[item.type], date = dateOf(item);
  const place = { article: "journal", incollection: "booktitle" }[kind] || "howpublished";
  const notes = [item.version && `Version ${item.version}`, item.note].filter(Boolean);
  const fields = [
    ["author", namesOf(item).map(([family, given]) => (
      given ? `${tex(family)}, ${tex(given)}` : `{${tex(family)}}`)).join(" and ")],
    ["title", `{${tex(item.title)}}`],
    [place, tex(inside(item))],
    [kind === "techreport" ? "institution" : "publisher", tex(item.publisher)],
    ["volume", tex(item.volume)], ["number", tex(item.issue)],
    ["pages", tex(item.page).replace(/–/g, "--")],
    ["year", String(date[0] || "")],
    ["month", date[1] ? CITED.months[date[1] - 1].slice(0, 3).toLowerCase() : ""],
    ["doi", safe(item.DOI)], ["url", safe(item.URL)], ["note", tex(notes.join(". "))],
  ].filter(([, value]) => value);
  const lines = fields.map(([n, v]) => `  ${n} = ${n === "month" ? v : `{${v}}`},\n`);
  return `@${kind}{${item.id},\n${lines.join("")}}\n`;
}
function ris(item) {
  const date = dateOf(item).map((n) => String(n).padStart(2, "0"));
  const [first, last] = (item.page || "").split(/[–-]/);
  const lines = [
    ["TY", CITED.kinds[item.type][1]], ["ID", item.id],
    ...namesOf(item).map(([f, g]) => ["AU", g ? `${f}, ${g}` : f.replace(/,/g, ";")]),
    ["TI", item.title], ["T2", item["container-title"]], ["M3", item.genre],
    ["PB", item.publisher], ["VL", item.volume], ["IS", item.issue], ["SP", first], ["EP", last],
    ["ET", item.version], ["PY", date[0]],
    ["DA", date.length && [...date, "", ""].slice(0, 3).join("/")],
    ["DO", item.DOI], ["UR", safe(item.URL)], ["LA", item.language], ["N1", item.note],
  ].filter(([, value]) => value);
  return `${lines.map(([tag, value]) => `${tag}  - ${line(value)}\r\n`).join("")}ER  - \r\n`;
}
const FORMS = {
  txt: ["Plain text", (items) => items.map(plain).join("")],
  bib: ["BibTeX", (items) => items.map(bibtex).join("\n")],
  ris: ["RIS", (items) => items.map(ris).join("")],
  "csl.json": ["CSL-JSON", (items) => `${JSON.stringify(items, null, 1)}\n`],
};
