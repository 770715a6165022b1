/* What a script adds to pages that do all of it without one. One file, so that it is one request. */

const WAIT = 150; // ms after the last key

/* Names while one types in the search box. Without this, or where asking fails, "Zoek" does the
   same work a page later. */
function suggest(form, number) {
  const box = form.elements.q;
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let asking = new AbortController();
  let timer;
  let options = [];
  let at = -1;

  const set = (name, value) => box.setAttribute(`aria-${name}`, value);
  const part = (tag, text, className) =>
    Object.assign(document.createElement(tag), { textContent: text, className });

  function choose(next) {
    options[at]?.setAttribute("aria-selected", "false");
    at = next;
    options[at]?.setAttribute("aria-selected", "true");
    options[at]?.scrollIntoView({ block: "nearest" });
    set("activedescendant", options[at]?.id ?? "");
  }

  function go(option) {
    close();
    location.assign(option.dataset.address);
  }

  function close() {
    clearTimeout(timer);
    asking.abort();
    list.hidden = true;
    set("expanded", "false");
    choose(-1);
  }

  function show(found) {
    options = found.map(({ name, kind, where, address }, place) => {
      const option = part("li", "", "suggestions__one");
      const told = [kind, where].filter(Boolean).join(", ");
      option.append(part("b", name, ""), " ", part("span", told, "suggestions__kind"));
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = address;
      return option;
    });
    at = -1;
    list.replaceChildren(...options);
    list.hidden = !options.length;
    set("expanded", String(!list.hidden));
    const count = options.length;
    status.textContent = count ? `${count} ${count > 1 ? "suggesties" : "suggestie"}` : "";
  }

  async function ask() {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    // The letters of a postcode point at a street: they are sent nowhere.
    const q = box.value.trim().replace(/^(\d{4})\s*[a-z]{1,2}$/i, "$1");
    if (q.length < 2) return show([]);
    try {
      const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(q)}`, {
        signal,
      });
      const found = await answer.json();
      if (!signal.aborted) show(found);
    } catch {
      if (!signal.aborted) show([]);
    }
  }

  list.id = `suggesties-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggesties");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  box.setAttribute("role", "combobox");
  set("autocomplete", "list");
  set("controls", list.id);
  set("expanded", "false");

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || list.hidden) return;
    if (step) {
      const places = options.length + 1; // the box itself is one of them
      choose(((at + 1 + step + places) % places) - 1);
    } else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) go(options[at]);
    else return;
    event.preventDefault();
  });
  /* A press takes the focus from the box, and that would close the list before the click. */
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
}

/* Lets a list narrow itself as soon as a choice is made. Without this one presses "Toon"; whatever
   goes wrong here ends in asking for that same page in the plain way. */
function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

function narrow(form) {
  const found = document.querySelector("[data-found]");
  const button = form.querySelector("button");
  const status = document.createElement("p");
  const ticked = new Set();
  let asking = new AbortController();

  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(status);

  function address() {
    const asked = [...new FormData(form)].filter(([, value]) => value.trim());
    const query = new URLSearchParams(asked).toString();
    return location.pathname + (query && `?${query}`);
  }

  const boxes = (facet) => [...facet.querySelectorAll(".option input")];
  const values = (facet) => boxes(facet).map(({ value }) => value).sort().join(" ");

  /* Every choice stays where it is, so that nothing moves under a finger and focus is kept. */
  function update(facet, fresh) {
    const options = new Map(boxes(facet).map((box) => [box.value, box]));
    for (const one of boxes(fresh)) {
      const box = options.get(one.value);
      box.checked = one.checked;
      box.parentNode.className = one.parentNode.className;
      box.nextElementSibling.replaceWith(one.nextElementSibling);
    }
  }

  /* A facet comes and goes with what it could give; not while one is in it. */
  function takeOverFacets(page) {
    const byName = (facet) => [boxes(facet)[0].name, facet];
    const stale = new Map([...form.querySelectorAll(".facet")].map(byName));
    let before = form.querySelector(".filters__field");
    for (const fresh of page.querySelectorAll("[data-filters] .facet")) {
      const [name] = byName(fresh);
      let facet = stale.get(name);
      stale.delete(name);
      if (facet && values(facet) === values(fresh)) {
        update(facet, fresh);
      } else {
        facet?.remove();
        if (before) before.after(fresh);
        else form.querySelector(".filters__fields").prepend(fresh);
        facet = fresh;
      }
      before = facet;
    }
    for (const facet of stale.values()) {
      if (!facet.contains(document.activeElement)) facet.remove();
    }
  }

  function takeOver(page) {
    takeOverFacets(page);
    const typed = form.elements.naam;
    if (typed) typed.value = page.querySelector("[name=naam]").value;
    const summary = page.querySelector("[data-filters] summary").textContent;
    form.querySelector("summary").textContent = summary;
    remember();
    found.replaceChildren(...page.querySelector("[data-found]").childNodes);
    tickAgain();
    document.title = page.title;
    const count = found.querySelector(".count, .absent").textContent;
    button.textContent = found.querySelector(".count") ? `Toon ${count}` : "Toon";
    status.textContent = count;
  }

  /* What was ticked to compare stays so, also while the list does not show it. */
  function remember() {
    for (const { type, value, checked } of found.querySelectorAll("[name=school]")) {
      if (type === "hidden" || checked) ticked.add(value);
      else ticked.delete(value);
    }
  }

  function tickAgain() {
    for (const value of ticked) {
      const box = found.querySelector(`[name=school][value="${CSS.escape(value)}"]`);
      if (box) box.checked = true;
      else found.querySelector("#vergelijk")?.append(hidden("school", value));
    }
  }

  async function show(url, group) {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(url, { signal });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (signal.aborted) return;
      // By the arrows one goes through every radio button of a group: that is one step to go back on.
      if (group !== undefined) {
        const again = group && history.state === group;
        history[again ? "replaceState" : "pushState"](group, "", url);
      }
      takeOver(page);
    } catch {
      if (!signal.aborted) location.assign(url);
    }
  }

  form.addEventListener("change", (event) => {
    const { type, name } = event.target;
    if (event.target.matches(".option input")) show(address(), type === "radio" ? name : "");
  });
  addEventListener("popstate", () => show(location.href));
}

document.querySelectorAll("[data-suggestions]").forEach(suggest);
document.querySelectorAll("[data-filters]").forEach(narrow);
