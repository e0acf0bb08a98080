// --- the switch of the evidence in the margin; what lays it out comes when it is on -------------
const beside = () => load("margin.js").catch(console.warn);
for (const button of document.querySelectorAll("[data-margin-switch]")) {
  const page = document.documentElement.dataset;
  const say = () => button.setAttribute("aria-pressed", String(page.margin === "on"));
  button.addEventListener("click", () => {
    page.margin = page.margin === "on" ? "off" : "on";
    localStorage.setItem("margin", page.margin);
    say();
    beside().then(() => window.dispatched.layOut?.());
  });
  say();
  if (page.margin === "on") beside();
}
