// Sections of a case: a screenshot on the clipboard goes into the form in which one pastes.

document.addEventListener("paste", (event) => {
  const form = event.target instanceof Element ? event.target.closest("[data-capture]") : null;
  const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  const field = form?.querySelector("[data-takes-paste]");
  if (!field || files.length === 0) return;
  event.preventDefault();
  const held = new DataTransfer();
  held.items.add(files[0]);
  field.files = held.files;
  field.classList.add("m-s-pasted");
});
