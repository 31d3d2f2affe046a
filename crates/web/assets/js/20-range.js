// Drawing over the bars of a chart chooses the days from the first bar to the last. A click on a bar is a link as ever.
(() => {
  "use strict";
  const chart = document.querySelector("svg[data-range]");
  const form = document.querySelector("form.span");
  if (!chart || !form) return;
  const bars = [...chart.querySelectorAll("[data-from]")];
  let first = -1;
  let last = -1;
  const at = (event) => {
    const box = chart.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(bars.length - 1, Math.floor(share * bars.length)));
  };
  const paint = () => {
    const [low, high] = [Math.min(first, last), Math.max(first, last)];
    bars.forEach((bar, index) => bar.classList.toggle("picked", first >= 0 && index >= low && index <= high));
  };
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    first = last = at(event);
  });
  chart.addEventListener("pointermove", (event) => {
    if (first < 0) return;
    last = at(event);
    if (last !== first) paint();
  });
  addEventListener("pointerup", () => {
    if (first < 0) return;
    const [low, high] = [Math.min(first, last), Math.max(first, last)];
    first = last = -1;
    if (low === high) return paint();
    form.elements.from.value = bars[low].dataset.from;
    form.elements.to.value = bars[high].dataset.to;
    form.requestSubmit();
  });
  chart.addEventListener("click", (event) => {
    if (bars.some((bar) => bar.classList.contains("picked"))) event.preventDefault();
  });
})();
