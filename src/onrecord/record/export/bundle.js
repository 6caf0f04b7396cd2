"use strict";

// SHA-256 of some bytes, in hexadecimal digits.
async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The path in the bundle that a file was given under: its own, without the folders that the bundle lies in.
function pathOf(name, listed) {
  const parts = name.split("/");
  for (let first = 0; first < parts.length; first += 1) {
    const path = parts.slice(first).join("/");
    if (listed.has(path)) return path;
  }
  return [...listed.keys()].find((path) => path.endsWith("/" + name)) ?? null;
}

// Compares files with the digests that are listed: [{ name, bytes() }] to { right, changed, unknown, missing }.
async function compare(files, listed) {
  const told = { right: [], changed: [], unknown: [], missing: [] };
  const seen = new Set();
  for (const file of files) {
    const path = pathOf(file.name, listed);
    if (path === null) {
      told.unknown.push(file.name);
      continue;
    }
    seen.add(path);
    const digest = await digestOf(await file.bytes());
    (digest === listed.get(path) ? told.right : told.changed).push(path);
  }
  told.missing = [...listed.keys()].filter((path) => !seen.has(path));
  return told;
}

// What is wrong with the chain of decisions, one JSON object a line; where only some were exported, links are missing.
async function brokenLinks(text, whole) {
  const wrong = [];
  let previous = "0".repeat(64);
  for (const line of text.split("\n").filter(Boolean)) {
    const said = JSON.parse(line);
    const fields = ["number", "kind", "target", "page", "value", "who", "moment", "why", "previous"];
    const written = "[" + fields.map((field) => JSON.stringify(said[field])).join(", ") + "]";
    if ((await digestOf(new TextEncoder().encode(written))) !== said.hash) {
      wrong.push(`decision ${said.number} was changed after it was made`);
    }
    if (whole && said.previous !== previous) wrong.push(`decision ${said.number} does not follow the one before it`);
    previous = said.hash;
  }
  return wrong;
}

if (typeof document !== "undefined") {
  const held = JSON.parse(document.getElementById("held").textContent);
  const listed = new Map(held.files);
  const out = document.getElementById("told");

  const tell = (text, isBad) => {
    const line = document.createElement("p");
    line.textContent = text;
    if (isBad) line.className = "bad";
    out.append(line);
  };

  const check = async (files) => {
    out.replaceChildren();
    const told = await compare(files, listed);
    tell(`${told.right.length} of ${listed.size} files are as they were when the bundle was made.`);
    for (const path of told.changed) tell(`${path} was CHANGED: its digest is another.`, true);
    for (const name of told.unknown) tell(`${name} is not on the list; SHA256SUMS may tell of it.`);
    if (told.missing.length) tell(`${told.missing.length} files were not given, the first: ${told.missing[0]}`);
    const decisions = files.find((file) => pathOf(file.name, listed) === "decisions.jsonl");
    if (decisions) {
      const wrong = await brokenLinks(new TextDecoder().decode(await decisions.bytes()), held.whole);
      for (const each of wrong) tell(each, true);
      if (!wrong.length) tell("Every decision is as it was made.");
    }
  };

  const given = (list) =>
    Array.from(list, (file) => ({ name: file.webkitRelativePath || file.name, bytes: () => file.arrayBuffer() }));
  for (const id of ["folder", "some"]) {
    document.getElementById(id).addEventListener("change", (event) => check(given(event.target.files)));
  }
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    check(given(event.dataTransfer.files));
  });
}
