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
/* Copy a list of phrases, one a line. */
(function () {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-from]");
    if (!button || !navigator.clipboard) return;
    const phrases = [...document.querySelectorAll("#" + button.dataset.copyFrom + " [data-phrase]")];
    navigator.clipboard.writeText(phrases.map((each) => each.textContent).join("\n")).then(() => {
      button.querySelector("span").textContent = button.dataset.copied;
    });
  });
})();
