/* The shell's behaviour: HTMX's CSRF header, dialogs, toasts with undo, menus, file drop, keys. No build step, no globals but `yf`. */
(function () {
  "use strict";
  const words = document.body.dataset;
  const csrf = () => words.csrf || (document.querySelector("[name=csrfmiddlewaretoken]") || {}).value || "";
  const el = (tag, css, text) => { const node = document.createElement(tag); if (css) node.className = css; if (text) node.textContent = text; return node; };

  // ---- HTMX ----
  document.body.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = csrf(); });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422 || event.detail.xhr.status === 400) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  // A part that renews itself waits while somebody has a menu of it open.
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const part = event.detail.elt;
    if ((part.getAttribute("hx-trigger") || "").includes("every") && event.detail.requestConfig.triggeringEvent === undefined && part.querySelector("details[open]")) event.preventDefault();
  });
  const showFailed = (event) => {
    const source = event.detail.elt;
    const panel = source && source.closest("[data-panel]");
    if (!panel) { yf.toast({ text: words.failed || "This part did not load.", failed: true }); return; }
    const box = el("div", "yf-failed"); box.setAttribute("role", "alert");
    const inside = el("div"); const line = el("p"); line.append(el("b", "", words.failed)); inside.append(line);
    const again = el("button", "yf-btn yf-btn-s", words.again); again.type = "button";
    again.addEventListener("click", () => htmx.ajax("GET", panel.getAttribute("hx-get"), { source: panel, target: panel, swap: "outerHTML" }));
    inside.append(again); box.append(inside);
    panel.querySelectorAll(".yf-loading, .yf-failed").forEach((old) => old.remove());
    panel.setAttribute("aria-busy", "false"); panel.append(box);
  };
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.body.addEventListener(name, showFailed));
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "yf-dialog" && !event.detail.target.open) event.detail.target.showModal();
  });

  // ---- dialog ----
  const dialog = document.getElementById("yf-dialog");
  if (dialog) dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.addEventListener("click", (event) => {
    const closer = event.target.closest("[data-close-dialog]");
    if (closer && closer.closest("dialog")) { event.preventDefault(); closer.closest("dialog").close(); }
  });

  // ---- toasts ----
  const box = document.getElementById("yf-toasts");
  const fade = (node) => { const seconds = node.querySelector("form") ? 10 : node.classList.contains("failed") ? 12 : 5;
    let timer = setTimeout(() => node.remove(), seconds * 1000);
    ["mouseenter", "focusin"].forEach((name) => node.addEventListener(name, () => clearTimeout(timer)));
    ["mouseleave", "focusout"].forEach((name) => node.addEventListener(name, () => { timer = setTimeout(() => node.remove(), 4000); })); };
  const toast = ({ text, undo, failed }) => {
    if (!box) return;
    const node = el("div", "yf-toast" + (failed ? " failed" : "")); node.append(el("p", "", text));
    if (undo) {
      const form = el("form"); form.method = "post"; form.action = undo;
      const token = el("input"); token.type = "hidden"; token.name = "csrfmiddlewaretoken"; token.value = csrf();
      const button = el("button", "yf-toast-b", words.undo); form.append(token, button); node.append(form);
    }
    const close = el("button", "yf-toast-x", "×"); close.type = "button"; close.setAttribute("aria-label", words.close || "Close"); close.dataset.closeToast = "";
    node.append(close); box.append(node); fade(node);
  };
  if (box) box.querySelectorAll(".yf-toast").forEach(fade);
  document.body.addEventListener("yf:toast", (event) => (event.detail.toasts || [event.detail]).forEach(toast));
  document.addEventListener("click", (event) => { const x = event.target.closest("[data-close-toast]"); if (x) x.closest(".yf-toast").remove(); });

  // ---- menus made of <details> close on a click elsewhere and on Escape ----
  document.addEventListener("click", (event) => document.querySelectorAll("details.yf-menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.yf-menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const wanted = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
    if (wanted) { event.preventDefault(); if (wanted.matches("input, textarea")) wanted.focus(); else wanted.click(); }
  });

  // ---- file drop ----
  const over = (event, on) => { const zone = event.target.closest && event.target.closest(".yf-drop"); if (!zone) return null; event.preventDefault(); zone.classList.toggle("over", on); return zone; };
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    const zone = over(event, false); if (!zone) return;
    const input = zone.querySelector("input[type=file]"); input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // ---- small things ----
  document.addEventListener("click", (event) => {
    const copier = event.target.closest("[data-copy]"); if (!copier) return;
    navigator.clipboard.writeText(document.getElementById(copier.dataset.copy).textContent.trim()).then(() => toast({ text: copier.dataset.copied }));
  });
  document.addEventListener("change", (event) => { const form = event.target.closest("form[data-send-on-change]"); if (form) form.requestSubmit(); });
  const wrong = document.querySelector("[data-focus]"); if (wrong) wrong.focus();

  window.yf = { toast, csrf };
})();
