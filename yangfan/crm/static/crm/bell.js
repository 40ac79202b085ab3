/* The bell: says on this computer that an inquiry came in (if the person allowed it), rings (if they want it), and remembers that one has looked. */
(function () {
  "use strict";
  let newest = null;
  const bell = () => document.getElementById("crm-bell");
  const key = () => "yf-bell:" + bell().dataset.workspace;
  const rings = () => localStorage.getItem("yf-bell-rings") === "1";  // off until somebody wants it
  const sound = () => {
    try {
      const audio = new AudioContext(), tone = audio.createOscillator(), loud = audio.createGain();
      tone.frequency.value = 880; loud.gain.setValueAtTime(0.15, audio.currentTime); loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.5);
      tone.connect(loud).connect(audio.destination); tone.start(); tone.stop(audio.currentTime + 0.5);
    } catch { /* a browser without sound stays silent */ }
  };
  const look = () => {
    const node = bell(); if (!node) return;
    const now = Number(node.dataset.newest), count = Number(node.dataset.count);
    const before = newest === null ? Number(localStorage.getItem(key()) || now) : newest;
    newest = now; localStorage.setItem(key(), String(now));
    const permit = node.querySelector("[data-permit]");
    if (permit && "Notification" in window && Notification.permission === "default") permit.hidden = false;
    const ring = node.querySelector("[data-ring]");
    if (ring) { ring.hidden = !("AudioContext" in window); ring.setAttribute("aria-pressed", String(rings())); }
    if (now > before && count && rings()) sound();
    if (now > before && count && "Notification" in window && Notification.permission === "granted") {
      const link = node.querySelector("[data-bell]");
      const note = new Notification(node.dataset.title, { body: link ? link.dataset.bell + "\n" + link.dataset.words : "", tag: key() + now });
      note.onclick = () => { window.focus(); if (link) location.href = link.href; };
    }
  };
  document.body.addEventListener("htmx:afterSwap", (event) => { if (event.detail.elt.id === "crm-bell" || event.detail.target.id === "crm-bell") look(); });
  document.addEventListener("toggle", (event) => {
    const menu = event.target; if (!menu.matches || !menu.matches("#crm-bell details[open]") || !Number(bell().dataset.count)) return;
    fetch(menu.dataset.seen, { method: "POST", headers: { "X-CSRFToken": yf.csrf() } }).then(() => { const dot = menu.querySelector(".yf-dotcount"); if (dot) dot.remove(); bell().dataset.count = "0"; });
  }, true);
  document.addEventListener("click", (event) => {
    const ring = event.target.closest("[data-ring]");
    if (ring) { localStorage.setItem("yf-bell-rings", rings() ? "0" : "1"); ring.setAttribute("aria-pressed", String(rings())); if (rings()) sound(); }
    const permit = event.target.closest("[data-permit]"); if (!permit) return;
    Notification.requestPermission().then(() => { permit.hidden = true; });
  });
  look();
})();
