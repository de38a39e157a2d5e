"use strict";
// A form with data-passkey ("get" or "create") asks the browser for a passkey, by the options in
// data-options, and is sent with what it answers. What goes wrong is said by a sentence of the page.

function say(form, name) {
  const sentences = [...form.querySelectorAll("[data-when]")];
  const known = sentences.some((one) => one.dataset.when === name);
  for (const one of sentences) {
    one.hidden = one.dataset.when !== (known || !name ? name : "other");
  }
}

async function answer(form) {
  const options = JSON.parse(form.dataset.options);
  const found =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        });
  return JSON.stringify(found.toJSON());
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  say(form, "");
  try {
    form.elements.reponse.value = await answer(form);
    form.submit();
  } catch (error) {
    say(form, error.name);
  }
}

for (const one of document.querySelectorAll("[data-without-script]")) {
  one.hidden = true;
}
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  if (window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON) {
    form.addEventListener("submit", send);
  } else {
    form.querySelector("button").hidden = true;
    say(form, "old");
  }
}
