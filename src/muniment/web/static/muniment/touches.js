// A touch that is noted leaves its form: a second Enter would note the same call again.
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (!form.matches("[data-touch-form]") || !event.detail.successful) return;
  form.reset();
  form.querySelector("details")?.removeAttribute("open");
  form.querySelector("[name=contacts]")?.focus();
});
