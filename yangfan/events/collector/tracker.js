/* Yangfan's tracker: <script defer src="/y.js" data-key="pk_…"></script>
 *
 * Counts page views (history navigation and pages restored by the back button included), outbound clicks, downloads,
 * form starts and submits, time engaged, and yangfan('event', name, props). It stores nothing in the browser until
 * yangfan('consent', true) sets one first-party cookie; yangfan('consent', false) removes it. A browser that sends
 * Global Privacy Control or Do Not Track never gets the cookie; it is counted without one, like everybody else.
 * `scripts/build_tracker.py` makes tracker.min.js of this file.
 */
(function (window, document, location, navigator) {
  var script = document.currentScript;
  var key = script.dataset.key;
  var door = script.src.replace(/[^/]*$/, "e");
  var COOKIE = "yf_visitor";
  var DOWNLOAD = /\.(pdf|docx?|xlsx?|pptx?|csv|txt|rtf|zip|rar|7z|gz|dmg|exe|apk|mp[34]|wav|mov|avi|wmv|stp|step|stl|dwg|dxf|igs)$/i;
  var refusesCookies = navigator.globalPrivacyControl || navigator.doNotTrack == 1;
  var page, referrer = document.referrer;
  var waiting = []; // to be sent
  var started = new WeakSet();
  var engaged = 0, since = 0;

  function random() {
    return Array.from(crypto.getRandomValues(new Uint32Array(4)), function (n) { return n.toString(36); }).join("");
  }

  function cookie() {
    return (document.cookie.match(COOKIE + "=([^;]*)") || [])[1] || "";
  }

  function setCookie(value, seconds) {
    document.cookie = COOKIE + "=" + value + ";path=/;SameSite=Lax;max-age=" + seconds +
      (location.protocol == "https:" ? ";Secure" : "");
  }

  function consent(isGiven) {
    if (!isGiven) setCookie("", 0);
    else if (!refusesCookies && !cookie()) setCookie(random(), 34128000);
  }

  /* What did not arrive goes again with the next event, under the same id. Only then does it say when it happened, by
   * this device's clock, which may be wrong; otherwise the server's clock counts. */
  function flush() {
    var batch = waiting;
    var body = JSON.stringify(batch);
    function failed() {
      waiting = batch.concat(waiting).slice(-50);
    }
    waiting = [];
    batch.forEach(function (each) { each.t = each.t || Date.now(); });
    if (document.visibilityState == "hidden" && navigator.sendBeacon) navigator.sendBeacon(door, body) || failed();
    else fetch(door, { method: "POST", body: body, keepalive: true }).then(function (answer) {
      if (answer.status > 499 || answer.status == 429) failed();
    }, failed);
  }

  function send(name, props, value) {
    waiting.push({
      k: key, i: random(), n: name, u: page, r: referrer, l: navigator.language, w: document.title, c: cookie(),
      z: Intl.DateTimeFormat().resolvedOptions().timeZone, v: value || 0, p: props || {}
    });
    flush();
  }

  function watch() {
    if (since) engaged += Date.now() - since;
    since = document.visibilityState == "visible" && document.hasFocus() ? Date.now() : 0;
  }

  function leave() {
    watch();
    if (engaged > 999) send("engagement", {}, Math.round(engaged / 1000));
    engaged = 0;
  }

  function view(from) {
    if (page) { leave(); referrer = from || page; }
    page = location.href;
    watch();
    send("page_view");
  }

  function moved() {
    if (location.href.split("#")[0] != page.split("#")[0]) view();
  }

  function follow(event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.button > 1) return;
    if (link.hasAttribute("download") || DOWNLOAD.test(link.pathname)) send("download", { href: link.href });
    else if (/^http/.test(link.protocol) && link.host != location.host) send("click", { href: link.href });
    else if (/^(mailto|tel):/.test(link.protocol)) send("click", { href: link.protocol });
  }

  function form(event) {
    var target = event.target.form || event.target;
    if (!target.elements || (event.type != "submit" && started.has(target))) return;
    started.add(target);
    send(event.type == "submit" ? "form_submit" : "form_start", { form: target.getAttribute("id") || target.getAttribute("name") || "" });
  }

  function begin() {
    ["pushState", "replaceState"].forEach(function (name) {
      var original = history[name];
      history[name] = function () {
        original.apply(history, arguments);
        moved();
      };
    });
    window.addEventListener("popstate", moved);
    window.addEventListener("pageshow", function (event) { if (event.persisted) view(); });
    window.addEventListener("focus", watch);
    window.addEventListener("blur", watch);
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", function () { if (waiting[0]) flush(); });
    document.addEventListener("visibilitychange", function () { document.visibilityState == "hidden" ? leave() : watch(); });
    document.addEventListener("click", follow, true);
    document.addEventListener("auxclick", follow, true);
    document.addEventListener("input", form, true);
    document.addEventListener("submit", form, true);
    view();
    var early = (window.yangfan || 0).q || [];
    window.yangfan = function (what, first, props) {
      if (what == "consent") consent(first);
      if (what == "event") send(first, props, props && +props.value);
    };
    early.forEach(function (each) { window.yangfan.apply(0, each); });
  }

  if (document.prerendering) document.addEventListener("prerenderingchange", begin, { once: true });
  else begin();
})(window, document, location, navigator);
