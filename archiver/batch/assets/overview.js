"use strict";
// Sorting and filtering of the tables; without this script every row simply stays in sight, most points first.
(() => {
  const number = (cell) => (cell.dataset.n === undefined || cell.dataset.n === "" ? null : Number(cell.dataset.n));
  const compare = (one, other) => {
    const [a, b] = [number(one), number(other)];
    if (one.dataset.n !== undefined || other.dataset.n !== undefined) {
      if (a === null || b === null) return a === b ? 0 : a === null ? -Infinity : Infinity;
      return a - b;
    }
    const [x, y] = [one.dataset.s ?? one.textContent, other.dataset.s ?? other.textContent];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  const sort = (head, table) => {
    const down = head.getAttribute("aria-sort") !== "descending";
    const at = head.cellIndex;
    const rows = [...table.tBodies[0].rows].map((row, place) => ({ row, place }));
    rows.sort((a, b) => {
      const order = compare(a.row.cells[at], b.row.cells[at]);
      return (down ? -order : order) || a.place - b.place;
    });
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    table.tBodies[0].append(...rows.map(({ row }) => row));
  };
  for (const table of document.querySelectorAll("table[data-sort]")) {
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sort(head, table));
      head.replaceChildren(button);
    }
  }
  const tools = document.getElementById("tools");
  const deals = document.getElementById("deals");
  if (!tools || !deals) return;
  tools.hidden = false;
  const [words, least, only, told] = ["words", "least", "only", "told"].map((id) => document.getElementById(id));
  const rows = [...deals.tBodies[0].rows].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const points = Number(least.value) || 0;
    let shown = 0;
    for (const { row, text } of rows) {
      const fits =
        wanted.every((word) => text.includes(word)) &&
        Number(row.dataset.points) >= points &&
        (!only.checked || row.classList.contains("contested"));
      row.hidden = !fits;
      shown += fits;
    }
    told.textContent = `显示 ${shown} / ${rows.length}`;
  };
  for (const input of [words, least, only]) input.addEventListener("input", filter);
  filter();
})();
