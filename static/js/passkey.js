/* When a form asks for a passkey, lets the browser make or use one, and sends its answer along. */

const form = document.querySelector("form[data-passkey]");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  for (const text of form.querySelectorAll("[data-error]")) text.hidden = true;
  try {
    form.elements.passkey.value = JSON.stringify(await askBrowser());
    form.submit();
  } catch (error) {
    const text = form.querySelector(`[data-error="${error.name}"]`);
    (text ?? form.querySelector("[data-error=other]")).hidden = false;
  }
});

function askBrowser() {
  const options = JSON.parse(form.dataset.options);
  return form.dataset.passkey === "make"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
