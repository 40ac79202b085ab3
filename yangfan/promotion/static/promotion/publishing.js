/* Dragging a planned post to another day; without a mouse the same is done by its "Move" form. */
(function () {
  "use strict";
  const days = document.querySelector(".pub-days");
  if (!days) return;
  const csrf = document.body.dataset.csrf;
  let dragged = null;
  const dayAt = (event) => event.target.closest && event.target.closest(".pub-day");
  days.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-post]");
    if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.post);
  });
  days.addEventListener("dragover", (event) => {
    const day = dayAt(event);
    if (!dragged || !day) return;
    event.preventDefault();
    days.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
    day.classList.add("over");
  });
  days.addEventListener("dragend", () => { dragged = null; days.querySelectorAll(".over").forEach((one) => one.classList.remove("over")); });
  days.addEventListener("drop", (event) => {
    const day = dayAt(event);
    if (!dragged || !day) return;
    event.preventDefault();
    const address = days.dataset.move.replace("/0/", "/" + dragged.dataset.post + "/");
    const body = new URLSearchParams({ day: day.dataset.day });
    fetch(address, { method: "POST", headers: { "X-CSRFToken": csrf, "Content-Type": "application/x-www-form-urlencoded" }, body })
      .finally(() => window.location.reload());
  });
})();
