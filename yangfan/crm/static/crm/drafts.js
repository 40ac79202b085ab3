/* Passages and drafts that load later go into the reply where the cursor is. */
(function () {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]"), box = document.getElementById("reply-text");
    if (!button || !box) return;
    const before = box.value.slice(0, box.selectionStart), gap = before && !before.endsWith("\n") ? "\n" : "";
    box.setRangeText(gap + button.dataset.take, box.selectionStart, box.selectionEnd, "end");
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
