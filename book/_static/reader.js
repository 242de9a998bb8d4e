// What a reader's page does: colours, cards of reference links, filters of the long lists, quizzes.
// Everything here is an addition: without it the page reads, links and prints.
import { hydrate } from "./quiz.js";

const store = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* kept for this page only */ } },
};

// --- Colours: as the system, light, dark -------------------------------------------------------

function setUpTheme() {
  const button = document.querySelector(".theme-button");
  const modes = ["auto", "light", "dark"];
  const names = { auto: "as the system", light: "light", dark: "dark" };
  const show = (mode) => {
    document.body.dataset.theme = mode;
    button.setAttribute("aria-label", `Colours: ${names[mode]}. Change`);
    button.title = `Colours: ${names[mode]}`;
  };
  show(document.body.dataset.theme);
  button.addEventListener("click", () => {
    const next = modes[(modes.indexOf(document.body.dataset.theme) + 1) % modes.length];
    store.set("theme", next);
    show(next);
  });
}

// --- Cards: the source of a number or claim, by hover, focus and tap ----------------------------

const GAP = 6;
let open = null; // { link, card }, at most one at a time
let timer = 0;

function closeCard() {
  clearTimeout(timer);
  if (!open) return;
  open.link.setAttribute("aria-expanded", "false");
  open.card.remove();
  open = null;
}

function placeCard(link, card) {
  const lines = [...link.getClientRects()];
  const at = lines[0] ?? link.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const width = card.offsetWidth;
  const left = Math.max(8, Math.min(at.left, room - width - 8));
  const below = (lines.at(-1) ?? at).bottom + GAP;
  const fits = below + card.offsetHeight <= innerHeight || at.top < card.offsetHeight + GAP;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(fits ? below : at.top - card.offsetHeight - GAP) + scrollY}px`;
}

function openCard(link) {
  clearTimeout(timer);
  if (open?.link === link) return;
  closeCard();
  const source = document.querySelector(`[data-card="${CSS.escape(link.dataset.ref)}"]`);
  if (!source) return;
  const card = document.createElement("div");
  card.className = "card";
  card.setAttribute("role", "group");
  card.setAttribute("aria-label", "Source");
  card.append(...(source.content ?? source).cloneNode(true).childNodes); // a template, or a record of a one-file chapter
  link.after(card); // next in tab order, so that its links are reached from the link
  if (card.showPopover) { // the top layer: never cut off by a box that scrolls
    card.popover = "manual";
    card.showPopover();
  }
  link.setAttribute("aria-expanded", "true");
  placeCard(link, card);
  open = { link, card };
}

function setUpCards() {
  const has = new Set([...document.querySelectorAll("[data-card]")].map((source) => source.dataset.card));
  const linkOf = (target) => {
    const link = target.closest?.("a[data-ref]");
    return link && has.has(link.dataset.ref) && !link.closest(".card") ? link : null;
  };
  for (const link of document.querySelectorAll("a[data-ref]")) {
    if (linkOf(link)) link.setAttribute("aria-expanded", "false");
  }
  const inside = (node) => open && (open.card.contains(node) || open.link.contains(node));
  const leaveSoon = () => { clearTimeout(timer); timer = setTimeout(closeCard, 250); };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkOf(event.target);
    if (link) { clearTimeout(timer); timer = setTimeout(() => openCard(link), open ? 80 : 250); }
    else if (inside(event.target)) clearTimeout(timer);
    else if (open || timer) leaveSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link) { if (link.matches(":focus-visible")) openCard(link); }
    else if (!inside(event.target)) closeCard();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    // A finger has no hover: the first tap opens the card, whose own link leads on.
    if (link && event.pointerType === "touch" && open?.link !== link) {
      event.preventDefault();
      openCard(link);
    } else if (!link && !inside(event.target)) closeCard();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    const { link, card } = open;
    const back = card.contains(document.activeElement);
    closeCard();
    if (back) { link.focus({ focusVisible: false }); closeCard(); }
  });
  addEventListener("resize", closeCard);
}

// --- Filters of the long lists: words, and one choice per named property -------------------------

function setUpFilters() {
  const place = document.querySelector(".filters");
  if (!place) return;
  const records = [...document.querySelectorAll(".record")];
  const texts = new Map(records.map((record) => [record, record.textContent.toLowerCase()]));
  const sections = [...document.querySelectorAll("article section section")];
  const words = place.querySelector("input");
  const selects = [...place.querySelectorAll("select")];
  const count = place.querySelector("[role=status]");
  place.addEventListener("input", apply);

  function apply() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const record of records) {
      const text = texts.get(record);
      const keep = wanted.every((word) => text.includes(word))
        && selects.every((s) => !s.value || record.getAttribute(`data-${s.dataset.name}`) === s.value);
      record.hidden = !keep;
      shown += keep;
    }
    for (const section of sections) {
      const inner = section.querySelectorAll(".record");
      if (inner.length) section.hidden = [...inner].every((record) => record.hidden);
    }
    count.textContent = `${shown} of ${records.length} shown`;
  }
  place.hidden = false;
  apply();
  // A link to an entry works whatever was typed before.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest(".record")?.hidden) return;
    words.value = "";
    for (const select of selects) select.value = "";
    apply();
    target.scrollIntoView();
  });
}

// Wide tables scroll sideways in a box that the keyboard can reach.
function setUpScrollers() {
  let number = 0;
  for (const box of document.querySelectorAll("main .table-wrapper, main pre")) {
    if (box.scrollWidth > box.clientWidth && !box.hasAttribute("tabindex")) {
      number += 1;
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", `${box.matches("pre") ? "Code" : "Table"} ${number}, wider than the page`);
    }
  }
}

function setUpSearchPage() {
  const input = document.getElementById("search-words");
  if (input) input.value = new URLSearchParams(location.search).get("q") ?? "";
}

setUpTheme();
setUpCards();
setUpFilters();
setUpScrollers();
setUpSearchPage();
hydrate();
