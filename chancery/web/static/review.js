// Keys of the review: each presses the button or link that names it in data-key; all works without this file.
"use strict";

let sent = false;

document.addEventListener("submit", () => { sent = true; });
window.addEventListener("pageshow", () => { sent = false; });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.key === "Escape") {
    const open = event.target.closest("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    return;
  }
  if (event.target.closest("input, textarea, select")) return;
  const native = event.target.closest("button, a, summary");
  if (native && (event.key === " " || event.key === "Enter")) return;
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const pressed = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!pressed || sent) return;
  event.preventDefault();
  pressed.click();
  if (pressed.matches("summary") && pressed.parentElement.open) {
    pressed.parentElement.querySelector("input:not([type=hidden]), select, textarea").focus();
  }
});
