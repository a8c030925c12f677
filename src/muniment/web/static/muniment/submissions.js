// Ctrl + Enter sends the card that stands in the form, so that no hand leaves the keyboard.
for (const form of document.querySelectorAll("[data-reads-card]")) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}
