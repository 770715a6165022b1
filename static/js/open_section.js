/* Opens a collapsed section of a form when the URL links to it. Without this script the user opens
   it by hand. */

function openLinkedSection() {
  const section = document.getElementById(location.hash.slice(1));
  const details = section?.querySelector("fieldset > details");
  if (details && !details.open) {
    details.open = true;
    section.scrollIntoView();
  }
}

addEventListener("hashchange", openLinkedSection);
openLinkedSection();
