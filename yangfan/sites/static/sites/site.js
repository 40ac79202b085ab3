/* The few things a page does by itself. Everything works without them. */
(function () {
  "use strict";
  window.yangfan = window.yangfan || function () {
    (window.yangfan.q = window.yangfan.q || []).push(arguments);
  };

  // "View site" in the console adds #edit: offer the way into the editor.
  function offerEdit() {
    if (location.hash !== "#edit" || document.querySelector(".edit-link")) return;
    var link = document.createElement("a");
    link.className = "edit-link";
    link.href = document.body.dataset.edit;
    link.textContent = document.body.dataset.editLabel;
    document.body.appendChild(link);
    // Keep the way open while walking through the site.
    document.addEventListener("click", function (event) {
      var target = event.target.closest && event.target.closest("a[href]");
      if (!target || target === link || target.origin !== location.origin || target.hash) return;
      target.hash = "edit";
    });
  }
  offerEdit();
  addEventListener("hashchange", offerEdit);

  // Offer the visitor's own language where the page is there in it; never lead anywhere unasked, never ask twice.
  var WORDS = {
    "zh-hans": "阅读本页简体中文版", "zh-hant": "閱讀本頁繁體中文版", en: "Read this page in English", es: "Leer esta página en español",
    fr: "Lire cette page en français", de: "Diese Seite auf Deutsch lesen", pt: "Ler esta página em português",
    ru: "Читать эту страницу на русском", ar: "اقرأ هذه الصفحة بالعربية", ja: "このページを日本語で読む", ko: "이 페이지를 한국어로 읽기"
  };
  function codeOf(tag) {
    var parts = tag.toLowerCase().split("-");
    if (parts[0] !== "zh") return parts[0];
    return /hant|tw|hk|mo/.test(tag.toLowerCase()) ? "zh-hant" : "zh-hans";
  }
  function suggestLanguage() {
    var links = [].slice.call(document.querySelectorAll(".langs a"));
    if (!links.length) return;
    links.forEach(function (link) {
      link.addEventListener("click", function () { try { localStorage.setItem("yf-language", "chosen"); } catch (_error) { /* private window */ } });
    });
    try { if (localStorage.getItem("yf-language")) return; } catch (_error) { return; }
    var have = {};
    links.forEach(function (link) { have[link.hreflang.toLowerCase()] = link; });
    var mine = (navigator.languages || [navigator.language || ""]).map(codeOf).filter(function (code) { return have[code]; })[0];
    if (!mine || have[mine].hasAttribute("aria-current")) return;
    var bar = document.createElement("div"), link = document.createElement("a"), close = document.createElement("button");
    bar.className = "suggest"; bar.lang = have[mine].lang; bar.dir = mine === "ar" ? "rtl" : "ltr"; bar.setAttribute("role", "region"); bar.setAttribute("aria-label", WORDS[mine]);
    link.href = have[mine].href; link.textContent = WORDS[mine]; close.type = "button"; close.textContent = "×"; close.setAttribute("aria-label", "×");
    var done = function () { try { localStorage.setItem("yf-language", "chosen"); } catch (_error) { /* private window */ } bar.remove(); };
    link.addEventListener("click", done); close.addEventListener("click", done);
    bar.append(link, close);
    document.body.prepend(bar);
  }
  suggestLanguage();

  // The inquiry list: a click on a card puts its product there and stays; a second one leads to the list.
  function wanted() { try { return JSON.parse(localStorage.getItem("yf_list")) || {}; } catch (_error) { return null; } }
  document.querySelectorAll("a[data-want]").forEach(function (link) {
    var pk = link.dataset.want;
    function tell() { if (pk in (wanted() || {})) { link.firstChild.textContent = link.dataset.there; link.href = link.href.replace(/\?add=\d+/, ""); } }
    link.addEventListener("click", function (event) {
      var list = wanted();
      if (!list || pk in list || event.metaKey || event.ctrlKey || event.shiftKey) return;
      list[pk] = "";
      try { localStorage.setItem("yf_list", JSON.stringify(list)); } catch (_error) { return; }
      event.preventDefault();
      tell();
    });
    tell();
  });

  // What the form tells beside its fields.
  var begun = Date.now();
  document.querySelectorAll("form[data-inquiry]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sending) { event.preventDefault(); return; }
      form.elements.seconds.value = ((Date.now() - begun) / 1000).toFixed(1);
      form.elements.referrer.value = document.referrer;
      try { form.elements.time_zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || ""; } catch (_error) { /* old browser */ }
      form.dataset.sending = "1";
    });
  });
  addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-inquiry]").forEach(function (form) { delete form.dataset.sending; });
  });
  var wrong = document.getElementById("quote-errors");
  if (wrong) {
    wrong.tabIndex = -1;
    // After the browser has jumped to the address's own place, which takes the focus away.
    addEventListener("load", function () { setTimeout(function () { wrong.focus(); }, 50); });
  }

  // Consent: asked once, kept in this browser, withdrawn at the foot of the page.
  var banner = document.querySelector("[data-consent]");
  if (!banner) return;
  var KEY = "yf_consent";
  function remembered() { try { return localStorage.getItem(KEY); } catch (_error) { return null; } }
  function decide(yes) {
    try { localStorage.setItem(KEY, yes ? "yes" : "no"); } catch (_error) { /* private window */ }
    window.yangfan("consent", yes);
    banner.hidden = true;
  }
  banner.querySelector("[data-consent-yes]").addEventListener("click", function () { decide(true); });
  banner.querySelector("[data-consent-no]").addEventListener("click", function () { decide(false); });
  document.querySelectorAll("[data-consent-open]").forEach(function (button) {
    button.parentNode.hidden = false;
    button.addEventListener("click", function () { banner.hidden = false; banner.querySelector("button").focus(); });
  });
  if (!remembered()) banner.hidden = false;
})();
