// Pages of customers and dossiers: a card seals itself when its sitting ends, values are
// copied with one key, contact persons get rows, a select narrows the list at once.

const TICK = 1000;

setInterval(watch, TICK);
document.addEventListener("visibilitychange", watch);
window.addEventListener("pageshow", watch);
document.addEventListener("DOMContentLoaded", () => wake(document));
document.addEventListener("htmx:afterSwap", (event) => {
  const card = document.getElementById(event.detail.target.id) ?? event.detail.elt;
  wake(card);
  focusIn(card);
});
document.addEventListener("click", act);
document.addEventListener("change", (event) => {
  if (event.target.matches("form[data-auto] select")) event.target.form.requestSubmit();
});

function watch() {
  for (const sitting of document.querySelectorAll("[data-seals-at]")) {
    const left = Math.ceil((Date.parse(sitting.dataset.sealsAt) - Date.now()) / 1000);
    if (left <= 0) seal(sitting);
    else tell(sitting, left);
  }
}

function tell(sitting, left) {
  const minutes = Math.floor(left / 60);
  const seconds = String(left % 60).padStart(2, "0");
  const words = sitting.querySelector("[data-left]");
  words.textContent = `${minutes}:${seconds}`;
  sitting.classList.toggle("m-sitting-ending", left < 120);
}

function focusIn(card) {
  const wrong = card.querySelector(".m-field-wrong input, .m-field-wrong select");
  const box = wrong ?? card.querySelector(".m-asking input:not([type=hidden])");
  (box ?? card.querySelector("[data-focus]"))?.focus({ preventScroll: !box });
}

// The values leave the page first; only then the closed card is asked for.
function seal(sitting) {
  const { sealUrl, sealCard } = sitting.dataset;
  delete sitting.dataset.sealsAt;
  const form = sitting.closest("[data-seal-form]");
  if (form) {
    empty(form);
    sitting.remove();
    return;
  }
  for (const values of document.querySelectorAll(`${sealCard} [data-sealed-values]`)) values.remove();
  window.htmx?.ajax("GET", sealUrl, { target: sealCard, swap: "outerHTML" });
}

// What was filled in and not touched goes; a box left empty changes nothing when it is sent.
// A list of people is one value, so it goes as a whole or not at all.
function empty(form) {
  const groups = [...form.querySelectorAll("[data-contacts]")].map((list) => [...list.querySelectorAll("input")]);
  const single = [...form.querySelectorAll(".m-group-fields input, .m-group-fields textarea")].filter((box) => !box.closest("[data-contacts]"));
  for (const boxes of [...groups, ...single.map((box) => [box])]) {
    if (boxes.every((box) => box.value === box.defaultValue)) for (const box of boxes) box.value = box.defaultValue = "";
  }
}

function wake(part) {
  for (const button of part.querySelectorAll("[data-fills], [data-adds-contact]")) button.hidden = false;
  for (const button of part.querySelectorAll("[data-copies]")) button.hidden = !navigator.clipboard;
  for (const row of part.querySelectorAll("[data-contact]")) showDrop(row);
}

function act(event) {
  const button = event.target.closest("[data-copies], [data-fills], [data-adds-contact], [data-drops-contact], [data-prints]");
  if (!button) return;
  if ("copies" in button.dataset) copy(button);
  else if ("fills" in button.dataset) fill(button);
  else if ("addsContact" in button.dataset) addContact(button);
  else if ("dropsContact" in button.dataset) button.closest("[data-contact]").remove();
  else window.print();
}

async function copy(button) {
  const text = button.previousElementSibling?.textContent ?? "";
  await navigator.clipboard.writeText(text);
  button.classList.add("m-copied");
  setTimeout(() => button.classList.remove("m-copied"), 1200);
}

function fill(button) {
  const box = document.querySelector(button.dataset.fills);
  box.value = button.dataset.text;
  const kind = box.form.querySelector("[data-reference-kind]");
  if (kind) kind.value = "order";
}

function addContact(button) {
  const rows = button.parentElement.querySelectorAll("[data-contact]");
  const row = rows[rows.length - 1].cloneNode(true);
  for (const box of row.querySelectorAll("input")) {
    box.value = "";
    box.removeAttribute("id");
  }
  showDrop(row);
  button.before(row);
  row.querySelector("input").focus();
}

function showDrop(row) {
  row.querySelector("[data-drops-contact]").hidden = false;
}
