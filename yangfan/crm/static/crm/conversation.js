/* One inquiry: originals, the box an answer is written in, keys, who else is here, names behind an @. Works without it. */
(function () {
  "use strict";
  const all = (what, where) => [...(where || document).querySelectorAll(what)];
  const keep = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* private window */ } } };

  // ---- originals: side by side where there is room, one click away where there is not ----
  const toggle = document.querySelector("[data-originals]");
  const wide = window.matchMedia("(min-width: 1024px)");
  let shown = keep.get("yf-originals") ? keep.get("yf-originals") === "1" : wide.matches;
  const showOriginals = (where) => { all("[data-original]", where).forEach((one) => { one.open = shown; }); if (toggle) toggle.setAttribute("aria-pressed", String(shown)); };
  const turn = () => { shown = !shown; keep.set("yf-originals", shown ? "1" : "0"); showOriginals(); };
  if (toggle && all("[data-original]").length) { toggle.hidden = false; toggle.addEventListener("click", turn); }
  showOriginals();
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const now = event.detail.elt;
    if (now && now.matches && now.matches(".crm-msg")) { if (shown) showOriginals(now); if (toggle && now.querySelector("[data-original]")) toggle.hidden = false; }
  });

  // ---- seconds until an answer goes out ----
  const count = () => all("[data-countdown]").forEach((one) => { const left = Math.ceil((new Date(one.dataset.countdown) - Date.now()) / 1000); one.textContent = left > 0 ? left + " s" : ""; });
  if (document.querySelector("[data-conversation]")) { count(); setInterval(count, 500); }

  // ---- the box ----
  const form = document.querySelector("form[data-draft]");
  const box = form && form.querySelector("textarea[name=text]");
  let typedAt = 0;
  if (box) {
    const key = "yf-draft:" + form.dataset.draft, mine = form.elements.submission_id;
    const old = JSON.parse(keep.get(key) || "null");
    if (old && form.dataset.sent.split(" ").includes(old.submission)) keep.drop(key);
    else if (old && old.text && !box.value) box.value = old.text;
    const side = () => form.querySelector("#their-side");
    const asWritten = () => { const picked = form.querySelector("[name=send_in]:checked"); return !side() || !picked || picked.value === "as_written"; };
    const isFresh = () => { const made = form.querySelector("[name=translation]"); return made && !side().classList.contains("stale"); };
    const steps = () => {
      const next = !asWritten() && form.dataset.approves && !isFresh() ? "preview" : "send";
      form.dataset.step = next;
      form.toggleAttribute("data-alone", asWritten());
      const send = form.querySelector("[data-send]"), look = form.querySelector("[data-look]");
      send.classList.toggle("yf-btn-1", next === "send"); send.lastElementChild.textContent = asWritten() ? send.dataset.asWritten : send.dataset.inTheirs;
      if (look) look.classList.toggle("yf-btn-1", next === "preview");
    };
    const stale = (on) => { if (!side()) return; side().classList.toggle("stale", on && !!form.querySelector("[name=translation]")); all("[data-stale]", side()).forEach((one) => { one.hidden = !side().classList.contains("stale"); }); all("[data-fresh]", side()).forEach((one) => { one.hidden = on; }); };
    box.addEventListener("input", () => {
      keep.set(key, JSON.stringify({ text: box.value, submission: mine.value })); stale(true); steps();
      const first = Date.now() - typedAt > 15000; typedAt = Date.now(); if (first) tellTyping();
    });
    const way = form.elements.way, subject = form.querySelector("[data-subject]");
    const byMail = () => { if (!subject || !way) return; const theirs = form.querySelector("#their-subject"); subject.hidden = way.value !== "mail"; if (theirs) theirs.hidden = subject.hidden; };
    if (way) { way.addEventListener("change", byMail); byMail(); }
    form.addEventListener("change", (event) => { if (event.target.name === "send_in") steps(); });
    form.addEventListener("submit", () => { if (box.value) keep.set(key, JSON.stringify({ text: box.value, submission: mine.value })); setTimeout(() => all("button", form).forEach((button) => { button.disabled = true; }), 0); });
    window.addEventListener("pageshow", (event) => { if (event.persisted) all("button", form).forEach((button) => { button.disabled = false; }); });
    form.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "their-side") { stale(false); steps(); const made = form.querySelector("#their-text"); if (made) { made.focus(); if (made.getBoundingClientRect().bottom > window.innerHeight - 160) made.scrollIntoView({ block: "center" }); } } });
    const go = () => { if (form.dataset.step === "preview") form.querySelector("[data-look]").click(); else form.requestSubmit(form.querySelector("[data-send]")); };
    form.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); go(); } });
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-insert]"); if (!link) return;
      event.preventDefault(); const menu = link.closest("details"); if (menu) menu.open = false;
      if (link.matches("[data-in-theirs]") && !box.value.trim()) { const plain = form.querySelector("[name=send_in][value=as_written]"); if (plain) plain.checked = true; }
      box.setRangeText(link.dataset.insert, box.selectionStart, box.selectionEnd, "end"); box.focus(); box.dispatchEvent(new Event("input"));
    });
    steps();
  }

  // ---- who else is here ----
  const here = document.querySelector("[data-present]");
  const tellTyping = () => { if (here && window.htmx) htmx.trigger(here, "present"); };
  if (here) {
    here.addEventListener("htmx:configRequest", (event) => { event.detail.parameters.typing = Date.now() - typedAt < 15000 ? "1" : "0"; });
    ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => here.addEventListener(name, (event) => event.stopPropagation()));
    window.addEventListener("pagehide", () => { const said = new FormData(); said.append("leaving", "1"); said.append("csrfmiddlewaretoken", window.yf ? yf.csrf() : ""); navigator.sendBeacon(here.getAttribute("hx-post"), said); });
  }

  // ---- keys ----
  const list = document.getElementById("shortcuts"), opener = document.querySelector("[data-shortcuts-open]");
  if (opener && list) { opener.hidden = false; opener.addEventListener("click", () => list.showModal()); }
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const note = document.getElementById("note");
    if (event.key === "r" && box) box.focus();
    else if (event.key === "n" && note) note.focus();
    else if (event.key === "t" && toggle) turn();
    else if (event.key === "?" && list) list.showModal();
    else return;
    event.preventDefault();
  });

  // ---- names behind an @ ----
  const data = document.getElementById("members"), names = data ? JSON.parse(data.textContent) : [];
  let open = null;
  const shut = () => { if (open) { open.box.removeAttribute("aria-activedescendant"); open.box.setAttribute("aria-expanded", "false"); open.list.remove(); open = null; } };
  const pick = (name) => { const { box: area, at } = open; area.setRangeText("@" + name + " ", at, area.selectionStart, "end"); shut(); area.focus(); };
  const mark = (step) => { const rows = [...open.list.children]; open.on = (open.on + step + rows.length) % rows.length; rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === open.on))); open.box.setAttribute("aria-activedescendant", rows[open.on].id); };
  all("[data-mentions]").forEach((area) => {
    area.setAttribute("role", "combobox"); area.setAttribute("aria-autocomplete", "list"); area.setAttribute("aria-expanded", "false");
    area.addEventListener("input", () => {
      shut();
      const before = area.value.slice(0, area.selectionStart), found = /@([^@\s]*)$/.exec(before); if (!found) return;
      const fit = names.filter((name) => name.toLowerCase().includes(found[1].toLowerCase())).slice(0, 6); if (!fit.length) return;
      const rows = document.createElement("ul"); rows.className = "crm-names"; rows.setAttribute("role", "listbox"); rows.id = "names-list";
      fit.forEach((name, i) => { const row = document.createElement("li"); row.textContent = name; row.id = "name-" + i; row.setAttribute("role", "option"); row.addEventListener("mousedown", (event) => { event.preventDefault(); pick(name); }); rows.append(row); });
      area.after(rows); area.setAttribute("aria-controls", rows.id); area.setAttribute("aria-expanded", "true"); open = { box: area, list: rows, at: found.index, on: -1 }; mark(1);
    });
    area.addEventListener("keydown", (event) => {
      if (!open) { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit(); return; }
      if (event.key === "ArrowDown") mark(1); else if (event.key === "ArrowUp") mark(-1);
      else if (event.key === "Enter" || event.key === "Tab") pick(open.list.children[open.on].textContent);
      else if (event.key === "Escape") shut(); else return;
      event.preventDefault();
    });
    area.addEventListener("blur", shut);
  });
})();
