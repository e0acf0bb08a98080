// --- evidence cards: mouse, keyboard, touch -----------------------------------------------------
// The short cards of a page stand in a file beside it, which comes with the first that is wanted.
const cards = new Map();
const stored = document.getElementById("cards");
const LINKS = "a.claim, a.term";
let pop = null, owner = null, meant = null, timer = 0;

function keep(element) {
  for (const c of element.querySelectorAll("[data-card]")) cards.set(c.dataset.card, c);
}
async function bring() {
  if (!stored || stored.firstChild) return;
  await load(stored.dataset.file);
  if (stored.firstChild) return;
  [stored.innerHTML] = window.dispatched.cards;
  keep(stored);
}
function card(link) {
  return cards.get(decodeURIComponent(link.hash.slice(1)));
}
// Says whether all is done: false where there is no card to show.
async function show(link) {
  meant = link;
  await bring();
  const content = card(link);
  if (!content || meant !== link) return meant !== link; // the reader has gone on meanwhile
  hide();
  owner = link;
  pop = document.createElement("div");
  pop.id = "evidence-card";
  pop.classList.toggle("of-term", link.matches(".term"));
  pop.setAttribute("role", "tooltip");
  pop.append(...[...content.cloneNode(true).childNodes]);
  const more = document.createElement("a");
  more.href = link.href;
  more.className = "pop-more";
  more.tabIndex = -1;
  more.textContent = link.matches(".term") ? "Open the glossary" : "Open the evidence";
  pop.append(more);
  pop.addEventListener("pointerenter", () => clearTimeout(timer));
  pop.addEventListener("pointerleave", later);
  document.body.append(pop);
  link.setAttribute("aria-describedby", pop.id);
  place(pop, link.getClientRects()[0] || link.getBoundingClientRect(), 4);
  return true;
}
function hide() {
  clearTimeout(timer);
  if (owner) owner.removeAttribute("aria-describedby");
  if (pop) pop.remove();
  pop = owner = meant = null;
}
function later() {
  clearTimeout(timer);
  timer = setTimeout(hide, 250);
}
function hover(link) {
  let touched = false;
  // Without its card a link still leads to the evidence.
  const tell = () => show(link).catch(console.warn);
  // Not when it enters: a text that moves under a mouse at rest opens nothing.
  link.addEventListener("pointermove", (e) => {
    if (e.pointerType !== "mouse") return;
    clearTimeout(timer);
    if (owner !== link) timer = setTimeout(tell, 120);
  });
  link.addEventListener("pointerleave", (e) => { if (e.pointerType === "mouse") later(); });
  link.addEventListener("focus", () => { if (link.matches(":focus-visible")) tell(); });
  link.addEventListener("blur", () => {
    // The next link in the order must not lie below the card of this one.
    if (pop && pop.matches(":hover")) later(); else if (owner === link) hide();
  });
  link.addEventListener("pointerdown", (e) => { touched = e.pointerType === "touch"; });
  link.addEventListener("click", (e) => {
    // The first touch shows the card; the second, or the card's own link, opens the evidence.
    if (!touched || owner === link) return;
    e.preventDefault();
    show(link).catch(() => meant !== link)
      .then((done) => { if (!done) location.assign(link.href); });
  });
}
document.querySelectorAll(LINKS).forEach(hover);
// What appears later, such as the answer to a question, may bring cards and links of its own.
Object.assign(window.dispatched, {
  bring,
  card,
  load,
  place,
  evidence(element) {
    keep(element);
    element.querySelectorAll(LINKS).forEach(hover);
  },
});
document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
document.addEventListener("pointerdown", (e) => {
  if (pop && !pop.contains(e.target) && e.target.closest(LINKS) !== owner) hide();
});
