// The access table: folding compartments, saying the cell under the pointer, choosing the one
// column of a narrow window; in a draft the keyboard of a spreadsheet (access-draft.js).
import { edit } from "./access-draft.js";

const LABELS = "thead th.m-role-one, thead th.m-relation";

for (const table of document.querySelectorAll("[data-matrix]")) wake(table);
for (const form of document.querySelectorAll("[data-ends-draft]")) form.addEventListener("submit", end);

function wake(table) {
  const sheet = read(table);
  foldable(table);
  narrow(table);
  table.addEventListener("mouseover", (event) => say(sheet, event.target.closest("tr[data-field] > td")));
  table.addEventListener("focusin", (event) => say(sheet, event.target.closest("tr[data-field] > td")));
  table.querySelector("[data-here]")?.scrollIntoView({ block: "center" });
  const form = table.closest("form[data-draft]");
  if (form) edit(form, sheet);
}

function read(table) {
  const columns = table.dataset.columns.split(" ");
  const words = new Map(table.dataset.words.split(";").filter(Boolean).map((pair) => pair.split(":")));
  const says = table.closest(".m-sheet")?.querySelector("[data-says]");
  return { table, columns, words, says, heads: heads(table) };
}

// The heads from left to right, each with the name of its role.
function heads(table) {
  const relations = [...table.querySelectorAll("thead th.m-relation")];
  return [...table.querySelectorAll("thead th.m-role")].flatMap((role) => {
    const name = role.firstElementChild.textContent;
    if (role.matches(".m-role-one")) return [{ head: role, name }];
    return relations.splice(0, role.colSpan).map((head) => ({ head, name: `${name}, ${head.textContent}` }));
  });
}

function say(sheet, cell) {
  if (!cell || !sheet.says) return;
  const { head, name } = sheet.heads[cell.cellIndex - 1];
  for (const other of sheet.table.querySelectorAll(LABELS)) other.classList.toggle("m-head-here", other === head);
  const field = document.createElement("strong");
  field.textContent = cell.parentElement.querySelector(".m-field-name").textContent;
  const was = cell.dataset.was ? ` (${sheet.words.get(cell.dataset.was)} →)` : "";
  sheet.says.replaceChildren(field, ` · ${name}:${was} ${cell.textContent}`);
}

function foldable(table) {
  const groups = [...table.tBodies];
  const all = table.querySelector("[data-folds-all]");
  all.hidden = false;
  all.addEventListener("click", () => {
    const folded = groups.some((group) => !group.matches(".m-folded"));
    for (const group of groups) fold(group, folded);
  });
  for (const group of groups) {
    const button = group.querySelector("[data-folds]");
    button.addEventListener("click", () => fold(group, !group.matches(".m-folded")));
  }
}

function fold(group, folded) {
  group.classList.toggle("m-folded", folded);
  group.querySelector("[data-folds]").setAttribute("aria-expanded", String(!folded));
}

function narrow(table) {
  const select = table.closest(".m-sheet")?.querySelector("[data-one-column] select");
  select?.addEventListener("change", () => {
    const place = table.dataset.columns.split(" ").indexOf(select.value) + 1;
    for (const cell of table.querySelectorAll("td.m-chosen")) cell.classList.remove("m-chosen");
    for (const cell of table.querySelectorAll(`tbody td:nth-child(${place + 1})`)) cell.classList.add("m-chosen");
  });
}

function end(event) {
  if (!event.submitter?.matches("[data-keeps-draft]")) sessionStorage.removeItem(event.target.dataset.endsDraft);
}
