/* Who follows a link to a folded part of a form means what is in it. Without this script one opens
   it there. */

function openWhatIsAskedFor() {
  const asked = document.getElementById(location.hash.slice(1));
  const fold = asked?.querySelector("fieldset > details");
  if (fold && !fold.open) {
    fold.open = true;
    asked.scrollIntoView();
  }
}

addEventListener("hashchange", openWhatIsAskedFor);
openWhatIsAskedFor();
