/* The live chat on a customer's site: <script defer src="…/widget.min.js" data-lang data-name data-colour data-side>
 *
 * One shadow root; styles by a constructed sheet, so that `style-src 'self'` holds. Says and asks by plain HTTP; live
 * notices (EventSource) only tell it to ask at once, and without them it asks every few seconds. The chat's token lies in
 * sessionStorage; in a first-party cookie only while the tracker's own (yf_visitor) is there, which is after consent.
 * `scripts/build_tracker.py` makes widget.min.js of this file.
 */
(function (window, document, location) {
  var data = document.currentScript.dataset;
  var lang = data.lang || "en";
  var isRtl = /^(ar|fa|he|ur)/.test(lang);
  var WORDS = {
    en: {
      open: "Chat with us", close: "Close chat", unread: "new", online: "We are online", away: "We are away", back: "Back at",
      write: "Write a message", send: "Send", file: "Attach a file", typing: "is typing…", we: "We", you: "You", read: "Read",
      failed: "Not sent. We keep trying.", retry: "Try again", name: "Your name", email: "E-mail", ask: "Where can we reach you if you leave?",
      save: "Save", later: "Not now", thanks: "Thank you. We will answer by e-mail.", message: "Your question", ended: "This chat has ended.",
      E: { email: "Please check the e-mail address.", empty: "Please write something first.", often: "Too many messages. Please wait a minute.", size: "The file is larger than 10 MB.", kind: "Please send a PDF, a picture, a drawing or an office file.", content: "The file is damaged or not what its name says.", long: "That is too long.", closed: "This chat has ended." }
    },
    zh: {
      open: "在线咨询", close: "关闭对话", unread: "条新消息", online: "在线", away: "现在不在线", back: "上班时间：",
      write: "请输入消息", send: "发送", file: "发送文件", typing: "正在输入…", we: "客服", you: "您", read: "已读",
      failed: "未发出，正在重试。", retry: "重试", name: "您的称呼", email: "邮箱", ask: "如果您离开，我们怎样联系您？",
      save: "保存", later: "以后再说", thanks: "谢谢！我们会通过邮件回复您。", message: "您的问题", ended: "对话已结束。",
      E: { email: "请检查邮箱地址。", empty: "请先输入内容。", often: "消息太频繁，请稍候一分钟。", size: "文件超过 10 MB。", kind: "请发送 PDF、图片、图纸或办公文件。", content: "文件已损坏，或与其名称不符。", long: "内容太长。", closed: "对话已结束。" }
    },
    ar: {
      open: "تحدث معنا", close: "إغلاق المحادثة", unread: "جديدة", online: "نحن متصلون الآن", away: "لسنا متصلين الآن", back: "نعود:",
      write: "اكتب رسالة", send: "إرسال", file: "إرفاق ملف", typing: "يكتب الآن…", we: "نحن", you: "أنت", read: "تمت القراءة",
      failed: "لم تُرسل. سنعيد المحاولة.", retry: "أعد المحاولة", name: "اسمك", email: "البريد الإلكتروني", ask: "كيف نصل إليك إذا غادرت؟",
      save: "حفظ", later: "ليس الآن", thanks: "شكرًا لك. سنرد عليك بالبريد الإلكتروني.", message: "سؤالك", ended: "انتهت هذه المحادثة.",
      E: { email: "يرجى التحقق من البريد الإلكتروني.", empty: "يرجى كتابة رسالة أولًا.", often: "رسائل كثيرة جدًا. انتظر دقيقة من فضلك.", size: "حجم الملف أكبر من 10 ميغابايت.", kind: "أرسل ملف PDF أو صورة أو رسمًا أو ملفًا مكتبيًا.", content: "الملف تالف أو لا يطابق اسمه.", long: "النص طويل جدًا.", closed: "انتهت هذه المحادثة." }
    }
  };
  var T = WORDS[lang.slice(0, 2)] || WORDS.en;
  var CSS = ":host{all:initial}*{box-sizing:border-box;font:inherit}.w{--c:#0a4a5c;--t:#fff;position:fixed;inset-block-end:var(--b,16px);z-index:2147483000;font:16px/1.45 system-ui,-apple-system,'Segoe UI','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;color:#15212b}.w.end{inset-inline-end:16px}.w.start{inset-inline-start:16px}" +
    "button{cursor:pointer}[hidden]{display:none!important}:focus-visible{outline:3px solid var(--c);outline-offset:2px}.c:focus-visible{outline-color:#15212b;box-shadow:0 0 0 2px #fff}" +
    ".l{display:flex;gap:8px;align-items:center;min-height:52px;padding:0 18px;border:0;border-radius:26px;background:var(--c);color:var(--t);box-shadow:0 4px 16px #0004;font-weight:600}.n{min-width:22px;padding:0 6px;border-radius:11px;background:#b3261e;color:#fff;font-size:13px;line-height:22px;text-align:center}svg{width:22px;height:22px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;flex:none}" +
    ".p{position:absolute;inset-block-end:0;width:372px;height:min(580px,calc(100vh - 16px - var(--b,16px)));display:flex;flex-direction:column;background:#fff;border-radius:14px;box-shadow:0 8px 40px #0005;overflow:hidden;animation:u .16s ease-out}.end .p{inset-inline-end:0}.start .p{inset-inline-start:0}@keyframes u{from{opacity:0;transform:translateY(12px)}}" +
    ".h{display:flex;align-items:center;gap:12px;padding:10px 8px 10px 16px;padding-inline:16px 8px;background:var(--c);color:var(--t)}.h div{flex:1;min-width:0}h2{margin:0;font-size:17px;font-weight:650;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.h p{margin:0;font-size:13px}.i{width:44px;height:44px;display:grid;place-items:center;border:0;border-radius:8px;background:none;color:inherit}.i:hover{background:#0000001a}" +
    ".g{flex:1;overflow-y:auto;padding:14px;display:flex;flex-direction:column;gap:8px;background:#f4f6f7}.m{max-width:84%;align-self:flex-end;padding:8px 12px;border-radius:14px;border-end-end-radius:4px;background:var(--c);color:var(--t);overflow-wrap:anywhere;white-space:pre-wrap}.m.us{align-self:flex-start;background:#fff;color:#15212b;border:1px solid #d5dce1;border-radius:14px;border-end-start-radius:4px}.m a{color:inherit}.s{display:block;font-size:12px;margin-block-start:2px}.us .s{color:#51606b}.m.bad{outline:2px solid #b3261e}.y{min-height:20px;padding:0 16px;font-size:13px;color:#51606b;background:#f4f6f7}" +
    "form{margin:0}.b{display:flex;align-items:flex-end;gap:4px;padding:8px;border-block-start:1px solid #d5dce1}textarea,input[type=text],input[type=email]{width:100%;padding:10px;border:1px solid #71808b;border-radius:8px;background:#fff;color:inherit;resize:none}textarea{max-height:120px}textarea:placeholder-shown{direction:inherit}:host([dir=rtl]) .b .i:last-child svg{transform:scaleX(-1)}.k{background:var(--c);color:var(--t);border:0;border-radius:8px;min-height:44px;padding:0 16px;font-weight:600}.q{background:none;border:0;min-height:44px;padding:0 8px;text-decoration:underline;color:inherit}" +
    ".f{padding:14px;display:grid;gap:10px;overflow-y:auto}.f.d{padding:10px 14px;border-block-start:1px solid #d5dce1}.f p{margin:0}.f label{display:grid;gap:2px;font-size:14px}.r{display:flex;gap:8px}.x{color:#b3261e;font-size:14px;padding:0 14px}.x:empty{display:none}.o{font-size:12px;color:#51606b;padding:0 14px 8px;margin:0}.o a{color:inherit}.v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}" +
    "@media(max-width:480px){.w.on{inset:0}.p{position:fixed;inset:0;width:auto;height:auto;border-radius:0}}@media(prefers-reduced-motion:reduce){.p{animation:none}}@media print{.w{display:none}}";
  var ICONS = {
    chat: "M4 5h16v11H9l-5 4z", close: "M6 6l12 12M18 6L6 18", clip: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 5 5l-8.6 8.5a1.7 1.7 0 0 1-2.5-2.4L15 7", send: "M4 12l16-8-6 16-3-7z"
  };
  var KEY = "yf_chat";
  var token = recall(), since = 0, lines = {}, waiting = [], hello, isOpen = false, unread = 0, known = false, closed = false;
  var source, isLive = false, timer, typedAt = 0, typingTimer, asked = false, readAt = 0, isAway, introduction;
  var root, ui = {};

  // ---- what the browser keeps ----
  function cookie(name) { return (document.cookie.match("(?:^|; )" + name + "=([^;]*)") || [])[1] || ""; }
  function setCookie(value, seconds) {
    document.cookie = KEY + "=" + value + ";path=/;SameSite=Lax;max-age=" + seconds + (location.protocol == "https:" ? ";Secure" : "");
  }
  function recall() {
    var kept = cookie(KEY), here = "";
    try { here = sessionStorage.getItem(KEY) || ""; } catch (_error) { /* storage is closed */ }
    if (kept && !cookie("yf_visitor")) { setCookie("", 0); kept = ""; } // consent was taken back
    return here || kept;
  }
  function remember() {
    try { sessionStorage.setItem(KEY, token); } catch (_error) { /* this page only */ }
    if (cookie("yf_visitor")) setCookie(token, 2592000);
  }
  function random() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (n) { return (n + 256).toString(16).slice(1); }).join("");
  }

  // ---- asking ----
  function call(path, more, file) {
    var words = Object.assign({
      token: token, since: since, lang: lang, page: location.href.split("#")[0], title: document.title, referrer: document.referrer,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone, listen: !source
    }, more);
    var body = JSON.stringify(words);
    if (file) {
      body = new FormData();
      Object.keys(words).forEach(function (key) { body.append(key, words[key]); });
      body.append("file", file);
    }
    return fetch("/chat/" + path + "/", { method: "POST", body: body, headers: file ? {} : { "Content-Type": "application/json" } }).then(function (answer) {
      return answer.json().catch(function () { return {}; }).then(function (found) {
        if (answer.ok) return found;
        throw { status: answer.status, code: found.error };
      });
    });
  }
  function look() {
    if (!token) return;
    var isRead = isOpen && document.visibilityState == "visible";
    call("look", { read: isRead }).then(take, function (error) { if (error.status == 404) { token = ""; } });
  }
  function take(state) {
    state.lines.forEach(add);
    readAt = state.read; known = state.known; closed = state.closed;
    unread = isOpen ? 0 : state.unread;
    if (state.live && !source) listen(state.live);
    showTyping(state.typing);
    paint();
    again();
  }
  function again() { // live notices do the hurrying, this is for what they miss
    clearTimeout(timer);
    if (token) timer = setTimeout(look, isLive ? 45000 : document.visibilityState == "hidden" ? 60000 : isOpen ? 3000 : 20000);
  }
  function listen(address) {
    if (!window.EventSource) return;
    source = new EventSource(address);
    source.addEventListener("open", function () { if (!isLive) { isLive = true; again(); } });
    ["message", "read", "closed"].forEach(function (kind) { source.addEventListener(kind, function (event) { if (event.data) look(); }); });
    source.addEventListener("typing", function (event) { showTyping(JSON.parse(event.data).on); });
    source.onerror = function () {
      isLive = false;
      if (source.readyState == 2) { source = null; setTimeout(look, 5000); }
      again();
    };
  }

  // ---- saying ----
  function say(text, file) {
    if (!token) { token = random(); remember(); }
    var line = { id: random().slice(0, 20), text: text || file.name, file: file, at: Date.now(), said: text, tries: 0, who: introduction };
    introduction = null;
    waiting.push(line);
    paint();
    push(line);
  }
  function push(line) {
    line.bad = line.error = "";
    var more = Object.assign({ id: line.id, text: line.said }, line.who);
    call("say", more, line.file).then(function (state) {
      waiting = waiting.filter(function (one) { return one != line; });
      error("");
      take(state);
    }, function (refused) {
      line.bad = true;
      if (refused.status < 500) {
        error(T.E[refused.code] || T.failed);
        waiting = waiting.filter(function (one) { return one != line; });
        if (line.said && !ui.text.value) ui.text.value = line.said;
      } else if (line.tries++ < 6) setTimeout(push, 1500 * line.tries, line);
      paint();
    });
  }
  function tellTyping() {
    if (!token || Date.now() - typedAt < 3000) return;
    typedAt = Date.now();
    call("typing", { on: true }).catch(function () {});
  }

  // ---- showing ----
  function el(tag, attributes, children) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (key) {
      if (key.slice(0, 2) == "on") node.addEventListener(key.slice(2), attributes[key]);
      else if (key == "text") node.textContent = attributes[key];
      else if (attributes[key] !== false) node.setAttribute(key, attributes[key] === true ? "" : attributes[key]);
    });
    (children || []).forEach(function (child) { if (child) node.append(child); });
    return node;
  }
  function icon(name) {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS(svg.namespaceURI, "path");
    svg.setAttribute("viewBox", "0 0 24 24"); svg.setAttribute("aria-hidden", "true"); path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }
  function contrast(colour) { // text on the company's colour: white, unless dark is the better read
    var parts = [1, 3, 5].map(function (at) { var c = parseInt(colour.slice(at, at + 2), 16) / 255; return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4); });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] > 0.18 ? "#10181e" : "#fff";
  }
  function begin() {
    if (document.getElementById("yf-chat")) return;
    var host = el("div", { id: "yf-chat", dir: isRtl ? "rtl" : "ltr", lang: lang });
    root = host.attachShadow({ mode: "open" });
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    ui.badge = el("span", { class: "n", hidden: true });
    ui.launch = el("button", { type: "button", class: "l", "aria-expanded": "false", "aria-haspopup": "dialog", onclick: open }, [icon("chat"), el("span", { text: T.open }), ui.badge]);
    ui.live = el("div", { class: "v", role: "status" });
    ui.box = el("div", { class: "w " + (data.side || "end") }, [ui.launch, ui.live]);
    if (/^#[0-9a-f]{6}$/i.test(data.colour)) { ui.box.style.setProperty("--c", data.colour); ui.box.style.setProperty("--t", contrast(data.colour)); }
    root.append(ui.box);
    document.body.append(host);
    var link = document.querySelector("[data-chat-link]");
    if (link) link.remove();
    var banner = document.querySelector("[data-consent]"); // never lie on its buttons
    if (banner) {
        var place = function () { ui.box.style.setProperty("--b", banner.offsetHeight + 16 + "px"); };
        place();
        new MutationObserver(place).observe(banner, { attributes: true });
        window.addEventListener("resize", place);
    }
    document.addEventListener("visibilitychange", function () { if (document.visibilityState == "visible") look(); });
    look();
  }
  function build() {
    ui.status = el("p");
    ui.log = el("div", { class: "g", role: "log", "aria-live": "polite", "aria-label": T.open, tabindex: "0" });
    ui.typing = el("div", { class: "y", role: "status" });
    ui.error = el("div", { class: "x", role: "alert" });
    ui.text = el("textarea", { rows: 1, maxlength: 4000, "aria-label": T.write, placeholder: T.write, dir: "auto", oninput: grow, onkeydown: function (event) {
      if (event.key == "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
    } });
    ui.file = el("input", { type: "file", class: "v", tabindex: "-1", "aria-label": T.file, onchange: function () { if (ui.file.files[0]) say("", ui.file.files[0]); ui.file.value = ""; } });
    ui.form = el("form", { class: "b", onsubmit: function (event) { event.preventDefault(); submit(); } }, [
      ui.file, el("button", { type: "button", class: "i", "aria-label": T.file, onclick: function () { ui.file.click(); } }, [icon("clip")]), ui.text,
      el("button", { class: "i", "aria-label": T.send }, [icon("send")])
    ]);
    ui.extra = el("div");
    ui.note = el("p", { class: "o" });
    ui.panel = el("div", { class: "p", role: "dialog", "aria-modal": "true", "aria-labelledby": "t", onkeydown: keys }, [
      el("div", { class: "h" }, [el("div", {}, [el("h2", { id: "t", text: data.name || T.open }), ui.status]), el("button", { type: "button", class: "i c", "aria-label": T.close, onclick: shut }, [icon("close")])]),
      ui.log, ui.typing, ui.extra, ui.error, ui.form, ui.note
    ]);
  }
  function keys(event) {
    if (event.key == "Escape") { event.stopPropagation(); shut(); }
    if (event.key != "Tab") return;
    var all = Array.from(ui.panel.querySelectorAll("button,textarea,input,a[href],[tabindex='0']")).filter(function (node) { return node.tabIndex > -1 && node.getClientRects().length; });
    var at = all.indexOf(root.activeElement), next = event.shiftKey ? at - 1 : at + 1;
    if (next < 0 || next >= all.length) { event.preventDefault(); all[(next + all.length) % all.length].focus(); }
  }
  function open() {
    if (!ui.panel) build();
    isOpen = true; unread = 0;
    ui.launch.hidden = true;
    ui.box.classList.add("on");
    ui.box.append(ui.panel);
    ui.launch.setAttribute("aria-expanded", "true");
    paint();
    ui.text.focus();
    call("hello").then(function (found) {
      hello = found;
      ui.note.textContent = found.note + " ";
      if (data.privacy) ui.note.append(el("a", { href: data.privacy, text: data.privacyTitle }));
      isAway = !found.open;
      ui.status.textContent = found.open ? T.online : T.away + (found.opens_at ? " · " + T.back + " " + new Date(found.opens_at).toLocaleString(lang, { weekday: "long", hour: "2-digit", minute: "2-digit" }) : "");
      offer();
      paint();
    }, function () { error(T.failed); });
    look();
  }
  function shut() {
    isOpen = false;
    ui.panel.remove();
    ui.box.classList.remove("on");
    ui.launch.hidden = false;
    ui.launch.setAttribute("aria-expanded", "false");
    ui.launch.focus();
    again();
  }
  function submit() {
    var text = ui.text.value.trim();
    if (!text) return;
    if (hello && hello.ask == "before" && !token && !asked) { offer(true); return; }
    ui.text.value = "";
    grow();
    say(text);
  }
  function grow() {
    ui.text.style.height = "auto";
    ui.text.style.height = Math.min(ui.text.scrollHeight + 2, 120) + "px";
    if (ui.text.value) tellTyping();
  }
  function field(label, attributes) { return el("label", {}, [label, el(attributes.rows ? "textarea" : "input", attributes)]); }
  function trap() { return el("input", { type: "text", name: "website", class: "v", tabindex: "-1", autocomplete: "off", "aria-hidden": "true" }); }
  function values(form) { var found = {}; new FormData(form).forEach(function (value, key) { found[key] = value; }); return found; }
  var fields = function (needsEmail) {
    return [field(T.name, { type: "text", name: "name", maxlength: 120, autocomplete: "name", dir: "auto" }), field(T.email, { type: "email", name: "email", maxlength: 254, autocomplete: "email", required: needsEmail, dir: "ltr" }), trap()];
  };
  function offer(before) { // the form for those who come outside the hours, or the question who one is
    ui.extra.textContent = "";
    ui.form.hidden = false;
    if (isAway && !token) {
      ui.form.hidden = true;
      var away = el("form", { class: "f d", onsubmit: function (event) {
        event.preventDefault();
        token = token || random(); remember();
        away.id = away.id || random().slice(0, 20);
        call("leave", Object.assign(values(away), { id: away.id })).then(function (state) {
          ui.extra.textContent = ""; ui.extra.append(el("p", { class: "f", role: "status", text: T.thanks })); error(""); take(state); ui.log.focus();
        }, function (refused) { token = ""; error(T.E[refused.code] || T.failed); });
      } }, fields(true).concat([field(T.message, { name: "text", rows: 3, maxlength: 4000, required: true, dir: "auto" }), el("button", { class: "k", text: T.send })]));
      ui.extra.append(away);
      away.elements[0].focus();
    } else if (hello && !asked && !known && (before || (hello.ask == "after" && since && !closed) || (hello.ask == "before" && !token))) {
      var form = el("form", { class: "f d", onsubmit: function (event) {
        event.preventDefault();
        var who = values(form);
        if (token) call("introduce", who).then(function (state) { done(); take(state); }, function (refused) { error(T.E[refused.code] || T.failed); });
        else {
          introduction = who;
          done();
          submit();
        }
      } }, [el("p", { text: T.ask })].concat(fields(hello.needs_email), [el("div", { class: "r" }, [el("button", { class: "k", text: T.save }), !(hello.needs_email && hello.ask == "before") && el("button", { type: "button", class: "q", text: T.later, onclick: function () { done(); submit(); } })])]));
      ui.extra.append(form);
      if (before) form.elements[0].focus();
    }
    function done() { asked = true; ui.extra.textContent = ""; error(""); ui.text.focus(); }
  }
  function error(text) { if (ui.error) ui.error.textContent = text; }
  function showTyping(on) {
    if (!ui.typing) return;
    clearTimeout(typingTimer);
    ui.typing.textContent = on ? T.we + " " + T.typing : "";
    if (on) typingTimer = setTimeout(showTyping, 9000);
  }
  function add(line) {
    if (lines[line.n]) return;
    lines[line.n] = line;
    since = Math.max(since, line.n);
    waiting = waiting.filter(function (one) { return one.id != line.id; });
    if (line.us && !isOpen && ui.live) ui.live.textContent = T.open + ": " + line.text;
  }
  function linked(text) {
    return text.split(/(https?:\/\/[^\s<>"]+)/).map(function (part, at) { return at % 2 ? el("a", { href: part, rel: "noopener", target: "_blank", text: part }) : part; });
  }
  function bubble(line, last) {
    var time = new Date(line.at).toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });
    var files = (line.files || []).map(function (file) { return el("a", { href: file.url, text: file.name, download: true }); });
    var words = files.length && files[0].textContent == line.text ? [] : linked(line.text);
    var state = line.us ? " " + (line.by || "") : line.bad ? " · " + T.failed : !line.n ? " …" : last && readAt >= line.at ? " · " + T.read : "";
    return el("div", { class: "m" + (line.us ? " us" : "") + (line.bad ? " bad" : ""), dir: "auto" }, [el("span", { class: "v", text: (line.us ? T.we : T.you) + ": " })].concat(words, files, [el("span", { class: "s", text: time + state })]));
  }
  function paint() {
    ui.badge.textContent = unread;
    ui.badge.hidden = !unread;
    ui.launch.setAttribute("aria-label", T.open + (unread ? ", " + unread + " " + T.unread : ""));
    if (!ui.panel) return;
    var all = Object.keys(lines).map(Number).sort(function (a, b) { return a - b; }).map(function (n) { return lines[n]; }).concat(waiting);
    var mine = all.filter(function (one) { return !one.us; });
    var shown = [hello && hello.greeting ? el("div", { class: "m us", dir: "auto", text: hello.greeting }) : null].concat(all.map(function (one) { return bubble(one, one == mine[mine.length - 1]); }), [closed ? el("p", { class: "s", text: T.ended }) : null]).filter(Boolean);
    // Only what is new is put in, so that it alone is read out.
    var key = function (node) { return node.textContent + node.className; };
    shown.forEach(function (node, at) {
      var there = ui.log.children[at];
      if (!there) ui.log.append(node); else if (key(there) != key(node)) there.replaceWith(node);
    });
    while (ui.log.children.length > shown.length) ui.log.lastChild.remove();
    ui.log.scrollTop = ui.log.scrollHeight;
    if (closed) ui.form.hidden = true;
    if (hello && hello.ask == "after" && since && !asked && !known && !ui.extra.firstChild) offer();
  }

  var idle = window.requestIdleCallback || function (run) { setTimeout(run, 600); };
  if (document.readyState == "complete") idle(begin, { timeout: 3000 });
  else window.addEventListener("load", function () { idle(begin, { timeout: 3000 }); });
})(window, document, location);
