// Notices: closing them, and showing those that came with a fragment.
document.addEventListener("click", (event) => {
  event.target.closest("[data-closes-notice]")?.closest("[data-notice]")?.remove();
});

document.addEventListener("muniment:notices", (event) => {
  const place = document.getElementById("notices");
  for (const { text, tone } of event.detail.notices) place?.append(notice(text, tone));
  letGo();
});

// Good news leaves by itself; a warning or an error stays until somebody closes it.
const STAY = 8000;

function letGo() {
  for (const box of document.querySelectorAll(".m-notice-success, .m-notice-info")) {
    setTimeout(() => box.remove(), STAY);
  }
}

letGo();

function notice(text, tone) {
  const box = document.createElement("div");
  box.className = `m-notice m-notice-${tone || "info"}`;
  box.dataset.notice = "";
  box.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = text;
  box.append(words);
  return box;
}
