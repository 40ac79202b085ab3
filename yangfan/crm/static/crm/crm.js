/* Inbox keys, the board's dragging. Every screen works without it. */
(function () {
  "use strict";
  // ---- board ----
  const board = document.querySelector("[data-board]");
  if (board) {
    let dragged = null;
    board.addEventListener("dragstart", (event) => { dragged = event.target.closest("[data-deal]"); if (dragged) { dragged.classList.add("dragged"); event.dataTransfer.effectAllowed = "move"; } });
    board.addEventListener("dragend", () => { if (dragged) dragged.classList.remove("dragged"); board.querySelectorAll(".over").forEach((one) => one.classList.remove("over")); });
    board.addEventListener("dragover", (event) => { const column = event.target.closest("[data-stage]"); if (!dragged || !column) return; event.preventDefault(); board.querySelectorAll(".over").forEach((one) => one.classList.toggle("over", one === column)); column.classList.add("over"); });
    board.addEventListener("drop", (event) => {
      const column = event.target.closest("[data-stage]"); if (!dragged || !column) return;
      event.preventDefault();
      const move = dragged.querySelector("form"); move.elements.stage.value = column.dataset.stage; move.requestSubmit();
    });
    board.addEventListener("change", (event) => { const move = event.target.closest(".crm-movef"); if (move) move.requestSubmit(); });
  }
})();
