// --- judge it, and put it in order --------------------------------------------------------------
KINDS.judge = (box, data) => {
  const radios = [...box.querySelectorAll('input[type="radio"]')];
  const word = (value) => radios.find((r) => r.value === value).nextElementSibling.textContent;
  return {
    reads: (given) => radios.some((r) => r.value === given),
    gives() {
      const chosen = radios.find((r) => r.checked);
      return chosen ? { given: chosen.value } : { odd: "Choose one first. Or skip." };
    },
    put(given) { for (const r of radios) r.checked = r.value === given; },
    clear() { for (const r of radios) r.checked = false; },
    lock(on) {
      for (const r of radios) {
        r.disabled = on;
        r.parentElement.classList.toggle("ask-right", on && r.value === data.right);
      }
    },
    focus: () => (radios.find((r) => r.checked) || radios[0]).focus(),
    tells: (given) => (given === data.right
      ? `You chose “${word(given)}”, as the table does.`
      : `You chose “${word(given)}”; the table has “${data.word}”.`),
  };
};

KINDS.order = (box, data) => {
  const list = box.querySelector(".ask-items");
  const lines = [...list.children];
  const says = box.querySelector(".ask-says");
  const name = (line) => line.querySelector(".ask-name").textContent;
  const order = () => [...list.children].map((line) => Number(line.dataset.item));
  let locked = false;

  // The others move, not the line itself: it keeps focus and pointer.
  function move(line, by) {
    const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (other) line[by < 0 ? "after" : "before"](other);
    const place = [...list.children].indexOf(line) + 1;
    says.classList.remove("ask-odd");
    says.textContent = `${name(line)}: ${place} of ${lines.length}.`;
  }
  for (const line of lines) {
    for (const button of line.querySelectorAll("button")) {
      button.addEventListener("click", () => move(line, Number(button.dataset.move)));
    }
  }
  dragged(list, () => !locked, move);
  const put = (given) => list.append(...given.map((n) => lines[n]));
  const pairs = (found) => {
    const [apart, turned] = [[], []];
    for (const [i, a] of data.order.entries()) {
      for (const b of data.order.slice(i + 1)) {
        const [p, q] = [data.items[a], data.items[b]];
        if (p[0] <= q[1] && q[0] <= p[1]) continue;
        apart.push([a, b]);
        if (found.indexOf(a) > found.indexOf(b)) turned.push([a, b]);
      }
    }
    return [apart.length, turned.length];
  };
  return {
    reads: (given) => Array.isArray(given) && given.length === lines.length
      && lines.every((_, n) => given.includes(n)),
    gives: () => ({ given: order() }),
    put,
    clear: () => put(lines.map((_, n) => n)),
    lock(on) { locked = on; for (const b of list.querySelectorAll("button")) b.disabled = on; },
    focus: () => list.querySelector("button").focus(),
    tells(given) {
      const [apart, turned] = pairs(given);
      const all = (lines.length * (lines.length - 1)) / 2;
      const rest = apart < all ? " Where two ranges overlap, either order holds." : "";
      if (!turned) return `Your order is that of the tables.${rest}`;
      const stand = turned === 1 ? "stands" : "stand";
      return `${turned} of ${apart} pairs ${stand} the other way round in the tables.${rest}`;
    },
  };
};
