// Keys of the staff pages. Nothing here is needed to use a page; it only shortens ways.
const TYPING = "input, textarea, select, [contenteditable]";
let waiting = "";
let forget = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest(TYPING)) return;
  const done = waiting ? follow(`${waiting} ${event.key}`) : press(event);
  waiting = "";
  if (done) event.preventDefault();
});

function press(event) {
  switch (event.key) {
    case "?": return toggle("m-keys");
    case "/": return focusOn(document.querySelector("[data-search]"));
    case "g": return wait("g");
    case "j": return step(1);
    case "k": return step(-1);
    case "ArrowDown": return event.target.closest("[data-rows] > tr") ? step(1) : false;
    case "ArrowUp": return event.target.closest("[data-rows] > tr") ? step(-1) : false;
    case "Enter": return event.target.matches("[data-rows] > tr") && click(event.target.querySelector("a, button"));
    case "n": return click(document.querySelector(".m-pager [rel=next]"));
    case "p": return click(document.querySelector(".m-pager [rel=prev]"));
    default: return false;
  }
}

function wait(key) {
  clearTimeout(forget);
  forget = setTimeout(() => { waiting = ""; }, 1200);
  // The listener clears `waiting` after this call, so it is set on the next turn.
  queueMicrotask(() => { waiting = key; });
  return true;
}

function follow(keys) {
  return click(document.querySelector(`[data-keys="${CSS.escape(keys).replaceAll("\\ ", " ")}"]`));
}

// Rows of a table marked `<tbody data-rows>` can be walked; the current one has the focus.
function step(by) {
  const rows = [...document.querySelectorAll("[data-rows] > tr")].filter((row) => row.offsetParent);
  if (!rows.length) return false;
  const here = rows.indexOf(document.activeElement?.closest("[data-rows] > tr"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, here + by))];
  next.tabIndex = -1;
  return focusOn(next);
}

function focusOn(element) {
  element?.focus();
  element?.select?.();
  return Boolean(element);
}

function click(element) {
  element?.click();
  return Boolean(element);
}

function toggle(id) {
  document.getElementById(id)?.togglePopover();
  return true;
}
