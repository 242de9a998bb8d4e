// The quiz, alive: `hydrate` on a page, `render` in a notebook (anywidget), `scoreResponse` for both.
//
// The HTML is made by explainer/quiz/html.py and already holds every word of feedback, in the key at its
// end; what is shown beside an answer is copied from there. Text is never parsed as markup here.
// What is kept of a response is an attempt: see explainer/quiz/responses.schema.json.

// ---- Scoring: the rules of explainer/quiz/scoring.py; tests/scoring_cases.json holds both to them.

const SLACK = 1e-12; // two numbers this close, as a share of the larger, are one
const NEAR_SLIP = 0.02; // a reader's rounding of a slip is still that slip
const ALL_POINTS = 0.02; // an estimate this far off, as a share of the scale, has every point,
const NO_POINTS = 0.25; // this far off none,
const NEAR = 0.1; // and this far off is called near
export const HINT_COST = 0.25; // of the points, for each hint opened
const MARKS = { 1: [1, 0], 2: [2, -2], 3: [3, -6] }; // right and wrong, by confidence
const BLANKS = /^[ \t\n\r\u00a0\u2007\u2009\u202f]+|[ \t\n\r\u00a0\u2007\u2009\u202f]+$/g;
const BETWEEN_GROUPS = /[ \u00a0\u2007\u2009\u202f'’]/g;
// What a number looks like, and the mark between its groups of digits; examples stand in scoring.py.
const FORMS = [
  [/^[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?$/, " "],
  [/^[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$/, ","],
  [/^[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?$/, ","],
  [/^[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|\.[0-9]{3},[0-9]+)$/, "."],
  [/^[0-9]*[.,]?[0-9]+$/, ""],
];

/** The number a reader typed, or null: see read_number in scoring.py. */
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

const isText = (value) => typeof value === "string";
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

function numberOf(item, response) {
  const number = isText(response) ? readNumber(response, item.unit) : response;
  return isNumber(number) ? number : null;
}

function scoreNumber(item, response) {
  const number = numberOf(item, response);
  if (number === null) return null;
  const within = (target, margin) =>
    Math.abs(number - target) <= margin + SLACK * Math.max(Math.abs(number), Math.abs(target));
  if (within(item.key, item.tolerance)) return { points: 1, shown: ["right"] };
  const slip = item.slips.findIndex((s) => within(s, Math.min(item.tolerance, NEAR_SLIP * Math.abs(s))));
  return { points: 0, shown: [slip < 0 ? "wrong" : `slip-${slip + 1}`] };
}

/** Where a number lies along the scale of an estimate, from 0 to 1, and back. */
const placeOf = ({ scale, low, high }, number) =>
  scale === "log" ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
const numberAt = ({ scale, low, high }, place) =>
  scale === "log" ? low * (high / low) ** place : low + (high - low) * place;

function scoreEstimate(item, response) {
  const number = numberOf(item, response);
  if (number === null || number < item.low || number > item.high) return null;
  const off = Number((placeOf(item, number) - placeOf(item, item.key)).toFixed(12));
  const points = Math.max(0, Math.min(1, (NO_POINTS - Math.abs(off)) / (NO_POINTS - ALL_POINTS)));
  return { points, shown: [Math.abs(off) <= NEAR ? "near" : off < 0 ? "low" : "high"] };
}

const sameIds = (given, ids) => given.every(isText) && JSON.stringify([...given].sort()) === JSON.stringify([...ids].sort());

function scoreOrder(item, response) {
  if (!Array.isArray(response) || !sameIds(response, item.key)) return null;
  const places = response.map((id) => item.key.indexOf(id));
  const pairs = places.flatMap((a, n) => places.slice(n + 1).map((b) => a < b));
  const points = Math.max(0, 2 * pairs.filter(Boolean).length - pairs.length) / pairs.length;
  const n = places.findIndex((a, i) => a > places[i + 1]);
  return { points, shown: n < 0 ? item.key : response.slice(n, n + 2) };
}

function scorePlaces(item, response) {
  const ids = Object.keys(item.key);
  if (!isObject(response) || !sameIds(Object.keys(response), ids)) return null;
  if (!ids.every((id) => item.targets.includes(response[id]))) return null;
  return { points: ids.filter((id) => response[id] === item.key[id]).length / ids.length, shown: ids };
}

/** A day by the reader's clock. */
function isoDay(date) {
  const two = (n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

const dayOf = (iso) => new Date(`${iso}T00:00`);
const isDay = (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) && isoDay(dayOf(value)) === value;
export const spelledDay = (iso) =>
  dayOf(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** A forecast earns no points; kept before its outcome was known, it gets a Brier score: 0 is best. */
function scoreForecast({ resolution }, response) {
  const { probability_pct: chance, kept_on: day } = response ?? {};
  if (!isNumber(chance) || chance < 0 || chance > 100 || !isDay(day) || Object.keys(response).length > 2) return null;
  const brier = resolution && day < resolution.on ? (chance / 100 - resolution.came_true) ** 2 : null;
  return { points: null, shown: resolution ? ["resolution"] : [], brier };
}

// ---- Types of item. `read` what stands in the form ("" or [] is none), make it the response with `value`, `write`
// it there, `mark` what it earned. `mixed` is shuffled; where `sure`, one can say how sure one is; what `lasts` stays
// kept until a newer one replaces it.

const picked = (view) => view.inputs.filter((input) => input.checked).map((input) => input.value);
const choice = {
  sure: true,
  mixed: ".option",
  write: (view, response) => {
    for (const input of view.inputs) input.checked = [response].flat().includes(input.value);
  },
  mark: (view, score, withKey) => view.markOptions(score, withKey),
  first: "Choose an answer first.",
};
const written = {
  read: ({ inputs: [input] }) => input.value.trim(),
  value: (item, text) => readNumber(text, item.unit),
  write: ({ inputs: [input] }, response) => (input.value = response ?? ""),
  refusal: (text) => `“${text}” is not a number. Write digits only, such as 12.5 or 1,200.`,
  first: "Write a number first.",
};
const placed = {
  sure: true,
  mixed: ".entry",
  score: scorePlaces,
  read(view) {
    const response = Object.fromEntries(view.entries.map((entry) => [entry.dataset.entry, targetOf(entry)]));
    return Object.values(response).every(Boolean) ? response : "";
  },
  write(view, response) {
    for (const entry of view.entries) {
      for (const input of entry.querySelectorAll("input, select")) {
        const target = response?.[entry.dataset.entry] ?? "";
        if (input.type === "radio") input.checked = input.value === target;
        else input.value = target;
      }
    }
  },
  mark: (view, score, withKey) => view.markEntries(score, withKey),
  first: "Choose for every entry first.",
};
const targetOf = (entry) => entry.querySelector("select, input:checked")?.value;
const textOf = (entry) => entry.querySelector(".text").textContent;

const TYPES = {
  "choose-one": { ...choice, score: (item, r) => scoreChoice(item, [r]), read: (view) => picked(view)[0] ?? "" },
  "choose-many": {
    ...choice,
    score: (item, response) => scoreChoice(item, [response].flat()),
    read: picked,
    mark(view, score, withKey) {
      view.markOptions(score, withKey);
      view.sayShare(score, tally(view.item, score));
    },
  },
  number: { ...written, sure: true, score: scoreNumber, mark: (view, score, withKey) => view.markNumber(score, withKey) },
  order: {
    sure: true,
    mixed: ".entry",
    score: scoreOrder,
    read: (view) => view.list().map((entry) => entry.dataset.entry),
    write: (view, response) => response && arrange(view.list(), response),
    setUp(view) {
      for (const entry of view.entries) {
        const moves = [["up", "▲", -1], ["down", "▼", 1]].map(([way, sign, step]) => {
          const move = button("move quiet", sign, () => view.move(entry, step));
          move.ariaLabel = `Move ${way}: ${textOf(entry)}`;
          return move;
        });
        entry.append(element("span", "moves", ...moves));
      }
    },
    mark: (view, score, withKey) => view.markOrder(score, withKey),
  },
  match: placed,
  sort: placed,
  estimate: {
    ...written,
    score: scoreEstimate,
    write({ item, inputs: [input, range] }, response) {
      input.value = response ?? "";
      range.value = response === undefined ? 500 : 1000 * placeOf(item, response);
    },
    refusal: (text, { low, high, unit }) => `“${text}” is not a number from ${spelled(low, unit)} to ${spelled(high, unit)}.`,
    setUp({ item, inputs: [input, range] }) {
      const say = () => (range.ariaValueText = spelled(input.value || "no estimate yet", input.value && item.unit));
      range.addEventListener("input", () => {
        input.value = Number(numberAt(item, range.value / 1000).toPrecision(3));
        say();
      });
      input.addEventListener("input", () => {
        const number = numberOf(item, input.value);
        if (number >= item.low) range.value = 1000 * placeOf(item, number);
        say();
      });
      range.hidden = false;
      say();
    },
    mark: (view, score) => view.markEstimate(score),
  },
  forecast: {
    ...written,
    lasts: true,
    score: scoreForecast,
    value: (item, text) => ({ probability_pct: readNumber(text, "%"), kept_on: isoDay(new Date()) }),
    write: ({ inputs: [input] }, response) => (input.value = response?.probability_pct ?? ""),
    refusal: (text) => `“${text}” is not a chance. Write a number from 0 to 100.`,
    kept: ({ item, score, attempt: { response } }) =>
      `Kept on ${spelledDay(response.kept_on)}: ${response.probability_pct} %.${brierInWords(item, score)}`,
  },
};

function brierInWords({ resolution }, { brier }) {
  if (!resolution) return "";
  if (brier === null) return " That was not before the outcome was known, so it is not scored.";
  const score = Math.round(brier * 100) / 100;
  return ` Brier score: ${score}. It is the squared distance of your chance from what happened: 0 is best, 1 worst; 50 % always gets 0.25.`;
}

/** {points: 0 to 1, or null of a forecast, shown: names of feedback}, or null for what is no response to this item. */
export function scoreResponse(item, response) {
  return TYPES[item.type].score(item, response);
}

// ---- Order: as explainer/quiz/shuffle.py has it; tests/shuffle_cases.json holds both to it.

function scatter(text) {
  let value = 2166136261;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 16777619);
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
}

/** The order in which ids are shown: the same for the same seed, and never an order's right one. */
export function shownOrder(item, ids, seed) {
  const place = (id) => scatter(`${seed}|${item.id}|${id}`);
  const shown = [...ids].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return item.type === "order" && `${shown}` === `${item.key}` ? [...shown.slice(1), shown[0]] : shown;
}

/** Put nodes that stand together into the order of their ids. */
function arrange(nodes, ids) {
  const behind = nodes.at(-1).nextSibling;
  const byId = new Map(nodes.map((node) => [node.dataset.option ?? node.dataset.entry, node]));
  for (const id of ids) behind ? behind.before(byId.get(id)) : nodes[0].parentNode.append(byId.get(id));
}

function readersSeed() {
  const name = "explainer:seed";
  const fresh = String(Math.random()).slice(2, 12);
  try {
    if (!localStorage.getItem(name)) localStorage.setItem(name, fresh);
    return localStorage.getItem(name);
  } catch {
    return fresh;
  }
}

// ---- Stores: the attempt at each item. trouble() is "" when all is well; watch(listener) returns its undoing.

const CANNOT_KEEP = "Your answers cannot be kept in this browser. They stay until you leave this page.";
const UNREADABLE = "Answers kept here earlier could not be read, so the questions start afresh.";
const KEPT_VERSION = 2;
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value, most) => Number.isInteger(value) && value >= 0 && value <= most;

const MOMENT = /^.{10}T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?Z$/;

/** What is sound of the attempt at an item among entries; undefined if there is none at it as it reads here. */
function soundAttempt(item, entries) {
  const entry = Object.hasOwn(entries, item.id) && entries[item.id];
  if (!isObject(entry) || entry.hash !== item.hash) return undefined;
  const { hash, response, first, given_at, tries, hints, confidence, revealed, review } = entry;
  const fits = (value) => value !== undefined && scoreResponse(item, value) !== null;
  if (response !== undefined && !fits(response)) return undefined;
  const sound = [
    ["hash", hash, true],
    ["response", response, response !== undefined],
    ["first", first, fits(first)],
    ["given_at", given_at, isText(given_at) && MOMENT.test(given_at) && isDay(given_at.slice(0, 10))],
    ["tries", tries, isCount(tries, 1e6)],
    ["hints", hints, isCount(hints, 3)],
    ["confidence", confidence, isCount(confidence, 3) && confidence],
    ["revealed", revealed, revealed === true],
    ["review", { step: review?.step, due: review?.due }, isCount(review?.step, 4) && isDay(review.due)],
  ];
  return Object.fromEntries(sound.filter(([, , fine]) => fine));
}

/** {settings, items} of a kept text; null if it is not ours to read. */
export function parseKept(text) {
  try {
    const { version, settings, items } = JSON.parse(text);
    if (!isCount(version, KEPT_VERSION) || !version || !isObject(items)) return null;
    return { settings: isObject(settings) ? settings : {}, items: { ...items } };
  } catch {
    return null;
  }
}

export const keptName = (quiz) => `explainer:quiz:${quiz}`;

export function browserStore(quiz) {
  const name = keptName(quiz);
  const listeners = new Set();
  let kept = { settings: {}, items: {} };
  let works = true; // until the browser refuses; from then on this page's memory has to do
  let unread = null; // a text that could not be read: put aside before it is written over
  let trouble = "";

  function load() {
    if (!works) return;
    try {
      const text = localStorage.getItem(name);
      const found = text === null ? null : parseKept(text);
      unread = text !== null && !found ? text : null;
      kept = found ?? { settings: {}, items: {} };
      trouble = unread === null ? "" : UNREADABLE;
    } catch {
      refuse();
    }
  }
  function save() {
    try {
      if (!works) return;
      if (unread) localStorage.setItem(`${name}:unread`, unread);
      if (Object.keys(kept.items).length || Object.keys(kept.settings).length)
        localStorage.setItem(name, JSON.stringify({ version: KEPT_VERSION, ...kept }));
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
  /** Another tab may have written since, so read first: last write wins, item by item. */
  function write(change) {
    load();
    change();
    save();
    tell();
  }
  const tell = () => listeners.forEach((listener) => listener());
  const other = (event) => {
    if (event.key !== name && event.key !== null) return;
    load();
    tell();
  };

  load();
  return {
    attempt: (item) => soundAttempt(item, kept.items),
    keep: (item, attempt) =>
      write(() => {
        if (attempt) kept.items[item.id] = attempt;
        else delete kept.items[item.id];
      }),
    erase: (items) =>
      write(() => {
        for (const item of items) delete kept.items[item.id];
        delete kept.settings.finished;
        works = true; // even where keeping failed, what is there must go
      }),
    settings: () => kept.settings,
    set: (settings) => write(() => (kept.settings = { ...kept.settings, ...settings })),
    take: (entries) => write(() => Object.assign(kept.items, entries)),
    entries: () => kept.items,
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

/** The notebook's: the model's `attempts`, and the browser's to bring them back after a reload. */
function modelStore(model, quiz, items) {
  const browser = browserStore(quiz);
  const set = (attempts) => {
    model.set("attempts", attempts);
    model.save_changes();
  };
  const before = items.map((item) => [item.id, browser.attempt(item)]).filter(([, attempt]) => attempt);
  if (!Object.keys(model.get("attempts")).length && before.length) set(Object.fromEntries(before));
  return {
    ...browser,
    attempt: (item) => soundAttempt(item, model.get("attempts")),
    keep(item, attempt) {
      const { [item.id]: _, ...others } = model.get("attempts");
      browser.keep(item, attempt);
      set(attempt ? { ...others, [item.id]: attempt } : others);
    },
    erase(items) {
      browser.erase(items);
      set({});
    },
    take(entries) {
      browser.take(entries);
      set({ ...model.get("attempts"), ...entries });
    },
    entries: () => model.get("attempts"),
    watch(listener) {
      const undo = browser.watch(listener); // settings live there
      model.on("change:attempts", listener);
      return () => {
        undo();
        model.off("change:attempts", listener);
      };
    },
  };
}

// ---- Files: what explainer/quiz/responses.schema.json describes.

const FILE_LIMIT = 5e6; // characters; a thousand answers take a tenth of it

export function responsesFile(quizzes) {
  const saved_at = new Date().toISOString();
  return `${JSON.stringify({ format: "explainer-responses", version: 1, saved_at, quizzes }, null, 1)}\n`;
}

/** The attempts in a file, by quiz and item; what it throws is for the reader. */
export function readResponsesFile(name, text) {
  const refuse = (why) => {
    throw new Error(`“${name}” ${why} Nothing was changed.`);
  };
  if (text.length > FILE_LIMIT) refuse("is too large for a file of saved answers.");
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    refuse("could not be read: it is cut off, or not a file of saved answers.");
  }
  if (file?.format !== "explainer-responses") refuse("is not a file of saved answers.");
  if (file.version !== 1) refuse("was saved by another version of this book, which this one cannot read.");
  if (!isObject(file.quizzes)) refuse("holds no quizzes.");
  const quizzes = Object.entries(file.quizzes).filter(([, quiz]) => isObject(quiz?.items));
  return Object.fromEntries(quizzes.map(([quiz, { items }]) => [quiz, items]));
}

/** What of a file's attempts to take in, and how many are left out and why. */
export function mergeAttempts(items, kept, incoming) {
  const taken = {};
  const left = { older: 0, changed: 0, elsewhere: 0 };
  const known = new Map(items.map((item) => [item.id, item]));
  for (const id of Object.keys(incoming)) {
    const item = known.get(id);
    const attempt = item && soundAttempt(item, incoming);
    const here = item && soundAttempt(item, kept);
    if (!item) left.elsewhere += 1;
    else if (!attempt) left.changed += 1;
    else if (here && (attempt.given_at ?? "") <= (here.given_at ?? "")) left.older += 1;
    else taken[id] = attempt;
  }
  return { taken, left };
}

const LEFT = {
  older: "what is kept here is as new",
  changed: "the question has changed, or the answer is damaged",
  elsewhere: "not asked here",
};

export function mergedInWords({ taken, left }) {
  const parts = Object.entries(left).filter(([, n]) => n).map(([why, n]) => `${count(n, "answer")} left out: ${LEFT[why]}.`);
  return [`${count(Object.keys(taken).length, "answer")} taken in.`, ...parts].join(" ");
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

const sideOf = (points) => (points === 1 ? "right" : points ? "partly" : "wrong");
const HOW_RIGHT = { right: "Right:", partly: "Partly right:", wrong: "Not right:" };
const spoken = (node) => node.textContent.replace(/[✓✗◐▲▼]\s*/g, "").trim();
export const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
const rounded = (points) => Math.round(points * 100) / 100;
const signed = (n) => (n < 0 ? `−${-n}` : `+${n}`);
/** A number as the key prints it. */
function spelled(number, unit) {
  const useGrouping = Boolean(unit) || Math.abs(number) >= 1e4;
  const digits = { maximumSignificantDigits: 12, useGrouping };
  const text = isNumber(number) ? number.toLocaleString("en", digits).replace("-", "−") : number;
  return unit ? `${text} ${unit}` : `${text}`;
}

function tally(item, score) {
  const found = score.shown.filter((id) => item.key.includes(id)).length;
  const stray = score.shown.length - found;
  const strays = stray ? `, and ${stray} that ${stray === 1 ? "does" : "do"} not belong` : "";
  return `${found} of ${item.key.length} found${strays}.`;
}

const LEVELS = ["Guessing", "Fairly sure", "Sure"];

/** One item: its form and buttons, drawn from its kept attempt. */
class ItemView {
  constructor(box, item, key, quiz) {
    Object.assign(this, { box, item, key, quiz, type: TYPES[item.type] });
    const begun = box.contains(document.activeElement); // a node that moves loses its focus
    if (this.type.mixed && quiz.scored && item.shuffle !== false && !begun) this.mix();
    this.inputs = [...box.querySelectorAll("input, select")];
    this.entries = [...box.querySelectorAll(".entry")];
    this.say = box.querySelector(".say");
    this.hints = [...box.querySelectorAll(".hint")];
    for (const name of ["check", "again", "reveal"]) this[name] = box.querySelector(`.${name}`);
    this.type.setUp?.(this);
    this.check.addEventListener("click", () => this.answer());
    this.again.addEventListener("click", () => this.retry());
    this.reveal?.addEventListener("click", () => this.showAnswer());
    this.hints.forEach((hint, n) => hint.addEventListener("toggle", () => this.hinted(hint, n + 1)));
    box.addEventListener("input", (event) => event.target.closest(".confidence") || this.changed());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
      event.preventDefault();
      this.answer();
    });
    this.draw();
  }

  list() {
    return [...this.box.querySelectorAll(this.type.mixed)];
  }

  mix() {
    const nodes = this.list();
    const ids = nodes.map((node) => node.dataset.option ?? node.dataset.entry).sort();
    arrange(nodes, shownOrder(this.item, ids, this.quiz.seed));
  }

  get answered() {
    return this.attempt?.response !== undefined;
  }

  get score() {
    return this.answered ? scoreResponse(this.item, this.attempt.response) : null;
  }

  get points() {
    return (this.score?.points ?? 0) * (1 - HINT_COST * (this.attempt?.hints ?? 0));
  }

  /** What saying how sure one is has earned or cost. */
  get mark() {
    const sure = this.answered && this.attempt.confidence;
    return sure ? MARKS[sure][this.score.points === 1 ? 0 : 1] : 0;
  }

  keep(change) {
    this.quiz.keep(this.item, { ...this.attempt, hash: this.item.hash, ...change });
  }

  answer() {
    const given = this.type.read(this);
    if (given === "" || given.length === 0) return this.refuse(this.type.first);
    const response = this.type.value?.(this.item, given) ?? given;
    if (!scoreResponse(this.item, response)) return this.refuse(this.type.refusal(given, this.item));
    const pressed = this.check.matches(":focus");
    const confidence = Number(this.box.querySelector(".confidence :checked")?.value) || undefined;
    const tries = (this.attempt?.tries ?? 0) + (this.answered ? 0 : 1);
    const review = this.quiz.scored ? (this.attempt?.review ?? { step: 0, due: dayAfter(1) }) : undefined;
    this.keep({ response, given_at: new Date().toISOString(), tries, confidence, review });
    this.draw(this.quiz.attempt(this.item)); // also where the same was kept again
    if (pressed) this.again.focus(); // the pressed button has gone
    this.quiz.announce(this.spokenFeedback());
  }

  refuse(message) {
    this.say.replaceChildren(message);
    const field = this.inputs.find((input) => input.type === "text");
    field?.setAttribute("aria-invalid", "true");
    (field ?? this.inputs.find((input) => input.value === ""))?.focus();
    this.quiz.announce(message);
  }

  retry() {
    if (this.type.lasts) this.reopen();
    else this.clear();
    (this.inputs[0] ?? this.box.querySelector(".move")).focus();
    this.quiz.announce(this.type.lasts ? "Write the newer number." : "Answer cleared.");
  }

  /** Take the response back; what it was at first stays known. */
  clear() {
    const { response, confidence, ...rest } = this.attempt;
    this.quiz.keep(this.item, { first: response, ...rest });
  }

  /** Offer to keep a newer response; the older stays kept until then. */
  reopen() {
    this.offer(true);
    this.say.replaceChildren();
    if (this.answered) this.sayKept();
  }

  offer(open) {
    this.check.hidden = !open;
    this.again.hidden = open || this.closed;
  }

  /** Once the answer was shown, an answer can no longer be earned. */
  get closed() {
    return this.quiz.scored && this.attempt?.revealed === true;
  }

  sayKept() {
    const words = this.quiz.hidden ? "Kept. You can change it until you finish." : "Your guess is kept.";
    this.say.append(this.type.kept?.(this) ?? words);
  }

  /** Another choice after a verdict is a new try. */
  changed() {
    this.inputs[0]?.removeAttribute("aria-invalid");
    if (this.type.lasts) return this.reopen();
    if (this.closed) return this.stay();
    this.choosing = true; // so that drawing leaves the form, and the caret, as they are
    if (this.answered) this.clear();
    this.choosing = false;
    this.say.replaceChildren();
  }

  /** What was shown stays as it was. */
  stay() {
    this.type.write(this, this.attempt.response);
    this.quiz.announce("The answer was shown here. Erase your answers to start afresh.");
  }

  /** Swap an entry with its neighbour, which is what moves in the page: the pressed button keeps the focus. */
  move(entry, step) {
    const other = step < 0 ? entry.previousElementSibling : entry.nextElementSibling;
    if (this.closed) return this.stay();
    if (!other) return this.quiz.announce(`${textOf(entry)} is ${step < 0 ? "first" : "last"} already.`);
    if (step < 0) entry.after(other);
    else entry.before(other);
    this.changed();
    const list = this.list();
    this.quiz.announce(`${textOf(entry)}: place ${list.indexOf(entry) + 1} of ${list.length}.`);
  }

  hinted(hint, n) {
    if (!hint.open || (this.attempt?.hints ?? 0) >= n || this.closed) return;
    if (this.score?.points === 1 && !this.quiz.hidden) return; // read afterwards, it costs nothing
    this.keep({ hints: n });
    this.quiz.announce(hint.textContent);
  }

  showAnswer() {
    if (this.quiz.scored) this.keep({ revealed: true });
    this.draw(this.quiz.attempt(this.item) ?? this.attempt, true);
    this.reveal.hidden = true;
    if (this.again.hidden) this.box.focus();
    else this.again.focus();
    this.quiz.announce(this.spokenFeedback());
  }

  /** Draw the item from what is kept of it; with the key, if the answer is to be shown. */
  draw(attempt, withKey = attempt?.revealed === true && this.quiz.scored) {
    const same = JSON.stringify(attempt?.response) === JSON.stringify(this.attempt?.response);
    this.attempt = attempt;
    const { answered, score } = this;
    const marked = answered && (withKey || (this.quiz.scored && !this.quiz.hidden));
    this.offer(!answered);
    if (this.reveal) this.reveal.hidden = !answered || withKey || this.quiz.hidden || (this.quiz.scored && score.points === 1);
    if (!this.choosing && !same) this.type.write(this, attempt?.response);
    this.hints.forEach((hint, n) => (hint.hidden = n > (attempt?.hints ?? 0)));
    this.askHowSure();
    this.say.replaceChildren();
    for (const place of this.box.querySelectorAll(".option, .entry")) {
      place.classList.remove("right", "wrong");
      place.querySelector(".feedback")?.remove();
    }
    if (marked && score.points !== null) {
      this.type.mark(this, score, withKey);
      this.sayCosts();
    } else if (answered) this.sayKept();
  }

  /** What hints took, and what being sure earned or cost. */
  sayCosts() {
    const { hints, confidence } = this.attempt;
    const costs = [
      hints && this.score.points ? `With ${count(hints, "hint")}: ${count(rounded(this.points), "point")}.` : "",
      confidence ? `${LEVELS[confidence - 1]}: ${signed(this.mark)}.` : "",
    ];
    const words = costs.filter(Boolean).join(" ");
    if (words && this.quiz.scored) this.say.append(element("span", "costs", " ", words));
  }

  askHowSure() {
    const asked = this.box.querySelector(".confidence");
    const ask = this.quiz.asksConfidence && this.type.sure && !this.answered;
    if (asked && !ask) asked.remove();
    else if (!asked && ask) this.check.parentNode.before(howSure(this.item));
  }

  markOptions(score, withKey) {
    const key = [this.item.key].flat();
    for (const id of withKey ? this.item.options : score.shown) {
      const chosen = score.shown.includes(id);
      if (!chosen && !key.includes(id)) continue;
      const side = key.includes(id) ? "right" : "wrong";
      this.markPlace(`[data-option="${id}"]`, side, verdict(chosen ? side : "answer"), id);
    }
  }

  markPlace(selector, side, words, id) {
    const place = this.box.querySelector(selector);
    place.classList.add(side);
    place.append(element("div", "feedback", words, " ", ...this.feedback(id)));
  }

  markEntries(score, withKey) {
    const { key } = this.item;
    const { response } = this.attempt;
    for (const id of score.shown) {
      const side = response[id] === key[id] ? "right" : "wrong";
      this.markPlace(`[data-entry="${id}"]`, side, verdict(side, side === "right" ? "Right." : "Not here."), id);
    }
    const right = score.shown.filter((id) => response[id] === key[id]).length;
    this.sayShare(score, `${right} of ${score.shown.length}.`);
    if (withKey && score.points < 1) this.sayKey();
  }

  markOrder(score, withKey) {
    this.sayShare(score, count(rounded(score.points), "point"));
    if (withKey || score.points === 1) return this.sayKey();
    const [a, b] = score.shown.map((id) => this.entries.find((entry) => entry.dataset.entry === id));
    const [before, after] = [a, b].map((entry) => textOf(entry).replace(/\.$/, ""));
    this.say.append(`. These two neighbours stand the wrong way round: “${before}” and “${after}”. `);
    for (const id of score.shown) this.say.append(element("span", "feedback", ...this.feedback(id)), " ");
  }

  markNumber(score, withKey) {
    const side = score.points ? "right" : "wrong";
    const given = `You answered ${spelled(this.attempt.response, this.item.unit)}.`;
    this.say.append(verdict(side, side === "right" ? "Right." : "Not this number."), ` ${given} `);
    this.say.append(...this.feedback(score.shown[0]));
    if (withKey && !score.points) this.sayNumber();
  }

  sayNumber() {
    const right = this.key.querySelector("dt.right").cloneNode(true);
    right.querySelector(".verdict").remove();
    this.say.append(element("span", "solution", verdict("answer", "The answer:"), ...right.childNodes));
  }

  markEstimate(score) {
    const { item, attempt, say } = this;
    const [said, is] = [numberOf(item, attempt.response), item.key].map((n) => spelled(n, item.unit));
    const side = { near: "right" }[score.shown[0]] ?? sideOf(score.points);
    say.append(verdict(side, `You said ${said}, the data says ${is}.`), " ");
    if (this.quiz.scored) say.append(`${count(rounded(score.points), "point")}. `);
    say.append(...this.feedback(score.shown[0]), scalePicture(item, numberOf(item, attempt.response)));
  }

  sayShare(score, words) {
    const side = sideOf(score.points);
    this.say.append(verdict(side, HOW_RIGHT[side]), ` ${words}`);
  }

  sayKey(words = "The answer:") {
    const key = this.key.querySelector("dl").cloneNode(true);
    this.say.append(element("div", "solution", words && verdict("answer", words), key));
  }

  /** Copies of the key's words for a response. */
  feedback(name) {
    return this.key.querySelector(`[data-for="${name}"]`).cloneNode(true).childNodes;
  }

  spokenFeedback() {
    const parts = [...this.box.querySelectorAll(".feedback, .say, .resolves")];
    return parts.filter((part) => !part.parentNode.closest(".say")).map(spoken).filter(Boolean).join(" ");
  }
}

function howSure(item) {
  const levels = LEVELS.map((words, n) => {
    const input = Object.assign(document.createElement("input"), { type: "radio", value: n + 1, name: `${item.id}.sure` });
    return element("label", "", input, element("span", "", words));
  });
  return element("fieldset", "confidence", element("legend", "", "How sure are you?"), ...levels);
}

/** Where the reader's estimate and the figure lie on the scale; said in words beside it. */
function scalePicture(item, said) {
  const picture = element("span", "scale-picture");
  picture.setAttribute("aria-hidden", "true");
  for (const [name, number] of [["you", said], ["data", item.key]]) {
    const place = placeOf(item, number);
    const mark = element("span", place > 0.8 ? `${name} late` : name);
    mark.style.insetInlineStart = `${100 * place}%`;
    picture.append(mark);
  }
  return picture;
}

/** The day so many days from this one, of which some have 23 hours and some 25. */
export function dayAfter(days) {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return isoDay(date);
}

/** Bring one quiz to life on a store; returns what takes it off the store again. */
export function mount(section, store) {
  const find = (selector) => section.querySelector(selector);
  const { part, quiz: name } = section.dataset;
  const boxOf = (item) => find(`[data-item="${item.id}"]`);
  const items = definitions(section).filter((item) => TYPES[item.type] && boxOf(item));
  const scored = part === "after";
  const chosen = (setting) => store.settings()[setting] ?? section.dataset[setting] === "on";
  let speech;

  function announce(text) {
    // Emptied first, or a sentence said twice in a row would be read out once.
    find(".announce").textContent = "";
    clearTimeout(speech);
    speech = setTimeout(() => (find(".announce").textContent = text), 50);
  }

  const quiz = {
    scored,
    announce,
    seed: section.dataset.seed ?? new URLSearchParams(location.search).get("seed") ?? readersSeed(),
    keep: store.keep,
    attempt: store.attempt,
    get hidden() {
      return scored && chosen("test") && !store.settings().finished;
    },
    get asksConfidence() {
      return scored && chosen("confidence");
    },
  };
  const views = items.map((item) => new ItemView(boxOf(item), item, find(`[data-key="${item.id}"]`), quiz));

  let mode = "";
  function sync() {
    const anew = JSON.stringify([quiz.hidden, quiz.asksConfidence]);
    for (const view of views) {
      const attempt = store.attempt(view.item);
      // Leave alone what has not changed: a choice not yet checked may stand there.
      if (anew !== mode || JSON.stringify(attempt) !== JSON.stringify(view.attempt)) view.draw(attempt);
    }
    mode = anew;
    drawStanding();
  }

  /** What is said already is not said again. */
  function setText(selector, text) {
    if (find(selector).textContent !== text) find(selector).textContent = text;
  }

  function drawStanding() {
    const answered = views.filter((view) => view.answered);
    const points = rounded(answered.reduce((sum, view) => sum + view.points, 0));
    const counted = `${answered.length} of ${items.length} answered`;
    const standing = scored
      ? counted + (quiz.hidden ? "" : `, ${count(points, "point")}`)
      : `${answered.length} of ${items.length} ${part === "before" ? "guesses" : "forecasts"} kept`;
    setText(".progress", standing);
    setText(".trouble", store.trouble());
    if (find(".save")) find(".save").disabled = !answered.length;
    if (find(".finish")) find(".finish").hidden = !quiz.hidden;
    for (const box of section.querySelectorAll(".settings input")) box.checked = chosen(box.name);
    const done = scored && !quiz.hidden && (answered.length === items.length || store.settings().finished);
    find(".summary").replaceChildren(...(done ? summary(views, points) : []));
  }

  function finish() {
    store.set({ finished: true });
    announce(spoken(find(".summary")));
    find(".summary").focus();
  }

  const on = (selector, action) => find(selector)?.addEventListener("click", action);
  on(".erase", () => {
    if (!views.some((view) => view.attempt)) return announce("There is nothing to erase.");
    confirm(find(".erase"), "Erase all you answered here?", "Erase", "Keep it", () => {
      store.erase(items);
      announce("Erased.");
    });
  });
  on(".finish", () => {
    const open = views.filter((view) => !view.answered).length;
    if (!open) return finish();
    confirm(find(".finish"), `${count(open, "question")} not answered. Finish all the same?`, "Finish", "Go on answering", finish);
  });
  on(".print", () => printAlone(section));
  on(".save", () => {
    const file = `answers-${name}.json`;
    saveFile(file, responsesFile({ [name]: { items: store.entries() } }));
    announce(`Saved as ${file}.`);
  });
  on(".open", async () => {
    const said = await openFile((file, text) => {
      const quizzes = readResponsesFile(file, text);
      if (!Object.hasOwn(quizzes, name)) {
        const others = Object.keys(quizzes).join(", ").slice(0, 80) || "no quiz";
        throw new Error(`“${file}” holds answers to ${others}, not to this quiz. Nothing was changed.`);
      }
      const known = (store.known ?? [items]).flat();
      const merged = mergeAttempts(known, store.entries(), quizzes[name]);
      store.take(merged.taken);
      return mergedInWords(merged);
    });
    find(".opened").textContent = said;
  });
  section.addEventListener("change", ({ target }) => {
    if (!target.closest(".settings")) return;
    store.set({ [target.name]: target.checked, ...(target.name === "test" && { finished: false }) });
  });
  find("form").addEventListener("submit", (event) => event.preventDefault());
  for (const each of section.querySelectorAll(".standing button")) each.hidden = false;
  find(".summary").tabIndex = -1;
  for (const view of views) view.box.tabIndex = -1;
  section.classList.add("live");
  (store.known ??= []).push(items);
  sync();
  return store.watch(sync);
}

export const definitions = (section) => JSON.parse(section.querySelector("script.scoring").textContent);

function summary(views, points) {
  const open = views.filter((view) => !view.answered).length;
  const outcome = `${open ? `${open} of ${views.length} not answered` : "All answered"}: ${points} of ${count(views.length, "point")}.`;
  const parts = [element("p", "total", outcome)];
  const firsts = views.filter((view) => view.answered && scoreResponse(view.item, view.attempt.first ?? view.attempt.response).points === 1);
  if (views.some((view) => view.attempt?.first !== undefined)) parts.push(element("p", "", `Right at the first try: ${firsts.length}.`));
  const sure = views.filter((view) => view.answered && view.attempt.confidence);
  if (sure.length) parts.push(...calibration(sure));
  const missed = views.filter((view) => !view.answered || view.score.points < 1);
  if (!missed.length) return parts;
  const list = element("ul", "again-list");
  for (const view of missed) {
    const links = [...view.key.querySelectorAll(".because > a, .because > cite")];
    const line = element("li", "", `Question ${views.indexOf(view) + 1}: `);
    links.forEach((link, n) => line.append(n ? "; " : "", link.cloneNode(true)));
    list.append(line);
  }
  return [...parts, element("p", "", "Worth reading again:"), list];
}

// Between which shares of right answers each level pays best, in %.
const PAYS = [[0, 67], [67, 80], [80, 100]];

function calibration(views) {
  const marks = views.reduce((sum, view) => sum + view.mark, 0);
  const words = `Marks for knowing how sure to be: ${signed(marks)} of ${3 * views.length}. Right answers earn 1, 2 or 3, others cost 0, 2 or 6.`;
  const row = (tag, ...cells) => element("tr", "", ...cells.map((cell) => (cell.nodeType ? cell : element(tag, "", cell))));
  const head = row("th", "You said", "Right", "Share that was right, and the range in which saying so pays");
  const rows = LEVELS.map((level, n) => {
    const said = views.filter((view) => view.attempt.confidence === n + 1);
    const right = said.filter((view) => view.score.points === 1).length;
    const share = said.length ? Math.round((100 * right) / said.length) : null;
    const track = element("span", "track", element("span", "pays"), ...(share === null ? [] : [element("span", "share")]));
    const [from, to] = PAYS[n];
    track.style.cssText = `--from: ${from}; --to: ${to}; --share: ${share}`;
    const numbers = `${share === null ? "not used" : `${share} %`} (pays from ${from} to ${to} %)`;
    return row("td", element("th", "", level), said.length ? `${right} of ${said.length}` : "–", element("td", "", numbers, track));
  });
  for (const cell of head.children) cell.scope = "col";
  for (const each of rows) each.firstChild.scope = "row";
  const table = element("table", "calibration", element("caption", "", "Were you as right as you were sure?"), element("thead", "", head), element("tbody", "", ...rows));
  return [element("p", "", words), table];
}

/** Print one quiz alone: quiz.css hides the rest. */
function printAlone(section) {
  const mark = (on) => {
    document.documentElement.classList.toggle("print-quiz", on);
    section.classList.toggle("printing", on);
  };
  addEventListener("afterprint", () => mark(false), { once: true });
  mark(true);
  window.print();
}

export function saveFile(name, text) {
  const link = element("a", "");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers read it after the click
}

/** Let the reader choose a file; resolves to what is said of its text. */
export function openFile(act) {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json" });
  return new Promise((resolve) => {
    input.addEventListener("change", async () => {
      try {
        resolve(await act(input.files[0].name, await input.files[0].text()));
      } catch (error) {
        resolve(error.message);
      }
    });
    input.click();
  });
}

/** Ask in the page before acting; the focus comes back to where it was. */
export function confirm(opener, question, yesWords, noWords, act) {
  const close = () => {
    ask.remove();
    opener.hidden = false;
    opener.focus();
  };
  const no = button("no quiet", noWords, close);
  const yes = button("yes", yesWords, () => {
    close();
    act();
  });
  const ask = element("div", "confirm", element("span", "", question), yes, no);
  ask.setAttribute("role", "group");
  ask.setAttribute("aria-label", question);
  ask.addEventListener("keydown", (event) => event.key === "Escape" && close());
  opener.hidden = true;
  opener.after(ask);
  no.focus();
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
