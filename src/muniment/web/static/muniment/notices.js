// Notices: closing them, and showing those that came with a fragment.
document.addEventListener("click", (event) => {
  event.target.closest("[data-closes-notice]")?.closest("[data-notice]")?.remove();
});

document.addEventListener("muniment:notices", (event) => {
  const place = document.getElementById("notices");
  for (const { text, tone } of event.detail.notices) place?.append(notice(text, tone));
});

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
