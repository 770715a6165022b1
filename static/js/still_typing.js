/* Keeps the session alive while someone types: one request per five minutes at most. */

const EVERY = 5 * 60 * 1000;
const form = document.querySelector("#content-main form:has([name=form_given_to])");

if (form) {
  let told = Date.now();
  form.addEventListener("input", () => {
    if (Date.now() - told < EVERY) return;
    told = Date.now();
    const headers = { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value };
    // If it fails, nothing is lost: the form comes back after the next login.
    fetch(form.querySelector("[name=form_given_to]").dataset.stillTyping, { method: "POST", headers }).catch(() => {});
  });
}
