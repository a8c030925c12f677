// Ctrl + Enter sends the card that the page is about, so that no hand leaves the keyboard.
const form = document.querySelector("[data-reads-card]");

document.addEventListener("keydown", (event) => {
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

if (form && document.activeElement === document.body) {
  form.querySelector("input:not([type=hidden]), textarea")?.focus();
}
