// The quiz, alive: `hydrate` on a page, `render` in a notebook (anywidget), `scoreResponse` for both.
//
// The HTML is made by explainer/quiz/html.py and already holds every word of feedback, in the key at its
// end; what is shown beside an answer is copied from there. Text is never parsed as markup here.

// ---- Scoring: the rules of explainer/quiz/scoring.py; tests/scoring_cases.json holds both to them.

const SLACK = 1e-12; // two numbers this close, as a share of the larger, are one
const NEAR_SLIP = 0.02; // a reader's rounding of a slip is still that slip
const BLANKS = /^[ \t\n\r\u00a0\u2007\u2009\u202f]+|[ \t\n\r\u00a0\u2007\u2009\u202f]+$/g;
const BETWEEN_GROUPS = /[ \u00a0\u2007\u2009\u202f'’]/g;
// What a number looks like, and the mark between its groups of digits. The first that fits counts.
const FORMS = [
  [/^[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?$/, " "], // 1 200 or 1'200,5
  [/^[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$/, ","], // 1,200.5
  [/^[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?$/, ","], // 12,34,567 (lakh)
  [/^[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|\.[0-9]{3},[0-9]+)$/, "."], // 1.200,5
  [/^[0-9]*[.,]?[0-9]+$/, ""], // 1200, 12.5, 12,5, .5
];

/** The number a reader typed, or null. What decides between comma and point: see read_number in scoring.py. */
export function readNumber(text, unit = "") {
  let digits = text.replace(BLANKS, "");
  if (unit && digits.endsWith(unit)) digits = digits.slice(0, -unit.length).replace(BLANKS, "");
  digits = digits
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
    .replace(/٫/g, ".")
    .replace(/٬/g, ",")
    .replace(/[−–]/g, "-")
    .replace(BETWEEN_GROUPS, " ");
  const sign = digits.startsWith("-") ? -1 : 1;
  digits = digits.replace(/^[-+]/, "");
  const form = FORMS.find(([shape]) => shape.test(digits));
  if (!form) return null;
  const number = sign * Number(digits.replaceAll(form[1], "").replace(",", "."));
  return Number.isFinite(number) ? number : null;
}

function scoreChoice(item, picked) {
  const key = [item.key].flat();
  if (!picked.length || !picked.every((id) => item.options.includes(id))) return null;
  const shown = item.options.filter((id) => picked.includes(id));
  const right = shown.filter((id) => key.includes(id)).length;
  return { points: Math.max(0, right - (shown.length - right)) / key.length, shown };
}

function scoreNumber(item, response) {
  const number = typeof response === "string" ? readNumber(response, item.unit) : response;
  if (typeof number !== "number" || !Number.isFinite(number)) return null;
  const within = (target, margin) =>
    Math.abs(number - target) <= margin + SLACK * Math.max(Math.abs(number), Math.abs(target));
  if (within(item.key, item.tolerance)) return { points: 1, shown: ["right"] };
  const slip = item.slips.findIndex((s) => within(s, Math.min(item.tolerance, NEAR_SLIP * Math.abs(s))));
  return { points: 0, shown: [slip < 0 ? "wrong" : `slip-${slip + 1}`] };
}

/** A day by the reader's clock, as 2026-11-23. */
function isoDay(date) {
  const two = (n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const dayOf = (iso) => new Date(`${iso}T00:00`);
const isDay = (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isoDay(dayOf(value)) === value;
const spelledDay = (iso) =>
  dayOf(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** A forecast earns no points: it waits for its day. */
function scoreForecast(item, response) {
  const { probability_pct: chance, kept_on: day } = response ?? {};
  const good = typeof chance === "number" && chance >= 0 && chance <= 100 && typeof day === "string" && isDay(day);
  return good ? { points: null, shown: [] } : null;
}

// A type of item: how a response is scored, how it stands in the inputs ("" or [] is none) and how its
// score is shown. `value` turns what stands there into the response that is kept; `kept` says that it is,
// where it is not scored. One that `lasts` stays kept until a newer one replaces it.
const choice = {
  value: (item, ids) => ids,
  write: (inputs, response) => {
    for (const input of inputs) input.checked = [response].flat().includes(input.value);
  },
  first: "Choose an answer first.",
};
const picked = (inputs) => inputs.filter((input) => input.checked).map((input) => input.value);
const written = {
  read: ([input]) => input.value.trim(),
  first: "Write a number first.",
};
const TYPES = {
  "choose-one": {
    ...choice,
    score: (item, response) => scoreChoice(item, [response]),
    read: (inputs) => picked(inputs)[0] ?? "",
    mark: (view, score, withKey) => view.markOptions(score, withKey),
  },
  "choose-many": {
    ...choice,
    score: (item, response) => scoreChoice(item, [response].flat()),
    read: picked,
    mark(view, score, withKey) {
      view.markOptions(score, withKey);
      view.say.append(tally(view.item, score));
    },
  },
  number: {
    ...written,
    score: scoreNumber,
    value: (item, text) => readNumber(text, item.unit),
    write: ([input], response) => (input.value = response ?? ""),
    refusal: (text) => `“${text}” is not a number. Write digits only, such as 12.5 or 1,200.`,
    mark: (view, score, withKey) => view.markNumber(score, withKey),
  },
  forecast: {
    ...written,
    lasts: true,
    score: scoreForecast,
    value: (item, text) => ({ probability_pct: readNumber(text, "%"), kept_on: isoDay(new Date()) }),
    write: ([input], response) => (input.value = response?.probability_pct ?? ""),
    refusal: (text) => `“${text}” is not a chance. Write a number from 0 to 100.`,
    kept: (response) => `Kept on ${spelledDay(response.kept_on)}: ${response.probability_pct} %.`,
  },
};

/** {points: 0 to 1, or null of a forecast, shown: names of the feedback it gets}, or null for what is no response to this item. */
export function scoreResponse(item, response) {
  return TYPES[item.type].score(item, response);
}

// ---- Stores: responses by item. read(items), keep(item, response or undefined), erase(items),
// watch(listener) which returns its undoing, trouble() which is "" when all is well.

const CANNOT_KEEP = "Your answers cannot be kept in this browser. They stay until you leave this page.";
const UNREADABLE = "Answers kept here earlier could not be read, so the questions start afresh.";

/** The entries of a stored text; null if it is not ours to read. */
function parseKept(text) {
  try {
    const { version, items } = JSON.parse(text);
    return version === 1 && items && typeof items === "object" ? { ...items } : null;
  } catch {
    return null;
  }
}

function browserStore(quiz) {
  const name = `explainer:quiz:${quiz}`;
  const listeners = new Set();
  let entries = {};
  let works = true; // until the browser refuses; from then on this page's memory has to do
  let trouble = "";

  function load() {
    if (!works) return;
    try {
      const text = localStorage.getItem(name);
      const kept = text === null ? {} : parseKept(text);
      entries = kept ?? {};
      trouble = kept ? "" : UNREADABLE;
    } catch {
      refuse();
    }
  }
  function save() {
    try {
      if (!works) return;
      if (Object.keys(entries).length) localStorage.setItem(name, JSON.stringify({ version: 1, items: entries }));
      else localStorage.removeItem(name);
      trouble = "";
    } catch {
      refuse();
    }
  }
  function refuse() {
    works = false;
    trouble = CANNOT_KEEP;
  }
  const tell = () => listeners.forEach((listener) => listener());
  const other = (event) => {
    if (event.key !== name && event.key !== null) return;
    load();
    tell();
  };

  load();
  return {
    // Only what was said to the item as it reads on this page: an edited item asks again.
    read: (items) => valid(items, (item) => entries[item.id]?.hash === item.hash && entries[item.id].response),
    keep(item, response) {
      load(); // another tab may have written since; last write wins, item by item
      if (response === undefined) delete entries[item.id];
      else entries[item.id] = { hash: item.hash, response };
      save();
      tell();
    },
    erase(items) {
      load();
      for (const item of items) delete entries[item.id];
      works = true; // even where keeping failed, what is there must go
      save();
      tell();
    },
    watch(listener) {
      if (!listeners.size) addEventListener("storage", other);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (!listeners.size) removeEventListener("storage", other);
      };
    },
    trouble: () => trouble,
  };
}

function valid(items, find) {
  const responses = items.map((item) => [item, find(item)]).filter(([item, r]) => scoreResponse(item, r));
  return Object.fromEntries(responses.map(([item, response]) => [item.id, response]));
}

/** The notebook's store: the model's `responses`, with the browser's as what brings them back after a reload. */
function modelStore(model, quiz, items) {
  const browser = browserStore(quiz);
  const set = (responses) => {
    model.set("responses", responses);
    model.save_changes();
  };
  const before = browser.read(items);
  if (!Object.keys(model.get("responses")).length && Object.keys(before).length) set(before);
  return {
    read: (items) => valid(items, (item) => model.get("responses")[item.id]),
    keep(item, response) {
      const { [item.id]: _, ...others } = model.get("responses");
      browser.keep(item, response);
      set(response === undefined ? others : { ...others, [item.id]: response });
    },
    erase(items) {
      browser.erase(items);
      set({});
    },
    watch(listener) {
      model.on("change:responses", listener);
      return () => model.off("change:responses", listener);
    },
    trouble: browser.trouble,
  };
}

// ---- The page

function element(tag, className, ...children) {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children);
  return node;
}

function button(className, text, action) {
  const node = element("button", className, text);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

const VERDICTS = {
  right: ["✓", "Right."],
  partly: ["◐", "Partly right."],
  wrong: ["✗", "Not this one."],
  answer: ["✓", "The answer."],
};

function verdict(side, words = VERDICTS[side][1]) {
  const sign = element("span", "sign", VERDICTS[side][0], " ");
  sign.setAttribute("aria-hidden", "true");
  return element("span", `verdict ${side}`, sign, words);
}

const spoken = (node) => node.textContent.replace(/[✓✗◐]\s*/g, "").trim();
const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
const rounded = (points) => Math.round(points * 10) / 10;

/** In words, what a choice of many found and what in it does not belong. */
function tally(item, score) {
  const found = score.shown.filter((id) => item.key.includes(id)).length;
  const stray = score.shown.length - found;
  const side = score.points === 1 ? "right" : score.points ? "partly" : "wrong";
  const words = { right: "Right:", partly: "Partly right:", wrong: "Not right:" }[side];
  const strays = stray ? `, and ${stray} that ${stray === 1 ? "does" : "do"} not belong` : "";
  return element("span", "", verdict(side, words), ` ${found} of ${item.key.length} found${strays}.`);
}

/** One item: its inputs and buttons, drawn from its kept response. */
class ItemView {
  constructor(box, item, key, quiz) {
    Object.assign(this, { box, item, key, quiz, type: TYPES[item.type] });
    this.inputs = [...box.querySelectorAll("input")];
    this.say = box.querySelector(".say");
    for (const name of ["check", "again", "reveal"]) this[name] = box.querySelector(`.${name}`);
    this.check.addEventListener("click", () => this.answer());
    this.again.addEventListener("click", () => this.retry());
    this.reveal?.addEventListener("click", () => this.showAnswer());
    box.addEventListener("input", () => this.changed());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
      event.preventDefault();
      this.answer();
    });
    this.draw();
  }

  get score() {
    return this.response === undefined ? null : scoreResponse(this.item, this.response);
  }

  answer() {
    const given = this.type.read(this.inputs);
    if (!given.length) return this.refuse(this.type.first);
    const response = this.type.value(this.item, given);
    if (!scoreResponse(this.item, response)) return this.refuse(this.type.refusal(given));
    const pressed = this.check.matches(":focus");
    this.quiz.keep(this.item, response);
    this.draw(response); // also where the same was kept again
    if (pressed) this.again.focus(); // the pressed button has gone
    this.quiz.announce(this.spokenFeedback());
  }

  refuse(message) {
    this.say.replaceChildren(message);
    const field = this.inputs.find((input) => input.type === "text");
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
    this.quiz.announce(message);
  }

  retry() {
    if (this.type.lasts) this.reopen();
    else this.quiz.keep(this.item, undefined);
    this.inputs[0].focus();
    this.quiz.announce(this.type.lasts ? "Write the newer number." : "Answer cleared.");
  }

  /** Offer to keep a newer response; the older stays kept, and said to be, until then. */
  reopen() {
    this.offer(true);
    this.say.replaceChildren();
    if (this.response !== undefined) this.sayKept();
  }

  offer(open) {
    this.check.hidden = !open;
    this.again.hidden = open;
  }

  sayKept() {
    this.say.append(this.type.kept?.(this.response) ?? "Your guess is kept.");
  }

  /** Another choice after a verdict is a new try. */
  changed() {
    this.inputs[0].removeAttribute("aria-invalid");
    if (this.type.lasts) return this.reopen();
    this.choosing = true; // so that drawing leaves the inputs, and the caret, as they are
    if (this.response !== undefined) this.quiz.keep(this.item, undefined);
    this.choosing = false;
    this.say.replaceChildren();
  }

  showAnswer() {
    this.say.replaceChildren();
    this.type.mark(this, this.score, true);
    this.reveal.hidden = true;
    this.again.focus();
    this.quiz.announce(this.spokenFeedback());
  }

  /** Draw the item anew from what is kept of it. */
  draw(response) {
    this.response = response;
    const kept = response !== undefined;
    this.offer(!kept);
    if (this.reveal) this.reveal.hidden = !kept;
    if (!this.choosing) this.type.write(this.inputs, response);
    this.say.replaceChildren();
    for (const option of this.box.querySelectorAll(".option")) {
      option.classList.remove("right", "wrong");
      option.querySelector(".feedback")?.remove();
    }
    if (kept && this.quiz.scored) this.type.mark(this, this.score, false);
    else if (kept) this.sayKept();
  }

  /** Verdict and feedback; with the key, whatever was picked, if the answer is to be shown. */
  markOptions(score, withKey) {
    const key = [this.item.key].flat();
    for (const id of withKey ? this.item.options : score.shown) {
      const chosen = score.shown.includes(id);
      if (!chosen && !key.includes(id)) continue;
      const side = key.includes(id) ? "right" : "wrong";
      this.markOption(id, side, verdict(chosen ? side : "answer"));
    }
  }

  markOption(id, side, words) {
    const option = this.box.querySelector(`[data-option="${id}"]`);
    option.classList.add(side);
    option.append(element("div", "feedback", words, " ", ...this.feedback(id)));
  }

  markNumber(score, withKey) {
    const side = score.points ? "right" : "wrong";
    const given = `You answered ${this.response}${this.item.unit && ` ${this.item.unit}`}.`;
    this.say.append(verdict(side, side === "right" ? "Right." : "Not this number."), ` ${given} `);
    this.say.append(...this.feedback(score.shown[0]));
    if (withKey && !score.points) {
      const right = this.key.querySelector("dt.right").cloneNode(true);
      right.querySelector(".verdict").remove();
      this.say.append(element("span", "solution", verdict("answer", "The answer:"), ...right.childNodes));
    }
  }

  /** Copies of the key's words for a response, its reference among them. */
  feedback(name) {
    return this.key.querySelector(`[data-for="${name}"]`).cloneNode(true).childNodes;
  }

  spokenFeedback() {
    return [...this.box.querySelectorAll(".feedback, .say, .resolves")].map(spoken).filter(Boolean).join(" ");
  }
}

/** Bring one quiz to life on a store; returns what takes it off the store again. */
export function mount(section, store) {
  const find = (selector) => section.querySelector(selector);
  const items = definitions(section);
  const { part } = section.dataset;
  const scored = part === "after";
  const erase = find(".erase");
  let speech;

  function announce(text) {
    // Emptied first, or a sentence said twice in a row would be read out once.
    find(".announce").textContent = "";
    clearTimeout(speech);
    speech = setTimeout(() => (find(".announce").textContent = text), 50);
  }

  const quiz = { scored, announce, keep: store.keep };
  const views = items.map(
    (item) =>
      new ItemView(find(`[data-item="${item.id}"]`), item, find(`[data-key="${item.id}"]`), quiz),
  );

  function sync() {
    const responses = store.read(items);
    for (const view of views) {
      const response = responses[view.item.id];
      // Leave alone what has not changed: a choice not yet checked may stand there.
      if (JSON.stringify(response) !== JSON.stringify(view.response)) view.draw(response);
    }
    drawStanding();
  }

  function drawStanding() {
    const answered = views.filter((view) => view.score);
    const points = rounded(answered.reduce((sum, view) => sum + view.score.points, 0));
    const standing = scored
      ? `${answered.length} of ${items.length} answered, ${count(points, "point")}`
      : `${answered.length} of ${items.length} ${part === "before" ? "guesses" : "forecasts"} kept`;
    if (find(".progress").textContent !== standing) find(".progress").textContent = standing;
    drawTrouble(store.trouble());
    if (find(".download")) find(".download").disabled = !answered.length;
    const done = scored && answered.length === items.length;
    find(".summary").replaceChildren(...(done ? summary(views, points) : []));
  }

  function drawTrouble(message) {
    if ((find(".trouble")?.textContent ?? "") === message) return;
    find(".trouble")?.remove();
    if (message) find(".standing").append(element("p", "trouble", message));
  }

  erase.addEventListener("click", () => {
    if (!views.some((view) => view.score)) return announce("There is nothing to erase.");
    confirmErase(erase, () => {
      store.erase(items);
      announce("Erased.");
    });
  });
  find(".print")?.addEventListener("click", () => printAlone(section));
  find(".download")?.addEventListener("click", () => {
    const name = `forecasts-${section.dataset.quiz}.json`;
    saveFile(name, `${JSON.stringify(forecastsOf(section, views), null, 2)}\n`);
    announce(`Saved as ${name}.`);
  });
  find("form").addEventListener("submit", (event) => event.preventDefault());
  for (const each of section.querySelectorAll(".standing button")) each.hidden = false;
  section.classList.add("live");
  sync();
  return store.watch(sync);
}

const definitions = (section) => JSON.parse(section.querySelector("script.scoring").textContent);

/** The points, and of every item that is not fully right what to read again. */
function summary(views, points) {
  const missed = views.filter((view) => view.score.points < 1);
  const total = element("p", "total", `All answered: ${points} of ${count(views.length, "point")}.`);
  if (!missed.length) return [total];
  const list = element("ul", "again-list");
  for (const view of missed) {
    const links = [...view.key.querySelectorAll(".because > a, .because > cite")];
    const line = element("li", "", `Question ${views.indexOf(view) + 1}: `);
    links.forEach((link, n) => line.append(n ? "; " : "", link.cloneNode(true)));
    list.append(line);
  }
  return [total, element("p", "", "Worth reading again:"), list];
}

/** Print one quiz and nothing else of the page: quiz.css hides the rest while the classes are there. */
function printAlone(section) {
  const mark = (on) => {
    document.documentElement.classList.toggle("print-quiz", on);
    section.classList.toggle("printing", on);
  };
  addEventListener("afterprint", () => mark(false), { once: true });
  mark(true);
  window.print();
}

/** What is kept, as explainer/quiz/forecasts.schema.json describes it. */
function forecastsOf(section, views) {
  const { quiz, edition } = section.dataset;
  const forecasts = views
    .filter((view) => view.score)
    .map(({ item, box, response: { probability_pct, kept_on } }) => {
      const [stem, resolves] = [".stem", ".resolves"].map((name) => box.querySelector(name).textContent);
      return { id: item.id, stem, resolves, probability_pct, kept_on };
    });
  return { format: "explainer-forecasts", version: 1, quiz, edition, forecasts };
}

/** Give the reader a file that was made here; nothing is sent. */
function saveFile(name, text) {
  const link = element("a", "");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers read it after the click
}

/** Ask in the page before erasing; the focus comes back to where it was. */
function confirmErase(erase, act) {
  const question = "Erase all you answered here?";
  const close = () => {
    ask.remove();
    erase.hidden = false;
    erase.focus();
  };
  const keep = button("keep quiet", "Keep it", close);
  const yes = button("yes", "Erase", () => {
    close();
    act();
  });
  const ask = element("div", "confirm", element("span", "", question), yes, keep);
  ask.setAttribute("role", "group");
  ask.setAttribute("aria-label", question);
  ask.addEventListener("keydown", (event) => event.key === "Escape" && close());
  erase.hidden = true;
  erase.after(ask);
  keep.focus();
}

// ---- Hosts

/** Every quiz of a page; copies of one quiz share a store, so they stay alike. */
export function hydrate(root = document) {
  const stores = new Map();
  const store = (quiz) => stores.get(quiz) ?? stores.set(quiz, browserStore(quiz)).get(quiz);
  const sections = [...root.querySelectorAll("section.quiz[data-quiz]:not(.live)")];
  return sections.map((section) => mount(section, store(section.dataset.quiz)));
}

/** anywidget: traits html, responses; scores and score are Python's. */
function render({ model, el }) {
  const parsed = new DOMParser().parseFromString(model.get("html"), "text/html");
  const section = document.importNode(parsed.querySelector("section.quiz"), true);
  section.classList.add("in-notebook");
  // Or arrow keys would leave the cell, not move the choice. The attribute counts on the focused element only.
  section.addEventListener("focusin", (event) => (event.target.dataset.lmSuppressShortcuts = "true"));
  // The book's addresses lead nowhere from a notebook.
  for (const link of section.querySelectorAll("a")) link.replaceWith(element("cite", "ref", link.textContent));
  el.append(section);
  return mount(section, modelStore(model, section.dataset.quiz, definitions(section)));
}

export default { render };
