// --- lines of a list that are put in order by dragging ------------------------------------------
// `move(line, by)` puts a line one place up or down; `free()` tells whether it may be moved now.
// A finger on the words scrolls: by touch, a line is taken by its grip alone.
function dragged(list, free, move) {
  list.addEventListener("pointerdown", (e) => {
    const line = e.target.closest("li");
    if (!line || e.button || e.target.closest("button") || !free()) return;
    if (e.pointerType !== "mouse" && !e.target.closest(".grip")) return;
    e.preventDefault();
    line.classList.add("held");
    const drag = (at) => {
      const edges = (l) => l.getBoundingClientRect();
      const [up, down] = [line.previousElementSibling, line.nextElementSibling];
      const middle = (l) => (edges(l).top + edges(l).bottom) / 2;
      if (up && at.clientY < middle(up)) move(line, -1);
      else if (down && at.clientY > middle(down)) move(line, 1);
    };
    const end = () => {
      line.classList.remove("held");
      document.removeEventListener("pointermove", drag);
      for (const when of ["pointerup", "pointercancel"]) document.removeEventListener(when, end);
    };
    document.addEventListener("pointermove", drag);
    for (const when of ["pointerup", "pointercancel"]) document.addEventListener(when, end);
  });
}
