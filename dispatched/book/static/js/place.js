// Where a card or a tooltip stands: below what it belongs to, above where the window ends, inside
// at every edge.
const EDGE = 8;

function place(box, at, gap) {
  const { clientWidth: wide, clientHeight: high } = document.documentElement;
  const left = Math.max(EDGE, Math.min(at.left, wide - box.offsetWidth - EDGE));
  const below = at.bottom + gap, above = at.top - gap - box.offsetHeight;
  let top = below;
  if (below + box.offsetHeight > high - EDGE) {
    // Neither side has room: as far down as the window allows, over the mark.
    top = above >= EDGE ? above : Math.max(EDGE, high - box.offsetHeight - EDGE);
  }
  box.style.left = `${left + window.scrollX}px`;
  box.style.top = `${top + window.scrollY}px`;
}
