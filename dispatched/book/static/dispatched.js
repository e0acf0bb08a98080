// Evidence cards beside linked figures, and charts that answer. No request leaves the folder of the book.
(() => {
  "use strict";
  const root = document.documentElement.dataset.content_root || "./";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  // --- evidence cards: mouse, keyboard, touch -------------------------------------------------------------
  const cards = new Map([...document.querySelectorAll("#cards [data-card]")].map((c) => [c.dataset.card, c]));
  let pop = null, owner = null, timer = 0;

  function card(link) {
    return cards.get(decodeURIComponent(link.hash.slice(1)));
  }
  function show(link) {
    const content = card(link);
    if (!content) return;
    hide();
    owner = link;
    pop = document.createElement("div");
    pop.id = "evidence-card";
    pop.setAttribute("role", "tooltip");
    pop.append(...[...content.cloneNode(true).childNodes]);
    const more = document.createElement("a");
    more.href = link.href;
    more.className = "pop-more";
    more.tabIndex = -1;
    more.textContent = "Open the evidence";
    pop.append(more);
    pop.addEventListener("pointerenter", () => clearTimeout(timer));
    pop.addEventListener("pointerleave", later);
    document.body.append(pop);
    link.setAttribute("aria-describedby", pop.id);
    const at = link.getClientRects()[0] || link.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(at.left, wide - pop.offsetWidth - 8));
    const below = at.bottom + pop.offsetHeight + 12 < window.innerHeight || at.top < pop.offsetHeight + 12;
    const top = below ? at.bottom + 4 : at.top - pop.offsetHeight - 4;
    pop.style.left = `${left + window.scrollX}px`;
    pop.style.top = `${top + window.scrollY}px`;
  }
  function hide() {
    clearTimeout(timer);
    if (owner) owner.removeAttribute("aria-describedby");
    if (pop) pop.remove();
    pop = owner = null;
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  }
  for (const link of document.querySelectorAll("a.claim")) {
    if (!card(link)) continue;
    let touched = false;
    link.addEventListener("pointerenter", (e) => {
      if (e.pointerType !== "mouse") return;
      clearTimeout(timer);
      timer = setTimeout(() => show(link), 120);
    });
    link.addEventListener("pointerleave", (e) => { if (e.pointerType === "mouse") later(); });
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
    link.addEventListener("blur", later);
    link.addEventListener("pointerdown", (e) => { touched = e.pointerType === "touch"; });
    link.addEventListener("click", (e) => {
      // The first touch shows the card; the second, or the card's own link, opens the evidence.
      if (touched && owner !== link) { e.preventDefault(); show(link); }
    });
  }
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
  document.addEventListener("pointerdown", (e) => {
    if (pop && !pop.contains(e.target) && e.target.closest("a.claim") !== owner) hide();
  });

  // --- the menu of downloads ----------------------------------------------------------------------------------
  for (const button of document.querySelectorAll('[data-bs-toggle="dropdown"]')) {
    const menu = button.parentElement.querySelector(".dropdown-menu");
    const open = (yes) => {
      menu.classList.toggle("show", yes);
      button.setAttribute("aria-expanded", String(yes));
    };
    button.addEventListener("click", () => open(!menu.classList.contains("show")));
    button.parentElement.addEventListener("keydown", (e) => {
      if (e.key === "Escape" && menu.classList.contains("show")) { open(false); button.focus(); }
    });
    button.parentElement.addEventListener("focusout", (e) => { if (!button.parentElement.contains(e.relatedTarget)) open(false); });
    document.addEventListener("pointerdown", (e) => { if (!button.parentElement.contains(e.target)) open(false); });
  }

  // --- choosing among evidence cards ------------------------------------------------------------------------
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
    form.addEventListener("submit", (e) => e.preventDefault());
    form.hidden = false;
    choose();
    // A link to a card that the choice hides shows everything again.
    window.addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.hidden) { form.reset(); choose(); target.scrollIntoView(); }
    });
  }

  // --- charts ---------------------------------------------------------------------------------------------
  let library = null;
  function load() {
    return library ||= new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = `${root}_static/${script}`;
      element.onload = () => done(window.vega);
      element.onerror = () => failed(new Error("the charting library is missing"));
      document.head.append(element);
    });
  }
  // A page with a map needs one part more of the library.
  const script = document.querySelector("figure.ch[data-map]") ? "vega-maps.js" : "vega.js";

  // The narrow form of a chart that was compiled wide, as figures.fit makes it in Python.
  function narrow(spec) {
    if (spec.autosize && spec.autosize.type === "fit-x") spec.width = 340;
    for (const s of spec.signals || []) if (/(^|_)(childWidth|width)$/.test(s.name) && typeof s.value === "number") s.value = 250;
    (function column(part) {
      for (const legend of part.legends || []) legend.columns = 1;
      for (const mark of part.marks || []) column(mark);
    })(spec);
  }

  function tip(handler, event, item, value) {
    let box = document.getElementById("chart-tip");
    if (value === null || value === undefined || value === "") { if (box) box.remove(); return; }
    if (!box) {
      box = document.createElement("div");
      box.id = "chart-tip";
      document.body.append(box);
    }
    box.replaceChildren();
    for (const [key, text] of Object.entries(typeof value === "object" ? value : { "": value })) {
      const line = document.createElement("div");
      const name = document.createElement("span");
      name.textContent = key ? `${key}: ` : "";
      line.append(name, String(text));
      box.append(line);
    }
    const wide = document.documentElement.clientWidth;
    box.style.left = `${Math.max(8, Math.min(event.clientX + 14, wide - box.offsetWidth - 8)) + window.scrollX}px`;
    box.style.top = `${event.clientY + 16 + window.scrollY}px`;
  }

  function text(value) {
    if (value === null || value === undefined) return "";
    if (typeof value !== "number") return String(value);
    if (Number.isInteger(value) && value >= 1800 && value <= 2100) return String(value);
    return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  }

  // The rows that the model gave for these slider positions, as in explore.Explorer.hosted_rows.
  function rows(records, plan, position) {
    const record = records.find((r) => Object.entries(position).every(([k, v]) => r[k] === v));
    const pick = (c) => record[c] ?? plan.fixed[c];
    return pick(plan.columns[0]).map((_, i) => Object.fromEntries(plan.columns.map((c) => [c, pick(c)[i]])));
  }

  async function draw(figure) {
    if (figure.dataset.state) return;
    figure.dataset.state = "loading";
    const plot = figure.querySelector(".ch-plot");
    try {
      const spec = JSON.parse(figure.querySelector(".ch-spec").textContent);
      const vega = await load();
      const loader = vega.loader();
      loader.load = loader.sanitize = () => Promise.reject(new Error("a chart of this book loads nothing"));
      if (figure.querySelector(".ch-narrow").offsetParent) narrow(spec);
      const holder = document.createElement("div");
      holder.className = "ch-live-plot";
      holder.setAttribute("aria-hidden", "true"); // the plot around it has the name; the table beside it the values
      const view = new vega.View(vega.parse(spec), {
        renderer: "svg", container: holder, hover: true, loader, tooltip: tip, logLevel: 1,
      });
      await view.runAsync();
      const svg = holder.querySelector("svg");
      svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
      plot.replaceChildren(holder);
      figure.view = view;
      if (figure.dataset.kind === "explorer") control(figure, spec, view);
      figure.dataset.state = "live";
    } catch (error) {
      figure.dataset.state = "still"; // the picture drawn at build time stays
      console.warn(error);
    }
  }
  function control(figure, spec, view) {
    const inputs = [...figure.querySelectorAll(".ch-control input, .ch-control select")];
    const body = figure.querySelector("details tbody");
    const live = figure.querySelector(".ch-live");
    const fields = body ? figure.querySelector("details table").dataset.fields.split(" ") : [];
    const plan = JSON.parse(figure.querySelector(".ch-plan").textContent);
    const records = spec.data.find((d) => d.name === "model").values;
    let speak = 0;
    const update = async () => {
      const position = {};
      for (const input of inputs) {
        const list = input.tagName === "SELECT";
        const value = list ? input.value : Number(input.value);
        position[input.name.replace(/^set_/, "")] = value;
        if (!list) input.nextElementSibling.textContent = value.toLocaleString("en-US");
        view.signal(input.name, value);
      }
      await view.runAsync();
      if (body) {
        const data = rows(records, plan, position);
        body.replaceChildren(...data.map((row) => {
          const line = document.createElement("tr");
          for (const field of fields) line.append(Object.assign(document.createElement("td"), { textContent: text(row[field]) }));
          return line;
        }));
      }
      clearTimeout(speak);
      speak = setTimeout(() => {
        live.textContent = `Redrawn for ${inputs.map((i) => `${i.labels[0].textContent} ${i.tagName === "SELECT" ? i.selectedOptions[0].textContent : i.nextElementSibling.textContent}`).join(", ")}.`;
      }, 600);
    };
    for (const input of inputs) {
      input.disabled = false;
      input.addEventListener("input", update);
    }
    // A browser that restores the form restores the positions as well.
    const moved = (i) => i.tagName === "SELECT" ? !i.selectedOptions[0].defaultSelected : i.value !== i.defaultValue;
    if (inputs.some(moved)) update();
  }

  const figures = [...document.querySelectorAll("figure.ch")];
  const near = new IntersectionObserver((entries) => {
    for (const e of entries) if (e.isIntersecting) { near.unobserve(e.target); draw(e.target); }
  }, { rootMargin: "200px" });
  for (const figure of figures) {
    if (figure.dataset.kind === "explorer") near.observe(figure);
    else for (const when of ["pointerenter", "touchstart", "focusin"]) {
      figure.addEventListener(when, () => draw(figure), { once: true, passive: true });
    }
  }
  if (!calm) document.documentElement.classList.add("motion");
})();
