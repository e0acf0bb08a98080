// --- story, workshop or both: which cells of a chapter the page shows ----------------------------
// The choice is made before the page is painted (storage.js) and kept for the next chapter.
function choose(lane) {
  document.documentElement.dataset.lane = lane;
  localStorage.setItem("lane", lane);
  for (const button of document.querySelectorAll(".lanes button")) {
    button.setAttribute("aria-pressed", String(button.dataset.lane === lane));
  }
  for (const link of document.querySelectorAll(".sections a[href^='#']")) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    link.closest("li").hidden = target !== null && target.offsetParent === null;
  }
}
// An address within the page may lead to what is folded: then both lanes are shown.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.offsetParent === null && target.closest(".bd-article")) {
    choose("both");
    target.scrollIntoView();
  }
}
if (document.querySelector(".lanes")) {
  for (const button of document.querySelectorAll(".lanes button")) {
    button.addEventListener("click", () => choose(button.dataset.lane));
  }
  choose(document.documentElement.dataset.lane);
  unfold();
  window.addEventListener("hashchange", unfold);
}
