// --- slides: reveal.js turned on, charts drawn when one comes to them ---------------------------
const page = document.documentElement;
const button = document.getElementById("contrast");

function contrast(on) {
  page.dataset.theme = on ? "dark" : "light";
  page.toggleAttribute("data-contrast", on);
  button.setAttribute("aria-pressed", String(on));
}
const asks = new URLSearchParams(location.search);
contrast(asks.has("contrast") || matchMedia("(prefers-contrast: more)").matches);
button.addEventListener("click", () => contrast(!page.hasAttribute("data-contrast")));

// What is pressed in a control of an explorer moves the explorer, not the slides.
const moves = (event) => !event.target.closest?.("input, select, textarea");

const reveal = new Reveal(document.querySelector(".reveal"), {
  width: 1280, height: 720, margin: 0.02, maxScale: 4, center: false, hash: true,
  slideNumber: "c/t", transition: "none", backgroundTransition: "none",
  pdfMaxPagesPerSlide: 1, pdfSeparateFragments: false, scrollActivationWidth: null,
  keyboardCondition: moves, plugins: [RevealNotes],
});

async function awake({ currentSlide }) {
  if (asks.has("print-pdf")) return; // on paper the drawings stay
  for (const figure of currentSlide.querySelectorAll("figure.ch")) await draw(figure);
}
reveal.on("slidechanged", awake);
reveal.initialize().then(() => {
  reveal.addKeyBinding({ keyCode: 67, key: "C", description: "High contrast" },
    () => contrast(!page.hasAttribute("data-contrast")));
  page.dataset.ready = "yes";
  awake({ currentSlide: reveal.getCurrentSlide() });
});
