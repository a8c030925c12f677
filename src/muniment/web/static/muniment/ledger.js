// Ledger and settings: a select narrows the list at once, a key is copied with one press.
document.addEventListener("change", (event) => {
  if (event.target.matches("form[data-auto] select, form[data-auto] [type=date]")) event.target.form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const text = document.querySelector(button.dataset.copies).textContent;
  await navigator.clipboard.writeText(text);
  button.lastChild.textContent = ` ${button.dataset.copied}`;
});
