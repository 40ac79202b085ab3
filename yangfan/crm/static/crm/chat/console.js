/* Live notices in the console: the inbox and an open chat look again at once. Without them both still ask now and then. */
(function () {
  "use strict";
  const card = document.querySelector("[data-chat]"), inbox = document.querySelector("[data-live-inbox]");

  // Hold one line while the tab is looked at; a hidden tab gives it back after half a minute.
  const listen = (url, kinds, heard) => {
    let source = null, pause = 0, wait = 2000;
    const open = async () => {
      if (source || !window.EventSource || document.visibilityState === "hidden") return;
      const address = await fetch(url, { headers: { "X-Requested-With": "live" } }).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
      if (!address || source) return;
      source = new EventSource(address);
      source.onopen = () => { wait = 2000; };
      source.onerror = () => { if (source && source.readyState === 2) { source = null; wait = Math.min(wait * 2, 60000); setTimeout(open, wait); } };
      kinds.forEach((kind) => source.addEventListener(kind, (event) => heard(kind, JSON.parse(event.data))));
    };
    document.addEventListener("visibilitychange", () => {
      clearTimeout(pause);
      if (document.visibilityState === "visible") { if (!source) { open(); heard("look", {}); } }
      else pause = setTimeout(() => { if (source) source.close(); source = null; }, 30000);
    });
    open();
    return () => Boolean(source && source.readyState === 1);
  };

  if (inbox) {
    const rows = () => document.querySelector(".crm-rows");
    listen(inbox.dataset.liveInbox, ["message"], () => {
      htmx.trigger(document.body, "yf:inbox");
      if (rows() && !rows().querySelector(":checked, :focus")) htmx.ajax("GET", location.href, { target: ".crm-rows", select: ".crm-rows", swap: "outerHTML" });
    });
  }

  if (card) {
    const where = "section[aria-labelledby=h-conv]", typing = card.querySelector("[data-chat-typing]");
    let stop = 0, toldAt = 0, seenAt = 0;
    const post = (url, body) => fetch(url, { method: "POST", headers: { "X-CSRFToken": yf.csrf(), "Content-Type": "application/x-www-form-urlencoded" }, body }).catch(() => {});
    const presence = () => htmx.ajax("GET", card.dataset.presence, { target: "[data-chat-presence]", swap: "innerHTML" });
    const seen = () => {
      if (!card.dataset.seen || document.visibilityState === "hidden" || Date.now() - seenAt < 3000) return;
      seenAt = Date.now(); post(card.dataset.seen, "");
    };
    const conversation = () => {
      const held = document.querySelector(where);
      if (!held || held.querySelector("textarea, dialog[open], details[open] form")) return; // somebody is correcting a translation
      htmx.ajax("GET", location.href.split("#")[0], { target: where, select: where, swap: "outerHTML" }).then(() => { say(""); seen(); });
    };
    const say = (words) => { clearTimeout(stop); typing.textContent = words; if (words) stop = setTimeout(() => say(""), 6000); };
    const isLive = listen(card.dataset.listen, ["message", "read", "changed", "here", "gone", "typing"], (kind, data) => {
      if (kind === "typing") { say(data.on ? typing.dataset.words : ""); return; }
      if (kind === "message" || kind === "look") conversation();
      setTimeout(presence, kind === "gone" || kind === "here" ? 300 : 0);
    });
    let newest = card.dataset.newest, rounds = 0;
    setInterval(() => {
      if (document.visibilityState === "hidden") return;
      rounds += 1;
      if (isLive() && rounds % 4) return;
      fetch(card.dataset.presence).then((answer) => {
        const now = answer.headers.get("X-Chat-Newest");
        if (now && now !== newest) { newest = now; conversation(); }
        return answer.text();
      }).then((html) => { card.querySelector("[data-chat-presence]").innerHTML = html; }).catch(() => {});
    }, 8000);
    document.addEventListener("input", (event) => {
      if (!card.dataset.typing || !event.target.matches("textarea[name=text]") || Date.now() - toldAt < 3000) return;
      toldAt = Date.now(); post(card.dataset.typing, "on=1");
    });
    document.addEventListener("visibilitychange", seen);
    document.addEventListener("DOMContentLoaded", seen); // the shell's own script comes after this one
  }
})();
