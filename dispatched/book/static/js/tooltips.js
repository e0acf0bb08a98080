// --- what a mark says: mouse and touch ----------------------------------------------------------
// A keyboard reaches the same values in the table under "Description, data and evidence".
const REACH = 12; // pixels around a touch: half of the 24 that a target of touch should have
const NEAR = 30; // pixels within which a pointer moves towards what is said, which waits for it
let said = null, going = 0, came = null;

function tip(at, item, value) {
  if (value === null || value === undefined || value === "") { leave(); return; }
  clearTimeout(going);
  const moved = came && Math.hypot(at.clientX - came.clientX, at.clientY - came.clientY);
  if (item === said && moved < NEAR) return;
  came = { clientX: at.clientX, clientY: at.clientY };
  let box = document.getElementById("chart-tip");
  if (!box) {
    box = document.createElement("div");
    box.id = "chart-tip";
    box.setAttribute("role", "status"); // a touch on a mark is answered aloud as well
    box.addEventListener("pointerleave", leave);
    document.body.append(box);
  }
  said = item;
  box.replaceChildren();
  for (const [key, text] of Object.entries(typeof value === "object" ? value : { "": value })) {
    const line = document.createElement("div");
    const name = document.createElement("span");
    name.textContent = key ? `${key}: ` : "";
    line.append(name, String(text));
    box.append(line);
  }
  place(box, { left: at.clientX + 14, top: at.clientY, bottom: at.clientY }, 16);
}

// A pointer that leaves the mark has time to reach what it says.
function leave() {
  clearTimeout(going);
  going = setTimeout(() => {
    if (!document.getElementById("chart-tip")?.matches(":hover")) hush();
  }, 250);
}

function hush() {
  clearTimeout(going);
  document.getElementById("chart-tip")?.remove();
  said = null;
}

// The mark with a text that a finger means: at the point itself, else the nearest around it.
function marked(plot, x, y) {
  for (let reach = 0; reach <= REACH; reach += 3) {
    for (let turn = 0; turn < (reach ? 12 : 1); turn += 1) {
      const angle = (turn * Math.PI) / 6;
      const element = document.elementFromPoint(
        x + reach * Math.cos(angle), y + reach * Math.sin(angle),
      );
      if (!element || !plot.contains(element)) continue;
      const item = [element.__data__].flat()[0];
      if (item && item.tooltip) return item;
    }
  }
  return null;
}

function touch(figure, event) {
  const item = marked(figure.querySelector(".ch-plot"), event.clientX, event.clientY);
  if (item && item !== said) tip(event, item, item.tooltip);
  else hush();
}

document.addEventListener("keydown", (e) => { if (e.key === "Escape") hush(); });
document.addEventListener("pointerdown", (e) => { if (!e.target.closest(".ch-plot")) hush(); });
