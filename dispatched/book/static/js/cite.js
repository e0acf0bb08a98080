// --- to cite a page, a chart or a card, and to report a mistake in one --------------------------
// What is cited stands on the page already; what stands behind its cards is in a file beside it.
const LONG = 600; // letters of a card in a report: an address has an end
const ASKED = "What is wrong, and where can one see it (source, page or paragraph)?";
const here = new URL(root, location.href).href;
const named = decodeURIComponent(location.href.slice(here.length).replace(/[#?].*/, ""))
  .replace(/\.html$/, "") || "index";
const canonical = document.querySelector('link[rel="canonical"]')?.href;
const site = canonical ? new URL(root, canonical).href : CITED.site;
const textOf = (element) => line(element?.textContent || "").replace(/ ?#$/, "");
const heading = () => textOf(document.querySelector("article h1"));

function ours(key, type, title, address, more = {}) {
  return {
    id: key, type, title, author: [{ literal: CITED.authors }], ...more,
    version: CITED.version, issued: { "date-parts": [CITED.day] }, language: "en",
    ...(site && { URL: site + address }),
  };
}
const inBook = { "container-title": CITED.title };
const page = named === "index" ? "" : `${named}.html`;
const whole = () => [ours("dispatched", "book", CITED.title, "")];
const ITEMS = {
  book: whole,
  data: () => [ours("dispatched-data", "dataset", `Data package of ${CITED.title}`,
    "back/data.html")],
  page: () => (page
    ? [ours(`dispatched-${named.split("/").pop()}`, "chapter", heading(), page, inBook)] : whole()),
  chart(link) {
    const { id } = link.closest("figure");
    const title = textOf(link.closest("figure").querySelector(".ch-title"));
    const where = { genre: `Chart on the page “${heading()}”`, ...inBook };
    return [ours(`dispatched-${id}`, "figure", title, `${page}#${id}`, where)];
  },
  card(link) {
    const box = link.closest(".ev"), [{ of, sources }] = window.dispatched.cites;
    const kind = box.matches(".card-calculation") ? "Calculation" : "Claim";
    const title = textOf(box.querySelector(".card-value + p"));
    const [note, ...origins] = of[box.id];
    const more = { genre: `${kind} ${box.id}`, ...inBook, note };
    const stated = kind === "Claim" ? title.replace(/\.$/, "") : title;
    return [ours(`dispatched-${box.id}`, "entry", stated, `id/${box.id}.html`, more),
      ...origins.map((id) => sources[id])];
  },
};

// --- the panel ---
function element(kind, name, text, more = {}) {
  const made = Object.assign(document.createElement(kind), more);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}
// Its lines are kept. It is no <pre>: the theme takes the keyboard from those that fit their box,
// and here another form may no longer fit.
function quoted(label, text) {
  const shown = element("div", "cite-text", text, { tabIndex: 0 });
  shown.setAttribute("role", "group");
  shown.setAttribute("aria-label", label);
  return shown;
}
async function copy(text, shown) {
  try { await navigator.clipboard.writeText(text); return true; } catch {
    getSelection().selectAllChildren(shown); // where a page on disk may not write there
    return document.execCommand("copy");
  }
}
function panel(link, title, parts, text, shown) {
  const box = element("dialog", "cite-panel");
  const head = element("p", "cite-title", title, { id: "cite-title" });
  box.setAttribute("aria-labelledby", head.id);
  const said = element("p", "cite-said");
  said.setAttribute("role", "status");
  const acts = element("div", "cite-acts");
  const button = element("button", "", "Copy", { type: "button" });
  button.addEventListener("click", async () => {
    said.textContent = await copy(text(), shown) ? "Copied." : "It is marked: copy it by hand.";
  });
  const done = element("button", "cite-close", "Close", { type: "button" });
  done.addEventListener("click", () => box.close());
  acts.append(button);
  box.append(head, ...parts, acts, said, done);
  box.addEventListener("click", (e) => { if (e.target === box) box.close(); });
  box.addEventListener("close", () => { box.remove(); link.focus(); });
  document.body.append(box);
  box.showModal();
  return { acts, said };
}
function cite(link) {
  const items = ITEMS[link.dataset.cite](link);
  const shown = quoted("The citation");
  const forms = element("div", "cite-forms");
  forms.setAttribute("role", "group");
  forms.setAttribute("aria-label", "Form");
  const file = element("a", "cite-file", "Download");
  let form = "txt", told = null;
  const text = () => FORMS[form][1](items);
  const pick = (name) => {
    form = name;
    shown.textContent = text();
    URL.revokeObjectURL(file.href);
    file.href = URL.createObjectURL(new Blob([text()], { type: "text/plain" }));
    file.download = `${items[0].id}.${form}`;
    for (const one of forms.children) one.setAttribute("aria-pressed", one.value === form);
    if (told) told.textContent = "";
  };
  for (const [value, [name]] of Object.entries(FORMS)) {
    const button = element("button", "", name, { type: "button", value });
    button.addEventListener("click", () => pick(value));
    forms.append(button);
  }
  const notes = [];
  if (items[1]) notes.push("Cite the source as well: it comes after our card.");
  if (!site) notes.push("This copy does not know its address on the web: add where you read it.");
  const parts = notes.map((note) => element("p", "cite-note", note));
  pick(form);
  const box = link.closest(".ev"), title = box ? `Cite ${box.id}` : link.textContent;
  const { acts, said } = panel(link, title, [forms, shown, ...parts], text, shown);
  told = said;
  acts.append(file);
}

// --- a report ---
function report(link) {
  const box = link.closest(".ev");
  const where = box ? box.id : named;
  const stands = [...(box?.querySelectorAll(".card-value, .card-value + p, dt + dd") || [])]
    .slice(0, 3).map(textOf).join(" · ");
  const letters = [...stands]; // a sign of two halves is not cut
  const cut = letters.slice(0, LONG).join("") + (letters.length > LONG ? "…" : "");
  const title = [...`${where}: ${box ? textOf(box.querySelector(".card-value")) : heading()}`]
    .slice(0, 120).join("");
  const body = `Where: ${where}\nVersion: ${CITED.version}, ${CITED.spoken}\n\n`
    + `${cut && `What stands there:\n> ${cut}\n\n`}${ASKED}\n`;
  if (CITED.issues) {
    location.assign(`${CITED.issues}?${new URLSearchParams({ title, body })}`);
    return;
  }
  const shown = quoted("The report", `${title}\n\n${body}`);
  const note = element("p", "cite-note", "This copy names no place for reports. Send the text to "
    + "whoever gave you the book. ");
  note.append(element("a", "", "How to report", { href: `${root}back/errata.html#report` }));
  panel(link, "Report a mistake", [shown, note], () => shown.textContent, shown);
}

// Each card gets both beside its id, where its line is there already.
const cards = document.querySelector("script.cites") ? ".ev[id] dd:last-child code" : null;
for (const code of cards ? document.querySelectorAll(cards) : []) {
  const links = { card: ["Cite", "cite"], report: ["Report a mistake", "errata"] };
  for (const [kind, [text, to]] of Object.entries(links)) {
    const link = element("a", "", text, { href: `${root}back/${to}.html` });
    link.dataset.cite = kind;
    code.parentElement.append(" ", link);
  }
}
window.dispatched.cite = (link) => (link.dataset.cite === "report" ? report(link) : cite(link));
