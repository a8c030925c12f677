// A draft of the access table under the keyboard: arrows, ranges, letters, undo, copy and paste.
// The draft lives in the form's `changes` and, for this window, in sessionStorage.
const KEYS = { o: "open", m: "masked", c: "counted", a: "ask", s: "shut", Delete: "shut", Backspace: "shut" };
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const RANK = ["shut", "ask", "masked", "counted", "open"];

export function edit(form, sheet) {
  const draft = new Draft(form, sheet);
  draft.restore();
  for (const element of form.querySelectorAll("[data-needs-script]")) element.hidden = false;
  sheet.table.addEventListener("keydown", (event) => draft.press(event));
  sheet.table.addEventListener("mousedown", (event) => draft.point(event));
  sheet.table.addEventListener("mouseover", (event) => draft.drag(event));
  form.addEventListener("click", (event) => draft.act(event.target.closest("button")));
  document.addEventListener("copy", (event) => draft.copy(event));
  document.addEventListener("paste", (event) => draft.paste(event));
}

class Draft {
  constructor(form, sheet) {
    Object.assign(this, { form, sheet, past: [], anchor: null, here: null });
    this.changes = form.querySelector("[data-changes]");
    const first = sheet.table.querySelector("[data-here] td, tr[data-field] td");
    if (first) first.tabIndex = 0;
  }

  get rows() {
    return [...this.sheet.table.querySelectorAll("tbody:not(.m-folded) tr[data-field]")];
  }

  state(cell) {
    return RANK.find((state) => cell.classList.contains(`m-is-${state}`));
  }

  press(event) {
    const cell = event.target.closest("tr[data-field] > td");
    if (!cell || event.altKey || event.isComposing) return;
    // The letters of the sheet must not start the keys of the page ("g a" and the like).
    if (event.key.length === 1 && !"?/".includes(event.key)) event.stopPropagation();
    if (this.answered(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  answered(event) {
    const command = event.ctrlKey || event.metaKey;
    if (command) return this.commanded(event);
    if (event.key in MOVES) return this.move(MOVES[event.key], event.shiftKey);
    if (event.key === "Home" || event.key === "End") return this.move([0, event.key === "Home" ? -99 : 99], event.shiftKey);
    if (event.key === "Escape") return this.pick(this.here, this.here);
    const state = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
    return state ? this.set(this.picked().map((cell) => [cell, state])) : false;
  }

  commanded(event) {
    const key = event.key.toLowerCase();
    if (event.key in MOVES) return this.move(MOVES[event.key].map((step) => step * 999), event.shiftKey);
    if (key === "z") return this.undo();
    if (key === "d") return this.fill((row, column, first) => [first.row, column]);
    if (key === "r") return this.fill((row, column, first) => [row, first.column]);
    return false;
  }

  // Moving and marking.
  place(cell) {
    return { row: this.rows.indexOf(cell.parentElement), column: cell.cellIndex };
  }

  move([down, right], extends_) {
    const { row, column } = this.place(this.here ?? document.activeElement);
    const to = this.rows[Math.min(this.rows.length - 1, Math.max(0, row + down))];
    const cell = to.cells[Math.min(this.sheet.columns.length, Math.max(1, column + right))];
    return this.pick(cell, extends_ ? (this.anchor ?? this.here) : cell);
  }

  pick(cell, anchor) {
    if (!cell) return false;
    for (const other of this.sheet.table.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
    this.here = cell;
    this.anchor = anchor;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.mark();
    return true;
  }

  mark() {
    const picked = new Set(this.picked());
    for (const cell of this.sheet.table.querySelectorAll("td.m-picked")) cell.classList.remove("m-picked");
    if (picked.size > 1) for (const cell of picked) cell.classList.add("m-picked");
  }

  box() {
    const one = this.place(this.anchor ?? this.here);
    const two = this.place(this.here);
    return {
      top: Math.min(one.row, two.row), bottom: Math.max(one.row, two.row),
      left: Math.min(one.column, two.column), right: Math.max(one.column, two.column),
    };
  }

  picked() {
    if (!this.here) return [];
    const { top, bottom, left, right } = this.box();
    return this.rows.slice(top, bottom + 1).flatMap((row) => [...row.cells].slice(left, right + 1));
  }

  point(event) {
    const cell = event.target.closest("tr[data-field] > td");
    if (!cell || event.button) return;
    event.preventDefault();
    this.pick(cell, event.shiftKey ? (this.anchor ?? cell) : cell);
    this.dragging = true;
    addEventListener("mouseup", () => { this.dragging = false; }, { once: true });
  }

  drag(event) {
    const cell = event.target.closest("tr[data-field] > td");
    if (this.dragging && cell) this.pick(cell, this.anchor);
  }

  // Changing.
  set(pairs) {
    const step = pairs
      .filter(([cell]) => !cell.classList.contains("m-fixed"))
      .map(([cell, after]) => ({ cell, before: this.state(cell), after }))
      .filter(({ before, after }) => before !== after);
    for (const { cell, after } of step) this.write(cell, after);
    if (step.length) this.past.push(step);
    this.keep();
    return true;
  }

  write(cell, state) {
    const was = cell.dataset.was ?? this.state(cell);
    cell.classList.remove(...RANK.map((one) => `m-is-${one}`));
    cell.classList.add(`m-is-${state}`);
    cell.classList.toggle("m-changed", state !== was);
    if (state === was) delete cell.dataset.was;
    else cell.dataset.was = was;
    cell.firstElementChild.textContent = this.sheet.words.get(state);
    cell.closest("tbody").dataset.stale = "";
  }

  undo() {
    for (const { cell, before } of this.past.pop() ?? []) this.write(cell, before);
    this.keep();
    return true;
  }

  clear() {
    const cells = [...this.sheet.table.querySelectorAll("td[data-was]")];
    this.set(cells.map((cell) => [cell, cell.dataset.was]));
  }

  fill(from) {
    const { top, left } = this.box();
    const source = (cell) => {
      const { row, column } = this.place(cell);
      const [r, c] = from(row, column, { row: top, column: left });
      return this.state(this.rows[r].cells[c]);
    };
    return this.set(this.picked().map((cell) => [cell, source(cell)]));
  }

  copy(event) {
    if (!this.inside(event)) return;
    const { top, bottom, left, right } = this.box();
    const lines = this.rows.slice(top, bottom + 1).map((row) => [...row.cells].slice(left, right + 1));
    event.clipboardData.setData("text/plain", lines.map((line) => line.map((cell) => this.state(cell)).join("\t")).join("\n"));
    event.preventDefault();
  }

  paste(event) {
    if (!this.inside(event)) return;
    event.preventDefault();
    const lines = event.clipboardData.getData("text/plain").trimEnd().split(/\r?\n/).map((line) => line.split("\t"));
    const { top, left } = this.box();
    const single = lines.length === 1 && lines[0].length === 1;
    const cells = single
      ? this.picked().map((cell) => [cell, this.meant(lines[0][0])])
      : lines.flatMap((line, down) => line.map((text, right) => [this.rows[top + down]?.cells[left + right], this.meant(text)]));
    this.set(cells.filter(([cell, state]) => cell && cell.tagName === "TD" && state));
  }

  meant(text) {
    const told = text.trim().toLowerCase();
    for (const [code, word] of this.sheet.words) if (told === code || told === word.toLowerCase()) return code;
    return told ? undefined : "shut";
  }

  inside(event) {
    return this.here && this.sheet.table.contains(document.activeElement) && event.clipboardData;
  }

  act(button) {
    if (!button) return;
    if (button.dataset.sets) this.set(this.picked().map((cell) => [cell, button.dataset.sets]));
    else if ("undo" in button.dataset) this.undo();
    else if ("clears" in button.dataset) this.clear();
    else return;
    this.here?.focus({ preventScroll: true });
  }

  // Keeping.
  keep() {
    const cells = [...this.sheet.table.querySelectorAll("td[data-was]")];
    this.changes.value = cells
      .map((cell) => `${cell.parentElement.dataset.field} ${this.sheet.columns[cell.cellIndex - 1]} ${this.state(cell)}`)
      .join("\n");
    this.form.querySelector("[data-count]").textContent = String(cells.length);
    this.form.querySelector("[data-undo]").disabled = !this.past.length;
    this.form.querySelector("[data-clears]").disabled = !cells.length;
    sessionStorage.setItem(this.form.dataset.key, this.changes.value);
    this.summarise();
  }

  restore() {
    const kept = "fresh" in this.form.dataset ? sessionStorage.getItem(this.form.dataset.key) : null;
    for (const line of (kept ?? "").split("\n").filter(Boolean)) {
      const [field, column, state] = line.split(" ");
      const row = this.sheet.table.querySelector(`tr[data-field="${CSS.escape(field)}"]`);
      const cell = row?.cells[this.sheet.columns.indexOf(column) + 1];
      if (cell?.tagName === "TD" && RANK.includes(state)) this.write(cell, state);
    }
    this.keep();
  }

  // The row of a compartment shows the most that each column gets of it, half filled when cells differ.
  summarise() {
    for (const group of this.sheet.table.querySelectorAll("tbody[data-stale]")) {
      delete group.dataset.stale;
      const rows = [...group.querySelectorAll("tr[data-field]")];
      [...group.querySelectorAll(".m-sum")].forEach((sum, place) => {
        const states = rows.map((row) => this.state(row.cells[place + 1]));
        const most = states.reduce((one, two) => (RANK.indexOf(two) > RANK.indexOf(one) ? two : one));
        sum.classList.remove(...RANK.map((one) => `m-is-${one}`));
        sum.classList.add(`m-is-${most}`);
        sum.classList.toggle("m-mixed", new Set(states).size > 1);
        sum.firstElementChild.textContent = this.sheet.words.get(most);
      });
    }
  }
}
