/* The preview of a look follows what is chosen. Without JavaScript it shows what was kept last. */
(function () {
  "use strict";
  const form = document.querySelector("[data-look]"), frame = document.querySelector("[data-look-frame]");
  if (!form || !frame) return;
  let waiting;
  const show = () => {
    const answers = new FormData(form);
    const query = new URLSearchParams({ theme: answers.get("theme") || "", colour: answers.get("colour") || "" });
    frame.src = frame.dataset.lookFrame + "?" + query;
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 250); });
})();
