/* Focuses the error summary of an invalid form, and lets each line of it focus its field. Without
   this script its links only reach visible fields. */

const list = document.querySelector(".problems");
if (list) {
  /* A fragment in the URL would make the browser scroll to that section instead. */
  history.replaceState(history.state, "", location.pathname + location.search);
  list.focus();
}
list?.addEventListener("click", (event) => {
  const target = document.getElementById(event.target.closest("a")?.hash.slice(1));
  if (target) {
    event.preventDefault();
    focusField(target);
  }
});

function focusField(target) {
  for (let details = target.closest("details"); details; ) {
    details.open = true;
    details = details.parentElement.closest("details");
  }
  for (const details of target.querySelectorAll(":scope > fieldset > details")) {
    details.open = true;
  }
  const field = visibleControl(target);
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

/* The control that takes input: of a rich text its editor, of an autocomplete its Select2 box. */
function visibleControl(target) {
  if (target.matches("textarea[data-rich-text]")) {
    return target.parentElement.querySelector("[contenteditable]") ?? target;
  }
  if (target.matches(".select2-hidden-accessible")) {
    return target.parentElement.querySelector(".select2-selection") ?? target;
  }
  if (target.matches("input, select, textarea")) {
    return target;
  }
  return target.querySelector("input:not([type=hidden]), select, textarea, summary") ?? target;
}
