/* Links: presets fill source and medium, the QR code follows its form, sheets print. */
(function () {
  "use strict";
  const preset = document.getElementById("id_preset");
  if (preset) preset.addEventListener("change", () => {
    const chosen = document.querySelector(`[data-preset="${preset.value}"]`);
    if (!chosen) return;
    document.getElementById("id_source").value = chosen.dataset.source;
    document.getElementById("id_medium").value = chosen.dataset.medium;
  });
  const look = document.querySelector("[data-qr]");
  if (look) {
    const image = document.getElementById("qr"), refused = document.getElementById("qr-refused");
    look.addEventListener("change", async () => {
      const query = new URLSearchParams(new FormData(look)); query.set("show", "1");
      const address = `${image.dataset.src}?${query}`;
      const answer = await fetch(address, { credentials: "same-origin" });
      refused.hidden = answer.ok;
      if (answer.ok) image.src = address; else refused.textContent = await answer.text();
    });
  }
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
})();
