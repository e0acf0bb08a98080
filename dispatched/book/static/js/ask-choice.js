// --- judge it, and put it in order --------------------------------------------------------------
KINDS.judge = (box, data, changed) => {
  const radios = [...box.querySelectorAll('input[type="radio"]')];
  const word = (value) => radios.find((r) => r.value === value).nextElementSibling.textContent;
  const tags = radios.map((r) => {
    const tag = document.createElement("b");
    tag.className = "ask-tag";
    r.parentElement.append(tag);
    return tag;
  });
  return {
    ready: () => radios.some((r) => r.checked),
    reads: (given) => radios.some((r) => r.value === given),
    gives() {
      const chosen = radios.find((r) => r.checked);
      return chosen ? { given: chosen.value } : { odd: "Choose one first. Or skip." };
    },
    put(given) { for (const r of radios) r.checked = r.value === given; },
    clear() { for (const r of radios) r.checked = false; },
    lock(on) {
      for (const [n, r] of radios.entries()) {
        const right = r.value === data.right, own = r.checked;
        r.disabled = on;
        r.parentElement.classList.toggle("ask-right", on && right);
        r.parentElement.classList.toggle("ask-wrong", on && own && !right);
        tags[n].textContent = !on ? "" : right ? `✓ ${own ? "You, as the table" : "The table"}`
          : own ? "✗ You" : "";
      }
    },
    focus: () => (radios.find((r) => r.checked) || radios[0]).focus(),
    tells: (given) => (given === data.right
      ? `You chose “${word(given)}”, as the table does.`
      : `You chose “${word(given)}”; the table has “${data.word}”.`),
  };
};

KINDS.order = (box, data, changed) => {
  const list = box.querySelector(".ask-items");
  const lines = [...list.children];
  const says = box.querySelector(".ask-says");
  const name = (line) => line.querySelector(".ask-name").textContent;
  const order = () => [...list.children].map((line) => Number(line.dataset.item));
  const way = box.querySelector(".ask-way"), asked = way.textContent;
  const tags = lines.map((line) => {
    const tag = document.createElement("b");
    tag.className = "ask-tag";
    line.append(tag);
    return tag;
  });
  const stand = box.querySelector(".ask-stand");
  let locked = false, touched = false;

  // As it was given, the order is no answer before the reader says that it stands.
  function touch(on) {
    touched = stand.hidden = on;
    changed();
  }
  stand.addEventListener("click", () => touch(true)); // and then it is shown
  // The others move, not the line itself: it keeps focus and pointer.
  function move(line, by) {
    const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (other) line[by < 0 ? "after" : "before"](other);
    const place = [...list.children].indexOf(line) + 1;
    if (other) touch(true);
    says.classList.remove("ask-odd");
    says.textContent = `${name(line)}: ${place} of ${lines.length}.`;
  }
  for (const line of lines) {
    for (const button of line.querySelectorAll("button")) {
      button.addEventListener("click", () => move(line, Number(button.dataset.move)));
    }
  }
  dragged(list, () => !locked, move);
  const place = (all, n) => all.indexOf(n) + 1;
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
    return [apart, turned];
  };
  return {
    ready: () => touched,
    reads: (given) => Array.isArray(given) && given.length === lines.length
      && lines.every((_, n) => given.includes(n)),
    gives: () => (touched ? { given: order() }
      : { odd: "Move one first, or say that the order stands. Or skip." }),
    put(given) { put(given); touch(true); },
    clear() { put(lines.map((_, n) => n)); touch(false); },
    lock(on) {
      locked = on;
      for (const b of list.querySelectorAll("button")) b.disabled = on;
    },
    // Beside each line, whether it stands where the tables have it.
    mark(given) {
      const turned = given ? pairs(given)[1].flat() : [];
      const moved = (n) => place(given, n) !== place(data.order, n);
      const title = asked[0].toLowerCase() + asked.slice(1);
      way.textContent = given ? `Your order, ${title}` : asked;
      for (const [n, tag] of tags.entries()) {
        const wrong = turned.includes(n) && moved(n);
        const theirs = `✗ in the tables: ${place(data.order, n)}`;
        tag.textContent = !given ? "" : wrong ? theirs : "✓";
        lines[n].classList.toggle("ask-right", Boolean(given) && !wrong);
        lines[n].classList.toggle("ask-wrong", wrong);
      }
    },
    focus: () => list.querySelector("button").focus(),
    tells(given) {
      const [apart, turned] = pairs(given);
      const all = (lines.length * (lines.length - 1)) / 2;
      const points = data.items.every(([low, high]) => low === high);
      const alike = points ? "are equal" : "ranges overlap";
      const rest = apart.length < all ? ` Where two ${alike}, either order holds.` : "";
      if (!turned.length) return `Your order is that of the tables.${rest}`;
      const told = (n) => `“${name(lines[n])}”`;
      if (turned.length === 1) {
        const [before, after] = turned[0].map(told);
        return `The tables have ${before} before ${after}. The rest of your order holds.${rest}`;
      }
      const far = (n) => Math.abs(place(data.order, n) - place(given, n));
      const most = turned.flat().reduce((a, b) => (far(b) > far(a) ? b : a));
      const [theirs, yours] = [data.order, given].map((all) => place(all, most));
      return `The tables have ${told(most)} in place ${theirs}, you have it in place ${yours}. `
        + `In their place: ${lines.filter((_, n) => !far(n)).length} of ${lines.length}.${rest}`;
    },
  };
};
