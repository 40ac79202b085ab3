/* Picking rows: all on the page, a stretch with Shift, all that match; the bar of deeds shows once something is picked. */
(function () {
  "use strict";
  const bar = document.getElementById("picks"); if (!bar) return;
  const boxes = () => [...document.querySelectorAll("[data-pick]")];
  const all = bar.querySelector("[data-pick-all]"), every = bar.querySelector("[data-pick-every]"), said = bar.querySelector("[data-pick-said]");
  const resting = said.textContent; let last = null;
  const show = () => {
    const on = boxes().filter((box) => box.checked).length, total = boxes().length;
    if (every && on < total) every.checked = false;
    all.checked = total > 0 && on === total; all.indeterminate = on > 0 && on < total;
    bar.classList.toggle("some", on > 0);
    const words = on ? bar.dataset.many.replace("{n}", every && every.checked ? bar.dataset.of : on) : resting;
    if (said.textContent !== words) said.textContent = words;
    boxes().forEach((box) => { const row = box.closest("[data-row]"); if (row) row.classList.toggle("picked", box.checked); });
  };
  bar.classList.add("live");
  all.addEventListener("change", () => { boxes().forEach((box) => { box.checked = all.checked; }); show(); });
  if (every) every.addEventListener("change", () => { if (every.checked) boxes().forEach((box) => { box.checked = true; }); show(); });
  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-pick]"); if (!box) return;
    if (event.shiftKey && last) {
      const list = boxes(), [from, to] = [list.indexOf(last), list.indexOf(box)].sort((a, b) => a - b);
      list.slice(from, to + 1).forEach((one) => { one.checked = box.checked; });
    }
    last = box; show();
  });
  document.addEventListener("yf:picked", show);
  window.addEventListener("pageshow", show); show();
})();
