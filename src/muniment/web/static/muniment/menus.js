// Menus are <details class="m-menu">: they open by themselves; here they close again.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.m-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.m-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});
