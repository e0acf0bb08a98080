// --- lines of a list that are put in order by dragging ------------------------------------------
// `move(line, by)` puts a line one place up or down; `free()` tells whether it may be moved now.
// The line goes with the pointer, and the others make room. A finger on the words scrolls: by
// touch, a line is taken by its grip alone.
function dragged(list, free, move) {
  list.addEventListener("pointerdown", (e) => {
    const line = e.target.closest("li");
    if (!line || e.button || e.target.closest("button") || !free()) return;
    if (e.pointerType !== "mouse" && !e.target.closest(".grip")) return;
    e.preventDefault();
    const from = e.pageY - line.offsetTop;
    const edges = (l) => l.getBoundingClientRect();
    const middle = (l) => (edges(l).top + edges(l).bottom) / 2;
    line.classList.add("held");
    const follow = (at) => { line.style.translate = `0 ${at.pageY - from - line.offsetTop}px`; };
    const drag = (at) => {
      follow(at);
      for (let places = list.children.length; places > 0; places -= 1) {
        const [up, down] = [line.previousElementSibling, line.nextElementSibling];
        if (up && edges(line).top < middle(up)) move(line, -1);
        else if (down && edges(line).bottom > middle(down)) move(line, 1);
        else return;
        follow(at);
      }
    };
    const end = () => {
      line.classList.remove("held");
      line.style.translate = "";
      document.removeEventListener("pointermove", drag);
      for (const when of ["pointerup", "pointercancel"]) document.removeEventListener(when, end);
    };
    document.addEventListener("pointermove", drag);
    for (const when of ["pointerup", "pointercancel"]) document.addEventListener(when, end);
  });
}
