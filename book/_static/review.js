// The page of reviews: brings questions back after 1, 3, 7 and 21 days, and saves, opens or erases all answers.
// Everything is in the reader's browser; the questions are fetched from this site, one file a quiz.
import * as quiz from "./quiz.js";

const DAYS = [1, 3, 7, 21];
const DONE = DAYS.length;
const KNOWN = 0.8; // points, hints taken off, from which an item counts as known
const place = document.querySelector("section.review");
const find = (selector) => place.querySelector(selector);

/** When an item that was reviewed comes back. */
export function nextReview({ step }, points) {
  if (points < KNOWN) return { step: 0, due: quiz.dayAfter(DAYS[0]) };
  const next = Math.min(step + 1, DONE);
  return { step: next, due: quiz.dayAfter(DAYS[next] ?? 0) };
}

/** What is kept of every quiz, by its name. */
function everyKept() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(quiz.keptName("")));
    const kept = names.map((name) => [name.slice(quiz.keptName("").length), quiz.parseKept(localStorage.getItem(name))]);
    return Object.fromEntries(kept.filter(([, entries]) => entries).sort());
  } catch {
    return {};
  }
}

const scheduled = (items) => Object.entries(items).filter(([, { review } = {}]) => review && review.step < DONE);
const isDue = ([, { review }]) => review.due <= quiz.dayAfter(0);

/** The questions of a quiz, as the book's page has them; null if there are none, or no way to fetch them. */
async function fetchSections(name) {
  try {
    const answer = await fetch(`../_static/quiz/${encodeURIComponent(name)}.txt`);
    if (!answer.ok) return null;
    return [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("section.quiz")];
  } catch {
    return null;
  }
}

/** A store for one sitting: items are asked anew, and only when they come back again is kept. */
function sittingStore(store, reviewed) {
  const given = new Map();
  const listeners = new Set();
  return {
    ...store,
    settings: () => ({}),
    attempt: ({ id }) => given.get(id),
    keep(item, attempt) {
      const first = attempt?.response !== undefined && given.get(item.id)?.tries === undefined;
      given.set(item.id, attempt);
      if (first) {
        const { points } = quiz.scoreResponse(item, attempt.response);
        const kept = store.attempt(item);
        const review = nextReview(kept.review, points * (1 - quiz.HINT_COST * (attempt.hints ?? 0)));
        store.keep(item, { ...kept, review });
        reviewed();
      }
      for (const listener of listeners) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Leave of a quiz only the questions that are due, each under the name of its chapter. */
function keepOnly(section, ids) {
  const title = section.getAttribute("aria-label").replace(/^Quiz: /, "");
  for (const box of section.querySelectorAll("[data-item], [data-key]")) {
    if (!ids.has(box.dataset.item ?? box.dataset.key)) box.remove();
  }
  for (const label of section.querySelectorAll(".count")) label.textContent = title;
  for (const link of section.querySelectorAll('a[href^="#"]')) {
    link.setAttribute("href", `../notebooks/${section.dataset.quiz}.html${link.getAttribute("href")}`);
  }
  section.querySelector("script.scoring").textContent = JSON.stringify(quiz.definitions(section).filter(({ id }) => ids.has(id)));
}

async function showDue() {
  const due = Object.entries(everyKept()).map(([name, { items }]) => [name, scheduled(items).filter(isDue)]);
  const asked = [];
  let done = 0;
  let unreachable = 0;
  const standing = () => (find(".due").textContent = summary(asked.length, done, unreachable));
  for (const [name, entries] of due.filter(([, entries]) => entries.length)) {
    const sections = await fetchSections(name);
    const section = sections?.find(({ dataset }) => dataset.part === "after");
    if (!section) {
      unreachable += entries.length;
      continue;
    }
    const store = quiz.browserStore(name);
    const ids = new Set(entries.map(([id]) => id));
    const known = quiz.definitions(section).filter((item) => ids.has(item.id) && store.attempt(item));
    if (!known.length) continue;
    keepOnly(section, new Set(known.map(({ id }) => id)));
    const shown = document.importNode(section, true);
    find(".questions").append(shown);
    asked.push(...known);
    quiz.mount(shown, sittingStore(store, () => {
      done += 1;
      standing();
    }));
  }
  standing();
}

function summary(asked, done, unreachable) {
  const later = Object.values(everyKept()).flatMap(({ items }) => scheduled(items)).filter((entry) => !isDue(entry));
  const next = later.map(([, { review }]) => review.due).sort()[0];
  return [
    asked ? `${quiz.count(asked, "question")} to review, ${done} done.` : "Nothing is to review at present.",
    unreachable ? `${quiz.count(unreachable, "question")} could not be fetched; try again when you are online.` : "",
    later.length ? `${quiz.count(later.length, "question")} will come back later, the next on ${quiz.spelledDay(next)}.` : "",
    !asked && !later.length ? "Answer a chapter's quiz: its questions come back here, the first time a day later." : "",
  ]
    .filter(Boolean)
    .join(" ");
}

// ---- All answers at once

function say(words) {
  find(".said").textContent = words;
}

function saveAll() {
  const quizzes = Object.fromEntries(Object.entries(everyKept()).map(([name, { items }]) => [name, { items }]));
  quiz.saveFile("answers-all.json", quiz.responsesFile(quizzes));
  say("Saved as answers-all.json.");
}

async function openAll(name, text) {
  const lines = [];
  for (const [quizName, incoming] of Object.entries(quiz.readResponsesFile(name, text))) {
    const sections = await fetchSections(quizName);
    if (!sections) {
      lines.push(`${quizName}: left out, there is no such quiz in this book, or it could not be fetched.`);
      continue;
    }
    const store = quiz.browserStore(quizName);
    const merged = quiz.mergeAttempts(sections.flatMap(quiz.definitions), store.entries(), incoming);
    store.take(merged.taken);
    lines.push(`${quizName}: ${quiz.mergedInWords(merged)}`);
  }
  return lines.join(" ") || `“${name}” holds no answers. Nothing was changed.`;
}

function eraseAll() {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(quiz.keptName(""))) localStorage.removeItem(name);
    say("All answers of this book are erased from this browser.");
  } catch {
    say("This browser keeps nothing, so there was nothing to erase.");
  }
  find(".questions").replaceChildren();
  find(".due").textContent = summary(0, 0, 0);
}

find(".save-all").addEventListener("click", saveAll);
find(".open-all").addEventListener("click", async () => say(await quiz.openFile(openAll)));
find(".erase-all").addEventListener("click", (event) =>
  quiz.confirm(event.currentTarget, "Erase the answers to all quizzes of this book?", "Erase", "Keep them", eraseAll),
);
for (const button of place.querySelectorAll("button")) button.hidden = false;
showDue();
