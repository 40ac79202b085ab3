// Keys of the translation editor; without them every button still works.
(() => {
  const units = () => [...document.querySelectorAll("[data-unit]")];
  const field = (unit) => unit && unit.querySelector("textarea");
  const press = (unit, deed) => unit.querySelector(`button[name=do][value=${deed}]`)?.click();
  let goOnFrom = null;

  const move = (unit, step) => {
    const all = units();
    const next = field(all[all.indexOf(unit) + step]);
    if (next) { next.focus(); next.closest("[data-unit]").scrollIntoView({ block: "nearest" }); }
  };
  const WAITS = ".tr-flagged, .tr-missing, .tr-waiting, .tr-draft";
  const moveToWaiting = (unit) => {
    const all = units();
    const at = all.indexOf(unit);
    const next = field([...all.slice(at + 1), ...all.slice(0, at)].find((one) => one.matches(WAITS)));
    if (next) { next.focus(); next.closest("[data-unit]").scrollIntoView({ block: "nearest" }); }
  };
  document.addEventListener("keydown", (event) => {
    const unit = event.target.closest && event.target.closest("[data-unit]");
    if (!unit || event.isComposing) return;
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); goOnFrom = unit.id; press(unit, "save"); }
    else if (event.altKey && event.code === "KeyA") { event.preventDefault(); goOnFrom = unit.id; press(unit, "accept"); }
    else if (event.altKey && event.code === "KeyN") { event.preventDefault(); moveToWaiting(unit); }
    else if (event.altKey && event.key === "ArrowDown") { event.preventDefault(); move(unit, 1); }
    else if (event.altKey && event.key === "ArrowUp") { event.preventDefault(); move(unit, -1); }
  });
  // A refused text comes back with its reason: show it instead of dropping the answer.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422 && event.detail.target.matches("[data-unit]")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!goOnFrom) return;
    const unit = document.getElementById(goOnFrom);
    goOnFrom = null;
    if (!unit) return;
    if (unit.querySelector("[role=alert]")) field(unit).focus(); else move(unit, 1);
  });
})();
