// Pages of cases: a link to a folded part opens it, a missing fact chooses its field, lists
// narrow while somebody types. Everything works without it, with one click more.

document.addEventListener("DOMContentLoaded", reveal);
window.addEventListener("hashchange", reveal);
document.addEventListener("click", follow);
document.addEventListener("input", narrow);
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("form[data-auto] select, form[data-auto] input[type=checkbox]")) box.form.requestSubmit();
});

function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  open(target);
  target.scrollIntoView({ block: "start" });
}

function open(target) {
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const inside = target.querySelector(":scope > .m-judge");
  if (inside) inside.open = true;
}

// A second click on the same link changes no hash, and must open its part all the same.
function follow(event) {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const target = document.getElementById((link.getAttribute("href") ?? "").slice(1));
  if (target) open(target);
  if (link.dataset.fact) choose(link.dataset.fact);
}

function choose(code) {
  const fold = document.querySelector("[data-fact-form]");
  const select = fold?.querySelector("select[name=code]");
  if (!select) return;
  fold.open = true;
  select.value = code;
  requestAnimationFrame(() => {
    fold.scrollIntoView({ block: "center" });
    fold.querySelector("[name=value]").focus({ preventScroll: true });
  });
}

function narrow(event) {
  const { filter } = event.target.dataset;
  if (!filter) return;
  const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of document.querySelectorAll(filter)) {
    const words = one.textContent.toLowerCase();
    one.hidden = !wanted.every((word) => words.includes(word));
  }
}
