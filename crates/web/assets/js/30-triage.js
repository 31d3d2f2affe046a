// Triage: keys press the buttons of the entry that has the focus, or of the first. Everything works without them.
(() => {
  "use strict";
  const root = document.querySelector("[data-triage]");
  if (!root) return;
  const first = root.querySelector("[data-entry] [data-open]");
  if (first && !location.hash) first.focus({ preventScroll: true });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const entry = document.activeElement.closest("[data-entry]") || root.querySelector("[data-entry]");
    const buttons = entry ? [...entry.querySelectorAll("[data-keys]")] : [];
    const button = event.key === "u"
      ? root.querySelector("[data-undo]")
      : buttons.find((one) => one.dataset.keys.split(" ").includes(event.key));
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.click();
  }, { capture: true });
})();
