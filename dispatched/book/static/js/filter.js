// --- choosing among evidence cards --------------------------------------------------------------
for (const form of document.querySelectorAll("form.ev-filter")) {
  const [source, grade, measured] = form.querySelectorAll("select");
  const all = [...document.querySelectorAll(".ev")];
  const choose = () => {
    let shown = 0;
    for (const one of all) {
      const fits = [source.value, grade.value].every((c) => !c || one.classList.contains(c)) &&
        (!measured.value || one.closest("section").id === measured.value);
      one.hidden = !fits;
      shown += fits;
    }
    for (const section of new Set(all.map((one) => one.closest("section")))) {
      section.hidden = ![...section.querySelectorAll(".ev")].some((one) => !one.hidden);
    }
    form.querySelector("p").textContent = `${shown} of ${all.length} cards`;
  };
  form.addEventListener("change", choose);
  // The list of sources is long, and comes when a hand comes near it.
  const fill = async () => {
    if (source.options.length > 1) return;
    await load(source.dataset.file);
    [source.innerHTML] = window.dispatched.choices;
  };
  for (const when of ["pointerenter", "touchstart", "focusin"]) {
    form.addEventListener(when, () => fill().catch(console.warn),
      { once: true, passive: true });
  }
  form.addEventListener("submit", (e) => e.preventDefault());
  choose();
  // A link to a card that the choice hides shows everything again.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) { form.reset(); choose(); target.scrollIntoView(); }
  });
}
