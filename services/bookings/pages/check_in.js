"use strict";
// The code stands in the address's fragment; it is sent only to the service, in a body.
const { words, locale } = JSON.parse(document.getElementById("content").textContent);
const at = (id) => document.getElementById(id);

function say(kind, sentence) {
  at("status").className = kind;
  at("status").textContent = sentence;
}

function showFacts(found) {
  const when = (text) => new Date(text).toLocaleString(locale === "vi" ? "vi-VN" : "en-GB", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" });
  const name = (both) => both[locale] || both.vi;
  const facts = [[words.place, name(found.space.name) + ", " + name(found.venue.name)], [words.time, when(found.starts_at) + " – " + when(found.ends_at)]];
  at("facts").replaceChildren(...facts.flatMap(([term, fact]) => {
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    dt.textContent = term;
    dd.textContent = fact;
    return [dt, dd];
  }));
}

async function ask(token, dryRun) {
  const answer = await fetch("v1/check-ins" + (dryRun ? "?dry_run=true" : ""), {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": locale },
    body: JSON.stringify({ token }),
    cache: "no-store",
  });
  const body = await answer.json();
  if (answer.ok) return { found: dryRun ? body.result : body };
  const sentences = (body.errors || []).map((one) => one.detail).filter(Boolean);
  return { refused: sentences.join(" ") || body.detail };
}

async function look() {
  const token = location.hash.slice(1);
  at("go").hidden = true;
  at("facts").replaceChildren();
  at("other").hash = token;
  if (!token) return say("", words.no_code);
  try {
    const { found, refused } = await ask(token, true);
    if (refused) return say("refused", refused);
    showFacts(found);
    say("", words.title);
    at("go").hidden = false;
  } catch {
    say("refused", words.no_network);
  }
}

async function checkIn() {
  at("go").disabled = true;
  try {
    const { refused } = await ask(location.hash.slice(1), false);
    say(refused ? "refused" : "done", refused || words.done);
    at("go").hidden = !refused;
  } catch {
    say("refused", words.no_network);
  }
  at("go").disabled = false;
}

at("go").addEventListener("click", checkIn);
addEventListener("hashchange", look);
look();
