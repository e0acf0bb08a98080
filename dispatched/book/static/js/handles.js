// --- figures that can be moved in the sentence: a handle after each -----------------------------
// Only the handle stands here; what it opens (move.js, and the formulas of the page) is loaded when
// the first one is used.
const blockOf = (link) => link.closest("tr, li, dd, p, td, figcaption") || link.parentElement;

const data = document.getElementById("movable");
if (data) {
  const movable = new Set(JSON.parse(data.textContent));
  const seen = new Map();
  for (const link of document.querySelectorAll('.bd-article a.claim[href*="#calc-"]')) {
    const ident = decodeURIComponent(link.hash.slice(1));
    if (!movable.has(ident) || link.closest("figure, .ev, .ask, h1, h2, h3")) continue;
    const block = blockOf(link), there = seen.get(block) || new Set();
    if (there.has(ident)) continue; // once in a block: the others follow
    seen.set(block, there.add(ident));
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = "handle";
    handle.setAttribute("aria-expanded", "false");
    handle.setAttribute("aria-label", `Move the inputs of ${link.textContent.trim()}`);
    handle.title = "Move the inputs";
    handle.addEventListener("click", async () => {
      try {
        await Promise.all(["later.css", "move.js", "numbers.js", data.dataset.file].map(load));
        window.dispatched.move.toggle(handle, link, block, window.dispatched.movable[0]);
      } catch (error) {
        const why = document.createElement("span");
        why.className = "handle-why";
        why.setAttribute("role", "status");
        why.textContent = ` (Nothing can be moved: ${error.message}.)`;
        if (!handle.nextElementSibling?.matches(".handle-why")) handle.after(why);
      }
    });
    link.classList.add("movable");
    link.after(handle);
  }
}
