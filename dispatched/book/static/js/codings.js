// --- the positions of an explorer as a file of codings, row for row as codings.save writes it ---
// The id is drawn when the page is loaded and kept nowhere.
const coder = "c-" + [...crypto.getRandomValues(new Uint8Array(4))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");

function saveCodings(figure, told, at) {
  const rows = Object.entries(told.items).map(
    ([control, item]) => [told.format, told.book, told.chapter, coder, item, at[control]],
  );
  const text = [told.columns, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `my-codings-${told.chapter}-${coder}.csv`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1e4);
  figure.querySelector(".ch-said").textContent =
    `${rows.length} values are in ${link.download}; no name is in it. `
    + "When the page is loaded again, the id is another one.";
}
