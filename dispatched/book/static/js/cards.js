// --- evidence cards: mouse, keyboard, touch -----------------------------------------------------
const cards = new Map(
  [...document.querySelectorAll("#cards [data-card]")].map((c) => [c.dataset.card, c]),
);
const LINKS = "a.claim, a.term";
let pop = null, owner = null, timer = 0;

function card(link) {
  return cards.get(decodeURIComponent(link.hash.slice(1)));
}
function show(link) {
  const content = card(link);
  if (!content) return;
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
}
function hide() {
  clearTimeout(timer);
  if (owner) owner.removeAttribute("aria-describedby");
  if (pop) pop.remove();
  pop = owner = null;
}
function later() {
  clearTimeout(timer);
  timer = setTimeout(hide, 250);
}
function hover(link) {
  if (!card(link)) return;
  let touched = false;
  link.addEventListener("pointerenter", (e) => {
    if (e.pointerType !== "mouse") return;
    clearTimeout(timer);
    timer = setTimeout(() => show(link), 120);
  });
  link.addEventListener("pointerleave", (e) => { if (e.pointerType === "mouse") later(); });
  link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
  link.addEventListener("blur", later);
  link.addEventListener("pointerdown", (e) => { touched = e.pointerType === "touch"; });
  link.addEventListener("click", (e) => {
    // The first touch shows the card; the second, or the card's own link, opens the evidence.
    if (touched && owner !== link) { e.preventDefault(); show(link); }
  });
}
document.querySelectorAll(LINKS).forEach(hover);
// What appears later, such as the answer to a question, may bring cards and links of its own.
window.dispatched = Object.assign(window.dispatched || {}, {
  evidence(element) {
    for (const c of element.querySelectorAll("[data-card]")) cards.set(c.dataset.card, c);
    element.querySelectorAll(LINKS).forEach(hover);
  },
});
document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
document.addEventListener("pointerdown", (e) => {
  if (pop && !pop.contains(e.target) && e.target.closest(LINKS) !== owner) hide();
});
