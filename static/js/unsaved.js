/* Asks for confirmation before the user leaves a form with unsaved changes. */

const form = document.querySelector("#content-main form:has([name=form_given_to])");

if (form) {
  const isUnsaved = form.querySelector("[data-unsaved]") !== null;
  let initialChoices = null;
  let isSubmitting = false;

  // Django's own script replaces each multiple select by two boxes after the page has loaded.
  addEventListener("load", () =>
    setTimeout(() => {
      initialChoices = selectedValues(form);
    }),
  );
  const hasChangedChoices = () => initialChoices !== null && selectedValues(form) !== initialChoices;

  form.addEventListener("submit", (event) => {
    isSubmitting = event.submitter?.formTarget !== "_blank"; // a preview opens in another tab
  });
  addEventListener("pageshow", () => {
    isSubmitting = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSubmitting && (isUnsaved || hasChangedFields(form) || hasChangedChoices())) {
      event.preventDefault();
    }
  });
}

/* Compares with the HTML from the server, since a browser may restore earlier input. */
function hasChangedFields(form) {
  return [...form.querySelectorAll("input[name], textarea[name]")].some((field) =>
    field.matches("[type=checkbox], [type=radio]")
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue,
  );
}

function selectedValues(form) {
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
