/* Keys of the inbox, the filters' sheet, the order. The list works without it; the focus stays on real links, so screen readers follow. */
(function () {
  "use strict";
  const list = document.querySelector("[data-keys]"), bar = document.getElementById("picks"), help = document.getElementById("crm-keys-dialog");
  const search = document.getElementById("id_q");
  if (search) { const top = document.getElementById("q"); if (top) top.removeAttribute("data-hotkey"); search.dataset.hotkey = "/"; }
  document.querySelectorAll("[data-send]").forEach((field) => field.addEventListener("change", () => field.form.requestSubmit()));
  const opener = document.querySelector("[data-keys-help]");
  if (opener) opener.addEventListener("click", () => help.showModal());
  help.addEventListener("click", (event) => { if (event.target === help) help.close(); });
  // ---- the sheet of filters: closes on its button, outside and on Escape, and gives the focus back ----
  const sheet = document.querySelector(".crm-filters");
  const shut = () => { sheet.open = false; sheet.querySelector("summary").focus(); };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-close-sheet]")) shut(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && sheet.open) shut(); });
  // Fields nobody filled in stay out of the address.
  sheet.closest("form").addEventListener("formdata", (event) => [...event.formData.entries()].forEach(([name, value]) => { if (value === "") event.formData.delete(name); }));
  if (!list) return;
  const links = [...list.querySelectorAll(".crm-open")];
  const row = () => { const one = document.activeElement && document.activeElement.closest("[data-row]"); return one && list.contains(one) ? one : null; };
  const at = () => { const one = row(); return one ? links.indexOf(one.querySelector(".crm-open")) : -1; };
  const go = (index) => { const link = links[Math.min(Math.max(index, 0), links.length - 1)]; link.focus(); link.closest("[data-row]").scrollIntoView({ block: "nearest" }); };
  const box = (one) => one && one.querySelector("[data-pick]");
  const act = (deed) => {
    if (!bar) return;
    const some = list.querySelector("[data-pick]:checked"), here = box(row());
    if (!some && here) here.checked = true;
    if (!some && !here) return;
    const field = document.createElement("input"); field.type = "hidden"; field.name = "deed"; field.value = deed; bar.append(field); bar.requestSubmit();
  };
  const keys = {
    j: () => go(at() + 1), k: () => go(at() - 1), o: () => { if (at() >= 0) links[at()].click(); },
    x: () => { const one = box(row()); if (one) { one.checked = !one.checked; document.dispatchEvent(new Event("yf:picked")); } },
    e: () => act("status:closed"), a: () => act("assign:me"), s: () => act("snooze:tomorrow"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog, details[open]") || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault(); keys[event.key]();
  });
})();
