// --- evidence in the margin: beside its sentence, in short form, on a wide screen ---------------
// A figure's card stands level with the block that names it, below the one before it; a block that
// names many pushes the next ones down.
const wide = window.matchMedia("(min-width: 1180px)");
const article = document.querySelector(".bd-article");

function short(link) {
  const from = card(link);
  const note = document.createElement("a");
  note.href = link.href;
  note.className = "beside";
  note.tabIndex = -1;
  const value = document.createElement("b");
  // What a reader has moved is not evidence.
  value.textContent = link.dataset.stated || link.textContent;
  const source = from.querySelector(".pop-source");
  const said = document.createElement("span");
  said.textContent = source ? source.textContent : "";
  note.append(value, said);
  for (const [when, on] of [["pointerenter", true], ["pointerleave", false]]) {
    note.addEventListener(when, () => link.classList.toggle("meant", on));
    link.addEventListener(when, () => note.classList.toggle("meant", on));
  }
  return note;
}
async function layOut() {
  const wanted = () => document.documentElement.dataset.margin === "on" && wide.matches;
  if (wanted()) await bring().catch(console.warn);
  for (const old of article.querySelectorAll(":scope > .besides")) old.remove();
  if (!wanted()) return;
  const box = document.createElement("div");
  box.className = "besides";
  article.append(box);
  const top = box.getBoundingClientRect().top;
  const seen = new Set();
  let free = 0;
  for (const link of article.querySelectorAll("section > :is(p, ul, ol) a.claim")) {
    // What a question holds back has a place, but is not seen.
    if (link.offsetParent === null || link.closest("[hidden]") || !card(link)) continue;
    const block = link.closest("section");
    const once = `${block.id} ${link.hash}`;
    if (seen.has(once)) continue;
    seen.add(once);
    const note = short(link);
    box.append(note);
    const at = Math.max(link.getBoundingClientRect().top - top, free);
    note.style.setProperty("top", `${Math.round(at)}px`);
    free = at + note.offsetHeight + 6;
  }
}
layOut();
wide.addEventListener("change", layOut);
new ResizeObserver(() => requestAnimationFrame(layOut)).observe(
  article.querySelector("section") || article,
);
window.dispatched.layOut = layOut;
