// --- the questions of a page, the switch, and addresses into what is held back ------------------
const askers = [];
window.dispatched.asked = { KINDS, scale, beyond, every };
function begin(box) {
  const live = box.querySelector(".ask-live");
  live.innerHTML = window.dispatched.asks[live.dataset.place];
  window.dispatched.evidence(live);
  askers.push(asker(box));
}
function give(box, error) { // a question that cannot be asked holds nothing back
  const held = document.getElementsByClassName(`veil-${box.dataset.key}`);
  for (const block of held) block.classList.add("told");
  box.querySelector(".ask-live").remove();
  console.warn(error);
}
for (const box of document.querySelectorAll(".ask-box")) {
  if (box.dataset.kind === "guess") {
    window.dispatched.load("guess.js").then(() => { begin(box); reach(); })
      .catch((error) => give(box, error));
    continue;
  }
  try {
    begin(box);
  } catch (error) {
    give(box, error);
  }
}
const asked = document.querySelector("[data-ask-switch]");
function choose(on) {
  page.dataset.ask = on ? "on" : "off";
  asked?.setAttribute("aria-pressed", String(on));
  for (const one of askers) one.render();
}
asked?.addEventListener("click", () => {
  choose(page.dataset.ask === "off");
  try { localStorage.setItem("ask", page.dataset.ask); } catch { /* kept for the page */ }
});

function reach() {
  let name = "";
  try { name = decodeURIComponent(location.hash.slice(1)); } catch { return; }
  const target = name && document.getElementById(name);
  const block = target && target.closest(".veiled[hidden]");
  if (!block) return;
  for (const one of askers) if (one.held.includes(block)) one.open();
  target.scrollIntoView();
}
reach();
window.addEventListener("hashchange", reach);
window.dispatched.asking = true;
