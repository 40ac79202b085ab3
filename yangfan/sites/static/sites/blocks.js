/* What some blocks do by themselves. Without it every block still says all it has to say. */
(function () {
  "use strict";
  var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  function each(selector, work, root) { Array.prototype.forEach.call((root || document).querySelectorAll(selector), work); }
  function make(tag, attributes, text) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    if (text) element.textContent = text;
    return element;
  }

  // Tabs: arrow keys move, as in the ARIA pattern.
  each("[data-tabs]", function (set, number) {
    var parts = Array.prototype.slice.call(set.querySelectorAll(":scope > .tab"));
    if (parts.length < 2) return;
    var list = make("div", { "class": "tablist", role: "tablist" });
    var buttons = parts.map(function (part, place) {
      var id = "tab-" + number + "-" + place;
      var button = make("button", { type: "button", role: "tab", id: id, "aria-controls": id + "-part" }, part.querySelector("h3").textContent);
      part.id = id + "-part";
      part.setAttribute("role", "tabpanel");
      part.setAttribute("aria-labelledby", id);
      part.tabIndex = 0;
      button.addEventListener("click", function () { show(place); });
      list.appendChild(button);
      return button;
    });
    function show(chosen, focus) {
      parts.forEach(function (part, place) {
        part.hidden = place !== chosen;
        buttons[place].setAttribute("aria-selected", place === chosen ? "true" : "false");
        buttons[place].tabIndex = place === chosen ? 0 : -1;
      });
      if (focus) buttons[chosen].focus();
    }
    list.addEventListener("keydown", function (event) {
      var at = buttons.indexOf(document.activeElement), last = buttons.length - 1;
      var forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      var back = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
      var to = { Home: 0, End: last }[event.key];
      if (event.key === forward) to = at === last ? 0 : at + 1;
      if (event.key === back) to = at === 0 ? last : at - 1;
      if (to === undefined) return;
      event.preventDefault();
      show(to, true);
    });
    set.insertBefore(list, parts[0]);
    set.classList.add("on");
    show(0);
  });

  // Countdown.
  each("[data-countdown]", function (box) {
    var end = Date.parse(box.dataset.countdown), clock = box.querySelector("[data-clock]"), timer;
    function tell() {
      var left = Math.floor((end - Date.now()) / 1000), over = left <= 0;
      clock.hidden = over;
      box.querySelector("[data-ends]").hidden = over;
      box.querySelector("[data-over]").hidden = !over;
      var go = box.querySelector("[data-go]");
      if (go) go.hidden = over;
      if (over) { clearInterval(timer); return; }
      var parts = { d: Math.floor(left / 86400), h: Math.floor(left / 3600) % 24, m: Math.floor(left / 60) % 60, s: left % 60 };
      Object.keys(parts).forEach(function (name) { clock.querySelector("[data-" + name + "]").textContent = parts[name]; });
    }
    if (isNaN(end)) return;
    timer = setInterval(tell, 1000);
    tell();
  });

  // Numbers that count up once, when they come into view.
  if (!calm && "IntersectionObserver" in window) {
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        watcher.unobserve(entry.target);
        count(entry.target);
      });
    }, { threshold: 0.6 });
    each("[data-count]", function (number) { watcher.observe(number); });
  }
  function count(element) {
    var end = parseFloat(element.dataset.count), final = element.textContent, start = performance.now();
    var places = (element.dataset.count.split(".")[1] || "").length;
    if (!isFinite(end)) return;
    requestAnimationFrame(function step(now) {
      var share = Math.min(1, (now - start) / 900);
      if (share === 1) { element.textContent = final; return; }
      element.textContent = (end * (1 - Math.pow(1 - share, 3))).toLocaleString(document.documentElement.lang, { minimumFractionDigits: places, maximumFractionDigits: places });
      requestAnimationFrame(step);
    });
  }

  // Gallery: a picture in large, with arrow keys; the browser's own dialog keeps the focus.
  each("[data-gallery]", function (gallery) {
    var links = Array.prototype.slice.call(gallery.querySelectorAll("a[href]"));
    if (!links.length || !window.HTMLDialogElement) return;
    var dialog, at = 0;
    function build() {
      dialog = make("dialog", { "class": "light" });
      var bar = make("div", { "class": "bar" });
      [["‹", gallery.dataset.back, -1], ["›", gallery.dataset.next, 1]].forEach(function (one) {
        var button = make("button", { type: "button", "aria-label": one[1] }, one[0]);
        button.addEventListener("click", function () { move(one[2]); });
        if (links.length > 1) bar.appendChild(button);
      });
      var close = make("button", { type: "button", "aria-label": gallery.dataset.close }, "✕");
      close.addEventListener("click", function () { dialog.close(); });
      bar.appendChild(close);
      var figure = make("figure");
      figure.appendChild(make("img", { alt: "" }));
      dialog.appendChild(bar);
      dialog.appendChild(figure);
      dialog.appendChild(make("p", { "class": "says", "aria-live": "polite" }));
      dialog.addEventListener("keydown", function (event) {
        var rtl = getComputedStyle(dialog).direction === "rtl" ? -1 : 1;
        if (event.key === "ArrowRight") move(rtl);
        if (event.key === "ArrowLeft") move(-rtl);
      });
      dialog.addEventListener("close", function () { links[at].focus(); });
      document.body.appendChild(dialog);
    }
    function move(step) { at = (at + step + links.length) % links.length; fill(); }
    function fill() {
      var link = links[at], inner = link.querySelector("img, svg"), caption = link.parentNode.querySelector("figcaption");
      var words = inner && (inner.getAttribute("alt") || inner.getAttribute("aria-label")) || "";
      var image = dialog.querySelector("img");
      image.src = link.href;
      image.alt = words;
      dialog.querySelector(".says").textContent = (caption ? caption.textContent : words) + (links.length > 1 ? "  " + (at + 1) + " / " + links.length : "");
      dialog.setAttribute("aria-label", words || gallery.dataset.next);
    }
    links.forEach(function (link, place) {
      link.addEventListener("click", function (event) {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        if (!dialog) build();
        at = place;
        fill();
        dialog.showModal();
      });
    });
  });

  // Before and after: a range under the pictures moves the edge between them.
  each("[data-compare]", function (pair) {
    var range = make("input", { type: "range", min: "0", max: "100", value: "50", "aria-label": pair.dataset.label });
    function set() { pair.style.setProperty("--at", range.value + "%"); }
    range.addEventListener("input", set);
    pair.appendChild(range);
    pair.classList.add("on");
    set();
  });

  // A foreign player is asked for nothing before the click.
  each("[data-player]", function (box) {
    var button = box.querySelector("[data-load]");
    button.hidden = false;
    button.addEventListener("click", function () {
      var frame = make("iframe", {
        src: box.dataset.player, title: box.dataset.title, allow: "fullscreen; picture-in-picture; encrypted-media",
        sandbox: "allow-scripts allow-same-origin allow-popups allow-forms allow-presentation", referrerpolicy: "strict-origin-when-cross-origin"
      });
      box.replaceChildren(frame);
      frame.focus();
    });
  });

  // Copy a code or an address.
  each("[data-copy]", function (button) {
    if (!navigator.clipboard) return;
    var words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.dataset.copy).then(function () {
        button.textContent = button.dataset.done;
        setTimeout(function () { button.textContent = words; }, 2000);
      });
    });
  });

  // Opening hours: open or closed at this minute, by the company's own clock.
  each("[data-hours]", function (list) {
    var day, minutes;
    try {
      var parts = {};
      new Intl.DateTimeFormat("en-GB", { timeZone: list.dataset.zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
        .formatToParts(new Date()).forEach(function (part) { parts[part.type] = part.value; });
      day = String(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday) + 1);
      minutes = Number(parts.hour) * 60 + Number(parts.minute);
    } catch (_error) { return; }
    function at(text) { return Number(text.slice(0, 2)) * 60 + Number(text.slice(3)); }
    var before = String(Number(day) === 1 ? 7 : Number(day) - 1), open = false;
    each("[data-days]", function (row) {
      var days = row.dataset.days.split(" "), from, to;
      if (days.indexOf(day) >= 0) row.classList.add("today");
      if (!row.dataset.from) return;
      from = at(row.dataset.from); to = at(row.dataset.to);
      if (days.indexOf(day) >= 0 && minutes >= from && (minutes < to || to <= from)) open = true;
      if (days.indexOf(before) >= 0 && to <= from && minutes < to) open = true; // past midnight
    }, list);
    list.parentNode.insertBefore(make("p", { "class": "state" + (open ? " is-open" : "") }, open ? list.dataset.open : list.dataset.shut), list);
  });

  // The inquiry list is kept while the visitor reads on; a quantity ticks its product.
  var SHELF = "yf_list";
  function shelf() { try { return JSON.parse(localStorage.getItem(SHELF)) || {}; } catch (_error) { return {}; } }
  function keep(list) { try { localStorage.setItem(SHELF, JSON.stringify(list)); } catch (_error) { /* private window */ } }
  each("form[data-basket]", function (form) {
    var list = shelf();
    each("[data-many]", function (many) {
      var pk = many.dataset.many, tick = form.elements["want_" + pk];
      if (pk in list) { tick.checked = true; if (list[pk] && !many.value) many.value = list[pk]; }
      function change() {
        var now = shelf();
        if (many.value) tick.checked = true;
        if (tick.checked) now[pk] = many.value; else delete now[pk];
        keep(now);
      }
      many.addEventListener("input", change);
      tick.addEventListener("change", change);
    }, form);
    form.addEventListener("submit", function () { if (!form.querySelector(".wrong")) keep({}); });
  });
})();
