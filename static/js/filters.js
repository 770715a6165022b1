/* Lets a list narrow itself as soon as a choice is made. Without this script one presses "Toon";
   whatever goes wrong here ends in asking for that same page in the plain way. */

const form = document.querySelector("[data-filters]");
const found = document.querySelector("[data-found]");
const button = form.querySelector("button");
const status = document.createElement("p");
let asking = new AbortController();

status.className = "visually-hidden";
status.setAttribute("role", "status");
form.append(status);

function address() {
  const asked = [...new FormData(form)].filter(([, value]) => value.trim());
  const query = new URLSearchParams(asked).toString();
  return location.pathname + (query && `?${query}`);
}

/* Every choice stays where it is, so that nothing moves under a finger and focus is kept. */
function takeOver(page) {
  const options = new Map();
  for (const box of form.querySelectorAll(".option input")) {
    options.set(`${box.name} ${box.value}`, box);
  }
  for (const fresh of page.querySelectorAll("[data-filters] .option input")) {
    const box = options.get(`${fresh.name} ${fresh.value}`);
    box.checked = fresh.checked;
    box.parentNode.className = fresh.parentNode.className;
    box.nextElementSibling.replaceWith(fresh.nextElementSibling);
  }
  const typed = form.elements.naam;
  if (typed) typed.value = page.querySelector("[name=naam]").value;
  const summary = page.querySelector("[data-filters] summary").textContent;
  form.querySelector("summary").textContent = summary;
  found.replaceChildren(...page.querySelector("[data-found]").childNodes);
  document.title = page.title;
  const count = found.querySelector(".count, .absent").textContent;
  button.textContent = found.querySelector(".count") ? `Toon ${count}` : "Toon";
  status.textContent = count;
}

async function show(url, remember) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (signal.aborted) return;
    if (remember) history.pushState(null, "", url);
    takeOver(page);
  } catch {
    if (!signal.aborted) location.assign(url);
  }
}

form.addEventListener("change", (event) => {
  if (event.target.matches(".option input")) show(address(), true);
});
addEventListener("popstate", () => show(location.href, false));
