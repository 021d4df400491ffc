"use strict";
// Checks the JWS in the address's fragment with the keys in this page; nothing of it is sent.
const { keys, words, names, statuses } = JSON.parse(document.getElementById("content").textContent);
const at = (id) => document.getElementById(id);

function bytesOf(part) {
  const text = atob(part.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (one) => one.charCodeAt(0));
}

function jsonOf(part) {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(part)));
}

function say(kind, heading, sentence) {
  at("status").className = "status " + kind;
  at("status").textContent = heading;
  at("sentence").textContent = sentence;
}

function sayNow(kind, sentence) {
  at("now").className = "now " + kind;
  at("now").textContent = sentence;
  at("now").hidden = false;
}

function showFacts(statement) {
  const day = (text) => text.split("-").reverse().join("/");
  const facts = [[names.number, statement.n], [names.space, statement.s], [names.issued_on, day(statement.i)]];
  if (statement.u) facts.push([names.valid_until, day(statement.u)]);
  at("facts").replaceChildren(...facts.flatMap(([name, value]) => {
    const term = document.createElement("dt");
    const fact = document.createElement("dd");
    term.textContent = name;
    fact.textContent = value;
    return [term, fact];
  }));
}

async function verify(token) {
  const [head, payload, signature] = token.split(".");
  const header = jsonOf(head);
  const jwk = keys.find((one) => one.kid === header.kid);
  if (header.alg !== "Ed25519") return { forged: true };
  if (!jwk) return { unknown: true };
  const plain = { kty: jwk.kty, crv: jwk.crv, x: jwk.x };
  const key = await crypto.subtle.importKey("jwk", plain, { name: "Ed25519" }, false, ["verify"]);
  const signed = new TextEncoder().encode(head + "." + payload);
  const good = await crypto.subtle.verify({ name: "Ed25519" }, key, bytesOf(signature), signed);
  return good ? { statement: jsonOf(payload) } : { forged: true };
}

async function askNow(statement, token) {
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" });
  const over = statement.u && statement.u < today ? words.term_over + " " : "";
  sayNow("", over + words.now_unknown);
  if (!location.protocol.startsWith("http")) return;
  const number = encodeURIComponent(statement.n);
  try {
    const answer = await fetch("../v1/certificates/" + number + "/status", { cache: "no-store" });
    if (!answer.ok) return;
    const { status } = await answer.json();
    sayNow(status, words.now + ": " + statuses[status]);
    if (status === "unknown") return;
    at("file").hidden = false;
    at("file").firstChild.href = "../v1/certificates/" + number + ".pdf?token=" + encodeURIComponent(token);
  } catch { /* No network: the sentence stands. */ }
}

async function check(text) {
  const token = text.trim().split("#").pop();
  at("facts").replaceChildren();
  at("now").hidden = at("file").hidden = true;
  at("other").hash = token;
  if (!token) {
    at("box").hidden = false;
    return say("", words.nothing, words.nothing_sentence);
  }
  let found;
  try {
    found = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? await verify(token) : { forged: true };
  } catch (error) {
    const broken = error instanceof SyntaxError || error.name === "InvalidCharacterError" || error.name === "EncodingError";
    found = broken || error instanceof TypeError && globalThis.crypto?.subtle ? { forged: true } : { cannot: true };
  }
  if (found.cannot) return say("cannot", words.cannot, words.cannot_sentence);
  if (found.unknown) return say("cannot", words.cannot, words.key_unknown);
  if (found.forged) return say("forged", words.forged, words.forged_sentence);
  say("issued", words.issued, words.issued_sentence);
  showFacts(found.statement);
  await askNow(found.statement, token);
}

at("go").addEventListener("click", () => check(at("code").value));
addEventListener("hashchange", () => check(location.hash));
check(location.hash);
