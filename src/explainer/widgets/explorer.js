// Explorers, alive: `hydrate` on a page, `render` in a notebook (anywidget).
//
// The HTML is made by explainer/explore/html.py. On a page the controls swap frames that were drawn
// beforehand; in a notebook the kernel draws. Text of a reader is never parsed as markup; frames are ours.

// ---- Frames: the packing of explainer/explore/encode.py

/** The frames of a packed text, by number; throws where it is cut or not as many as they should be. */
export function unpack(text, count) {
  const { version, lines, shapes, frames } = JSON.parse(text);
  if (version !== 1 || frames.length !== count) throw new Error("other frames");
  const met = shapes.map(() => 0);
  const rows = frames.map((shape) => met[shape]++);
  const columns = shapes.map((shape) => shape[2].map((column) => column.split(" ")));
  return (n) => {
    const [shape, places] = shapes[frames[n]];
    let slot = 0;
    const number = () => {
      const column = columns[frames[n]][places[slot++]];
      return column[column.length > 1 ? rows[n] : 0];
    };
    return shape.map((line) => lines[line].reduce((text, next) => text + number() + next)).join("\n");
  };
}

const KEPT = ["open", "aria-expanded"]; // a table left open stays open

/** What makes one node like another, as steps that touch only what differs; `rest`, a child of the old one, is left out. */
function differences(old, next, rest = null, steps = []) {
  if (old.isEqualNode(next)) return steps;
  if (old.nodeName !== next.nodeName) steps.push(() => old.replaceWith(next.cloneNode(true)));
  else if (old.nodeType !== Node.ELEMENT_NODE) steps.push(() => (old.data = next.data));
  else {
    for (const { name, value } of next.attributes) {
      if (old.getAttribute(name) !== value) steps.push(() => old.setAttribute(name, value));
    }
    for (const { name } of old.attributes) {
      if (!next.hasAttribute(name) && !KEPT.includes(name)) steps.push(() => old.removeAttribute(name));
    }
    const from = [...old.childNodes].filter((child) => child !== rest);
    const to = [...next.childNodes];
    to.forEach((child, n) => {
      if (n < from.length) differences(from[n], child, null, steps);
      else steps.push(() => old.insertBefore(child.cloneNode(true), rest));
    });
    for (const child of from.slice(to.length)) steps.push(() => child.remove());
  }
  return steps;
}
const take = (steps) => steps.forEach((step) => step());

const parse = (html, selector) => new DOMParser().parseFromString(html, "text/html").querySelector(selector);

/** A frame of an explorer: its figure, parsed once and compared with what is shown, and its data. */
class Frame {
  constructor(section, html) {
    this.section = section;
    this.cut = html.indexOf('<div class="chart-data">');
    this.html = html;
    this.figure = parse(html.slice(0, this.cut), "figure");
  }
  /** Find the steps to it from what is shown. */
  prepare() {
    const shown = this.section.querySelector("figure.chart");
    this.steps ??= differences(shown, this.figure, shown.querySelector(".chart-data"));
  }
  show() {
    this.prepare();
    take(this.steps);
  }
  showData() {
    take(differences(this.section.querySelector(".chart-data"), parse(this.html.slice(this.cut), ".chart-data")));
  }
}

// ---- Controls: each stands at a position on the row of its values, 1.5 between the second and the third

class Control {
  constructor(section, defined, fine) {
    Object.assign(this, defined);
    this.input = section.querySelector(`.controls [name="${defined.name}"]`);
    this.output = this.input.closest(".control")?.querySelector("output");
    if (fine && this.output) {
      const gap = Math.min(...this.values.slice(1).map((value, n) => value - this.values[n]));
      this.input.step = Math.min(1, Math.max(0.1, 10 ** -this.decimals / gap));
    }
  }
  get position() {
    return this.input.type === "checkbox" ? +this.input.checked : +this.input.value;
  }
  set position(position) {
    if (this.input.type === "checkbox") this.input.checked = position > 0;
    else this.input.value = position;
    this.show();
  }
  get value() {
    const [n, rest] = [Math.floor(this.position), this.position % 1];
    const low = this.values[n];
    return rest ? +(low + rest * (this.values[n + 1] - low)).toFixed(this.decimals) : low;
  }
  /** Where a value stands; -1 for one that is out of range or no option. */
  find(value) {
    if (!this.output) return this.values.indexOf(value);
    const above = this.values.findIndex((each) => each >= +value);
    const [low, high] = [this.values[above - 1], this.values[above]];
    if (high === +value) return above;
    return above < 1 ? -1 : above - (high - value) / (high - low);
  }
  get words() {
    if (this.position % 1 === 0) return this.shown[this.position];
    const digits = { minimumFractionDigits: this.decimals, maximumFractionDigits: this.decimals, useGrouping: this.commas };
    return `${this.value.toLocaleString("en-US", digits)} ${this.unit}`.trim();
  }
  show() {
    if (!this.output || this.output.textContent === this.words) return;
    this.output.textContent = this.words;
    this.input.setAttribute("aria-valuetext", this.words);
  }
}

// ---- One explorer

const ON_THEIR_WAY = "The other settings are on their way.";
const CHOOSE = "Choose an answer first, or skip the guess.";
const LOST = "The other settings of this figure did not arrive, so it stays as first drawn. Reload the page to try again.";

/** Bring one section to life. `host` says how a state is drawn: see `page` and `notebook`. */
function mount(section, host) {
  const find = (selector) => section.querySelector(selector);
  const { controls: defined, conclusions } = JSON.parse(find(".definition").textContent);
  const controls = defined.map((each) => new Control(section, each, host.fine));
  const explorer = { section, controls, show, say, unsay, lose };
  let [pending, later, speech, said] = [0, 0, 0, ""];

  function say(text) {
    if (find(".said").textContent !== text) find(".said").textContent = text;
  }
  function unsay(text) {
    if (find(".said").textContent === text) say("");
  }
  /** Read out, once the reader pauses. */
  function announce(text) {
    clearTimeout(speech);
    speech = setTimeout(() => {
      if (text !== said) find(".announce").textContent = said = text;
    }, 500);
  }
  /** What was as high stays as high, so that what follows does not move under a finger, not by part of a pixel. */
  function steady() {
    const high = (part) => `${Math.ceil(part.getBoundingClientRect().height)}px`;
    for (const part of section.querySelectorAll(".controls, .reading, .standing")) part.style.minBlockSize = high(part);
    for (const name of ["finding", "source", "note"]) {
      const part = find(`.${name}`); // of the figure, which is made like each frame, so its own style would go
      if (part) section.style.setProperty(`--${name}`, high(part));
    }
  }
  /** Once what is seen at once is painted. */
  function afterwards(work) {
    clearTimeout(later);
    later = setTimeout(() => {
      steady();
      work();
    }, 60);
  }
  /** Show a frame: its figure now, its table and CSV afterwards. */
  function show(frame) {
    frame.show();
    announce(find(".finding b").textContent);
    afterwards(() => frame.showData());
  }
  function lose() {
    controls.forEach((control) => (control.position = control.at));
    for (const each of section.querySelectorAll(".controls :is(input, select, button)")) each.disabled = true;
    settle();
    say(LOST);
  }
  function settle() {
    const settings = controls.map((control) => `${control.label} ${control.words}`).join(", ");
    if (find(".settings")) find(".settings span").textContent = settings;
  }
  function draw() {
    pending = 0;
    settle();
    if (!conclusions) return host.draw(explorer);
    const { reading, reasons } = judge(section, controls, conclusions);
    announce(reading);
    afterwards(() => take(reasons)); // they are of any length, so what follows moves
  }
  function changed() {
    controls.forEach((control) => control.show());
    say("");
    pending ||= requestAnimationFrame(draw);
  }

  find(".controls").addEventListener("focusin", steady, { once: true }); // before the first change
  find(".controls").addEventListener("input", changed);
  find(".reset").addEventListener("click", () => {
    controls.forEach((control) => (control.position = control.at));
    changed();
    say("Back to where it began.");
  });
  find(".copy").addEventListener("click", () => copyLink(explorer));
  find(".copy").hidden = host.fine;
  for (const form of section.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());
  ask(explorer, announce);
  section.classList.add("live");
  return host.start(explorer, changed);
}

/** The outcome of each conclusion for what is granted; returns the reading, and the steps that say why. */
function judge(section, controls, conclusions) {
  const [counts, reasons] = [{}, []];
  for (const { id, needs, table, outcomes } of conclusions) {
    const bits = needs.reduce((sum, name, n) => sum + (controls.find((c) => c.name === name).position << n), 0);
    const [standing, words, why] = outcomes[table[bits]];
    const entry = section.querySelector(`[data-conclusion="${id}"]`);
    entry.dataset.standing = standing;
    entry.querySelector(".standing").textContent = words;
    reasons.push(() => (entry.querySelector(".why").textContent = why));
    counts[words] = (counts[words] ?? 0) + 1;
  }
  const reading = Object.entries(counts).map(([words, count]) => `${words}: ${count} of ${conclusions.length}.`).join(" ");
  section.querySelector(".reading").textContent = reading;
  return { reading, reasons };
}

/** The prediction comes first; a guess, or its being skipped, is kept in this browser. */
function ask({ section, controls, say, unsay }, announce) {
  const form = section.querySelector(".guess");
  const stem = form.querySelector(".stem").textContent;
  const name = `explainer:explorer:${section.dataset.explorer}`;
  const words = (guess) => form.querySelector(`[value="${guess}"] + span`)?.textContent;

  function kept() {
    try {
      const { stem: asked, guess } = JSON.parse(localStorage.getItem(name));
      return asked === stem ? guess : undefined;
    } catch {
      return undefined;
    }
  }
  function close(guess) {
    const told = section.querySelector(".told");
    section.classList.remove("asking");
    unsay(CHOOSE);
    form.hidden = true;
    if (!words(guess)) return;
    const right = guess === form.dataset.key ? ", and so it is" : "";
    told.textContent = `You guessed “${words(guess)}”${right}. ${form.querySelector(".answer p").textContent}`;
    told.hidden = false;
  }
  function answer(guess) {
    try {
      localStorage.setItem(name, JSON.stringify({ stem, guess }));
    } catch { /* it is asked again next time */ }
    close(guess);
    controls[0].input.focus();
    announce(section.querySelector(".told").textContent);
  }

  const before = kept();
  if (before !== undefined) return close(before);
  section.classList.add("asking");
  form.querySelector(".pass").addEventListener("click", () => answer(null));
  form.querySelector(".keep").addEventListener("click", () => {
    const guess = form.querySelector(":checked");
    if (guess) return answer(guess.value);
    form.querySelector("input").focus();
    say(CHOOSE);
  });
}

// ---- On a page: frames by number, and a state in the address

async function copyLink({ section, controls, say }) {
  const address = new URL(location.href);
  address.search = new URLSearchParams(controls.map((control) => [control.name, control.value]));
  address.hash = section.id;
  try {
    await navigator.clipboard.writeText(address.href);
    say("The link to this state is copied.");
  } catch {
    say(`The link to this state: ${address.href}`);
  }
}

/** Set the controls as the address says, if it means this explorer. */
function restore({ section, controls, say }) {
  if (location.hash !== `#${section.id}` || !location.search) return false;
  const given = new URLSearchParams(location.search);
  const found = controls.map((control) => (given.has(control.name) ? control.find(given.get(control.name)) : control.at));
  if (found.every(Number.isInteger) && found.every((position) => position >= 0)) {
    found.forEach((position, n) => (controls[n].position = position));
    return true;
  }
  say("The link asks for a state that this figure does not have, so it shows its first.");
  return false;
}

function page(section) {
  const { frames: address, integrity } = section.dataset;
  let html; // of a frame by number, once they are here
  let near = new Map(); // frames that are one step away, by number
  const idle = window.requestIdleCallback ?? setTimeout;
  /** The number of the frame of these controls, or of the one a step of one control away. */
  const number = (controls, moved, by) =>
    controls.reduce((n, control) => n * control.values.length + control.position + (control === moved && by), 0);

  async function load(explorer) {
    const count = explorer.controls.reduce((product, control) => product * control.values.length, 1);
    try {
      const inline = section.querySelector("script.frames")?.textContent;
      html = unpack(inline ?? (await (await fetch(address, { integrity })).text()), count);
      explorer.unsay(ON_THEIR_WAY);
      if (explorer.controls.some((control) => control.position !== control.at)) draw(explorer);
      else lookAhead(explorer);
    } catch {
      explorer.lose();
    }
  }
  function draw(explorer) {
    if (!html) return explorer.say(ON_THEIR_WAY);
    const n = number(explorer.controls);
    near.set(n, near.get(n) ?? new Frame(section, html(n)));
    explorer.show(near.get(n));
    lookAhead(explorer);
  }
  /** Make ready what one step of a control leads to, bit by bit, whenever there is nothing else to do. */
  function lookAhead({ controls }) {
    const before = near;
    near = new Map();
    for (const control of controls) {
      for (const by of [1, -1]) {
        if (control.values[control.position + by] === undefined) continue;
        const n = number(controls, control, by);
        near.set(n, before.get(n));
        if (before.get(n)) before.get(n).steps = undefined; // they led from another figure
      }
    }
    idle(ready);
  }
  function ready() {
    for (const [n, frame] of near) {
      if (frame?.steps) continue;
      if (frame) frame.prepare();
      else near.set(n, new Frame(section, html(n)));
      return idle(ready);
    }
  }
  return {
    fine: false,
    draw,
    start(explorer, changed) {
      if (restore(explorer)) changed();
      if (!section.querySelector("figure.chart")) return;
      const near = new IntersectionObserver(([entry]) => {
        if (!entry.isIntersecting) return;
        near.disconnect();
        load(explorer);
      }, { rootMargin: "100% 0px" });
      near.observe(section);
    },
  };
}

/** Every explorer of a page. */
export function hydrate(root = document) {
  for (const section of root.querySelectorAll("section.explorer[data-explorer]:not(.live)")) mount(section, page(section));
}

// ---- In a notebook: the kernel draws, one figure at a time

function notebook(model) {
  const valuesOf = ({ controls }) => Object.fromEntries(controls.map((control) => [control.name, control.value]));
  let [waiting, again] = [false, false];

  function draw(explorer) {
    if ((again = waiting)) return; // the newest state follows when this one is here
    waiting = true;
    model.set("values", valuesOf(explorer));
    model.save_changes();
  }
  return {
    fine: true,
    draw,
    start(explorer) {
      const drawn = () => {
        waiting = false;
        if (model.get("trouble")) explorer.say(model.get("trouble"));
        else explorer.show(new Frame(explorer.section, model.get("figure")));
        if (again) draw(explorer);
      };
      const moved = () => {
        const values = model.get("values");
        if (JSON.stringify(values) === JSON.stringify(valuesOf(explorer)) || waiting) return;
        for (const control of explorer.controls) control.position = control.find(values[control.name]);
      };
      model.on("change:drawn", drawn);
      model.on("change:values", moved);
      return () => {
        model.off("change:drawn", drawn);
        model.off("change:values", moved);
      };
    },
  };
}

/** anywidget: traits html, values, figure, drawn, trouble. */
function render({ model, el }) {
  const parsed = new DOMParser().parseFromString(model.get("html"), "text/html");
  const section = document.importNode(parsed.querySelector("section.explorer"), true);
  section.classList.add("in-notebook");
  // Or arrow keys would leave the cell, not move the slider.
  section.addEventListener("focusin", (event) => (event.target.dataset.lmSuppressShortcuts = "true"));
  el.append(...parsed.querySelectorAll("style"), section);
  const end = mount(section, notebook(model));
  // The book's addresses lead nowhere from a notebook.
  for (const link of section.querySelectorAll(".because a")) link.replaceWith(link.textContent);
  return end;
}

export default { render };
