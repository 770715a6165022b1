/* Asks before one leaves a form with work in it that is not saved. */

const form = document.querySelector("#content-main form:has([name=form_given_to])");

if (form) {
  const notSavedYet = form.querySelector("[data-unsaved]") !== null;
  let asOpened = null;
  let isSent = false;

  // Django's own script makes two boxes of a choice of many when all is loaded.
  addEventListener("load", () =>
    setTimeout(() => {
      asOpened = choicesOf(form);
    }),
  );
  const hasOtherChoices = () => asOpened !== null && choicesOf(form) !== asOpened;

  form.addEventListener("submit", (event) => {
    isSent = event.submitter?.formTarget !== "_blank"; // a preview opens beside the form
  });
  addEventListener("pageshow", () => {
    isSent = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSent && (notSavedYet || hasText(form) || hasOtherChoices())) {
      event.preventDefault();
    }
  });
}

/* Against what the server sent: a browser may have filled in again what was typed before. */
function hasText(form) {
  return [...form.querySelectorAll("input[name], textarea[name]")].some((field) =>
    field.matches("[type=checkbox], [type=radio]")
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue,
  );
}

function choicesOf(form) {
  return JSON.stringify(
    [...form.querySelectorAll("select")].map((field) => [
      field.name,
      ...Array.from(
        field.matches(".selector select") ? field.options : field.selectedOptions,
        (option) => option.value,
      ),
    ]),
  );
}
