// What was typed of a visit without a network, kept in this browser until it is sent.
"use strict";

(() => {
  const section = document.getElementById("brouillons");
  const form = document.getElementById("saisie");
  const words = section.dataset;
  const place = `boucle.visite.${words.qui}`; // others who sign in here do not see them
  const PATIENCE_MS = 20000;
  const sending = new Set();

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(place)) || [];
    } catch {
      return [];
    }
  }

  function keep(drafts) {
    localStorage.setItem(place, JSON.stringify(drafts));
    show();
  }

  const without = (draft) => kept().filter((one) => one.fields.cle !== draft.fields.cle);

  function show() {
    const drafts = kept();
    section.hidden = drafts.length === 0 && !section.querySelector("[role=status]").textContent;
    section.querySelector("[data-geste=envoyer]").hidden = drafts.length === 0;
    section.querySelector("ul").replaceChildren(...drafts.map(row));
  }

  function row(draft) {
    const line = section.querySelector("template").content.cloneNode(true);
    const { sens, quoi, quantite, unite } = draft.fields;
    line.querySelector("[data-quoi]").textContent = quoi;
    const rest = [words[sens], `${quantite} ${unite}`];
    if (draft.path !== here()) rest.push(draft.company);
    line.querySelector("[data-reste]").textContent = rest.join(" · ");
    line.querySelector("[data-dit]").textContent = draft.said || words.attend;
    const again = line.querySelector("[data-geste=reprendre]");
    again.hidden = draft.path !== here();
    again.addEventListener("click", () => takeUp(draft));
    line.querySelector("[data-geste=effacer]").addEventListener("click", () => keep(without(draft)));
    return line;
  }

  const here = () => (form ? new URL(form.action).pathname : "");

  /** Put what was typed back in the form; it stays kept until it is sent. */
  function takeUp(draft) {
    for (const [name, value] of Object.entries(draft.fields)) {
      const field = form.elements.namedItem(name);
      const fits = field && (field.tagName !== "SELECT" || field.querySelector(`[value="${value}"]`));
      if (fits && (name !== "site" || field.tagName === "SELECT")) field.value = value;
    }
    form.elements.namedItem("unite").value = draft.fields.unite;
    form.elements.namedItem("quoi").focus();
  }

  /** Send it: "sent", "waiting" for a network, or "refused", which the draft then says. */
  async function send(draft) {
    sending.add(draft.fields.cle);
    try {
      return await sent(draft);
    } finally {
      sending.delete(draft.fields.cle);
    }
  }

  async function sent(draft) {
    let answer, text;
    try {
      answer = await fetch(draft.path, {
        method: "POST",
        body: new URLSearchParams(draft.fields),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      text = await answer.text();
    } catch {
      return { state: "waiting" };
    }
    const to = new URL(answer.url);
    if (answer.ok && to.searchParams.has("saisi")) return { state: "sent", to };
    if (to.pathname === "/connexion") return { state: "waiting", said: words.deconnecte };
    if (answer.status === 404) return { state: "refused", said: words.disparue };
    if (answer.status >= 500) return { state: "waiting" };
    const page = new DOMParser().parseFromString(text, "text/html");
    const lines = page.querySelectorAll("[role=alert] li");
    const parts = lines.length ? [...lines] : [...page.querySelectorAll("[role=alert]")];
    const said = parts.map((one) => one.textContent.replace(/\s+/g, " ").trim()).join(" · ");
    return { state: "refused", said: said || words.refuse };
  }

  function note(draft, { state, said }) {
    const noted = { ...draft, said, refused: state === "refused" };
    keep(kept().map((one) => (one.fields.cle === draft.fields.cle ? noted : one)));
  }

  /** Send those that wait, one after the other; those that were refused when `all`. */
  async function sendKept(all) {
    const gone = [];
    for (const draft of kept()) {
      if (sending.has(draft.fields.cle) || (draft.refused && !all)) continue;
      const outcome = await send(draft);
      note(draft, outcome);
      if (outcome.state === "waiting") break;
      if (outcome.state === "refused") continue;
      gone.push(draft.fields.quoi);
      keep(without(draft));
    }
    if (gone.length) {
      section.querySelector("[role=status]").textContent = `${words.parti} ${gone.join(", ")}`;
      show();
    }
  }

  async function onSubmit(event) {
    const fields = Object.fromEntries(new FormData(form));
    const draft = { path: here(), company: words.entreprise, fields };
    try {
      keep([...without(draft), draft]);
    } catch {
      return; // nothing can be kept here: the browser sends it
    }
    event.preventDefault();
    const button = form.querySelector("button.main");
    button.disabled = true;
    const outcome = await send(draft);
    button.disabled = false;
    if (outcome.state === "waiting") {
      note(draft, outcome);
      next();
      return;
    }
    keep(without(draft));
    if (outcome.state === "sent") location.assign(outcome.to);
    else form.submit(); // the page says what is wrong, with what was typed
  }

  function next() {
    for (const name of ["quoi", "quantite"]) form.elements.namedItem(name).value = "";
    form.elements.namedItem("cle").value = newKey();
    form.querySelectorAll("[name=famille]").forEach((one) => one.closest("fieldset").remove());
    form.elements.namedItem("quoi").focus();
  }

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  if (form) form.addEventListener("submit", onSubmit);
  section.querySelector("[data-geste=envoyer]").addEventListener("click", () => sendKept(true));
  window.addEventListener("online", () => sendKept(false));
  show();
  if (navigator.onLine) sendKept(false);
})();
