/* The preview beside the look form follows it before anything is saved. */
(function () {
  "use strict";
  var box = document.querySelector("[data-look]"), frame = box && box.querySelector("iframe");
  var form = document.querySelector(".site-form form"), timer;
  if (!frame || !form) return;
  function follow() {
    var query = new URLSearchParams();
    ["theme", "font", "corners", "accent", "ink", "paper"].forEach(function (name) {
      var field = form.elements[name];
      if (field && field.value) query.set(name, field.value);
    });
    frame.src = box.dataset.look + "?" + query;
  }
  form.addEventListener("input", function (event) {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(follow, 250);
  });
  document.querySelectorAll("[data-look-width]").forEach(function (button, _place, all) {
    button.addEventListener("click", function () {
      box.classList.toggle("phone", button.dataset.lookWidth === "phone");
      all.forEach(function (other) { other.setAttribute("aria-pressed", other === button ? "true" : "false"); });
    });
  });
})();
