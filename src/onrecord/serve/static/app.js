// Everything here is a convenience: all reading and searching works without it.
"use strict";

const chosen = () => document.querySelector("[data-item][data-chosen]");
const typing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;

function choose(step) {
  const items = [...document.querySelectorAll("[data-item]")];
  if (!items.length) return;
  const from = items.indexOf(chosen());
  const next = items[Math.min(items.length - 1, Math.max(0, from + step))];
  items.forEach((item) => item.removeAttribute("data-chosen"));
  next.setAttribute("data-chosen", "");
  const link = next.querySelector("[data-open]") || next.querySelector("a");
  if (link) link.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

let going = 0;
function pressed(event) {
  if (event.key === "Escape") {
    document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
    if (typing(event.target)) event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
  const goes = Date.now() - going < 1500;
  going = 0;
  const place = goes ? document.querySelector(`.places [data-key="${CSS.escape(event.key)}"]`) : null;
  const pressable = document.querySelector(`[data-press="${CSS.escape(event.key)}"]:not([disabled])`);
  if (place) place.click();
  else if (pressable && !(event.key === "Enter" && event.target.closest("a, button, summary"))) pressable.click();
  else if (event.key === "/") document.getElementById("q").select();
  else if (event.key === "j") choose(1);
  else if (event.key === "k") choose(-1);
  else if (event.key === "g") { going = Date.now(); return; }
  else if (event.key === "?") document.getElementById("keys").showModal();
  else return;
  event.preventDefault();
}

// A menu closes when something else is asked for.
function left(event) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
}

// Words that an address leads to are shown with their evidence.
function opened() {
  const id = decodeURIComponent(location.hash.slice(1));
  const note = id.startsWith("s-") ? document.getElementById(`n-${id.slice(2)}`) : null;
  const details = note ? note.querySelector("details") : null;
  if (details) details.open = true;
}

document.addEventListener("keydown", pressed);
document.addEventListener("click", left);
window.addEventListener("hashchange", opened);
opened();
