/* A refused form opens at the list of what to mend; each line of it leads into its field. Without
   this script a browser leads to the fields that it can see. */

const list = document.querySelector(".problems");
if (list) {
  /* A form that was opened at one of its parts has that part in its address, and would go there. */
  history.replaceState(history.state, "", location.pathname + location.search);
  list.focus();
}
list?.addEventListener("click", (event) => {
  const asked = document.getElementById(event.target.closest("a")?.hash.slice(1));
  if (asked) {
    event.preventDefault();
    goTo(asked);
  }
});

function goTo(asked) {
  for (let fold = asked.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  for (const fold of asked.querySelectorAll(":scope > fieldset > details")) {
    fold.open = true;
  }
  const field = shownFor(asked);
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

/* What a person works in: the editor of a rich text, the box of a choice that completes itself. */
function shownFor(asked) {
  if (asked.matches("textarea[data-rich-text]")) {
    return asked.parentElement.querySelector("[contenteditable]") ?? asked;
  }
  if (asked.matches(".select2-hidden-accessible")) {
    return asked.parentElement.querySelector(".select2-selection") ?? asked;
  }
  if (asked.matches("input, select, textarea")) {
    return asked;
  }
  return asked.querySelector("input:not([type=hidden]), select, textarea, summary") ?? asked;
}
