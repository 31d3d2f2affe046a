// Keys: / goes to the search box, j and k between results, o opens, ? shows the keys. Everything works without them.
(() => {
  "use strict";
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");
  const entries = () => [...document.querySelectorAll("[data-entry]")];
  const move = (by) => {
    const all = entries();
    if (!all.length) return;
    const at = all.findIndex((entry) => entry.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
    const link = next.querySelector("[data-open]") || next.querySelector("a");
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
    if (isTyping(event.target)) return;
    switch (event.key) {
      case "/": {
        const box = document.getElementById("q");
        if (!box) return;
        event.preventDefault();
        box.focus();
        box.select();
        break;
      }
      case "j": move(1); break;
      case "k": move(-1); break;
      case "o": {
        const entry = document.activeElement.closest("[data-entry]");
        const link = entry && entry.querySelector("[data-open]");
        if (link) link.click();
        break;
      }
      case "?": location.assign("/keys"); break;
    }
  });
})();
