/* Progressive enhancement: every page works without this script. One file, for a single request. */

const DEBOUNCE_MS = 150;

/* Suggestions while typing in the search box. Without them, or if a request fails, the visitor
   submits the form. */
function addSuggestions(form, index) {
  const input = form.elements.q;
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let controller = new AbortController();
  let timer;
  let options = [];
  let selected = -1;

  const setAria = (name, value) => input.setAttribute(`aria-${name}`, value);
  const element = (tag, text, className) =>
    Object.assign(document.createElement(tag), { textContent: text, className });

  function select(next) {
    options[selected]?.setAttribute("aria-selected", "false");
    selected = next;
    options[selected]?.setAttribute("aria-selected", "true");
    options[selected]?.scrollIntoView({ block: "nearest" });
    setAria("activedescendant", options[selected]?.id ?? "");
  }

  function follow(option) {
    close();
    location.assign(option.dataset.address);
  }

  function close() {
    clearTimeout(timer);
    controller.abort();
    list.hidden = true;
    setAria("expanded", "false");
    select(-1);
  }

  function show(suggestions) {
    options = suggestions.map(({ name, kind, where, address }, position) => {
      const option = element("li", "", "suggestions__one");
      const description = [kind, where].filter(Boolean).join(", ");
      option.append(element("b", name, ""), " ", element("span", description, "suggestions__kind"));
      option.id = `${list.id}-${position}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = address;
      return option;
    });
    selected = -1;
    list.replaceChildren(...options);
    list.hidden = !options.length;
    setAria("expanded", String(!list.hidden));
    const count = options.length;
    status.textContent = count ? `${count} ${count > 1 ? "suggesties" : "suggestie"}` : "";
  }

  async function fetchSuggestions() {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    // The letters of a postcode identify a street, and are never sent.
    const q = input.value.trim().replace(/^(\d{4})\s*[a-z]{1,2}$/i, "$1");
    if (q.length < 2) return show([]);
    try {
      const response = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(q)}`, {
        signal,
      });
      const suggestions = await response.json();
      if (!signal.aborted) show(suggestions);
    } catch {
      if (!signal.aborted) show([]);
    }
  }

  list.id = `suggesties-${index}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggesties");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  input.setAttribute("role", "combobox");
  setAria("autocomplete", "list");
  setAria("controls", list.id);
  setAria("expanded", "false");

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(fetchSuggestions, DEBOUNCE_MS);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || list.hidden) return;
    if (step) {
      const places = options.length + 1; // including the input itself
      select(((selected + 1 + step + places) % places) - 1);
    } else if (event.key === "Escape") close();
    else if (event.key === "Enter" && selected >= 0) follow(options[selected]);
    else return;
    event.preventDefault();
  });
  /* Otherwise the input loses focus, which closes the list before the click. */
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) follow(option);
  });
}

/* Applies a filter as soon as a choice is made. Without this the visitor presses "Toon"; after any
   error the same page is loaded the ordinary way. */
function hiddenInput(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

function autoSubmitFilters(form) {
  const results = document.querySelector("[data-found]");
  const button = form.querySelector("button");
  const status = document.createElement("p");
  const compared = new Set();
  let controller = new AbortController();

  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(status);

  function filteredUrl() {
    const pairs = [...new FormData(form)].filter(([, value]) => value.trim());
    const query = new URLSearchParams(pairs).toString();
    return location.pathname + (query && `?${query}`);
  }

  const boxes = (facet) => [...facet.querySelectorAll(".option input")];
  const values = (facet) => boxes(facet).map(({ value }) => value).sort().join(" ");

  /* Keeps every option in place, so that nothing moves under a finger and focus is kept. */
  function updateOptions(facet, fresh) {
    const options = new Map(boxes(facet).map((box) => [box.value, box]));
    for (const freshBox of boxes(fresh)) {
      const box = options.get(freshBox.value);
      box.checked = freshBox.checked;
      box.parentNode.className = freshBox.parentNode.className;
      box.nextElementSibling.replaceWith(freshBox.nextElementSibling);
    }
  }

  /* Adds and removes facets; a facet with focus stays. */
  function replaceFacets(page) {
    const byName = (facet) => [boxes(facet)[0].name, facet];
    const stale = new Map([...form.querySelectorAll(".facet")].map(byName));
    let before = form.querySelector(".filters__field");
    for (const fresh of page.querySelectorAll("[data-filters] .facet")) {
      const [name] = byName(fresh);
      let facet = stale.get(name);
      stale.delete(name);
      if (facet && values(facet) === values(fresh)) {
        updateOptions(facet, fresh);
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

  function replacePage(page) {
    replaceFacets(page);
    const nameField = form.elements.naam;
    if (nameField) nameField.value = page.querySelector("[name=naam]").value;
    const summary = page.querySelector("[data-filters] summary").textContent;
    form.querySelector("summary").textContent = summary;
    storeCompared();
    results.replaceChildren(...page.querySelector("[data-found]").childNodes);
    restoreCompared();
    document.title = page.title;
    const count = results.querySelector(".count, .absent").textContent;
    button.textContent = results.querySelector(".count") ? `Toon ${count}` : "Toon";
    status.textContent = count;
  }

  /* Schools ticked for comparison stay ticked, even if the filtered list omits them. */
  function storeCompared() {
    for (const { type, value, checked } of results.querySelectorAll("[name=school]")) {
      if (type === "hidden" || checked) compared.add(value);
      else compared.delete(value);
    }
  }

  function restoreCompared() {
    for (const value of compared) {
      const box = results.querySelector(`[name=school][value="${CSS.escape(value)}"]`);
      if (box) box.checked = true;
      else results.querySelector("#vergelijk")?.append(hiddenInput("school", value));
    }
  }

  async function show(url, group) {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    try {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Error(response.status);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (signal.aborted) return;
      // Arrow keys pass through every radio button of a group: make that a single history entry.
      if (group !== undefined) {
        const isSameGroup = group && history.state === group;
        history[isSameGroup ? "replaceState" : "pushState"](group, "", url);
      }
      replacePage(page);
    } catch {
      if (!signal.aborted) location.assign(url);
    }
  }

  form.addEventListener("change", (event) => {
    const { type, name } = event.target;
    if (event.target.matches(".option input")) show(filteredUrl(), type === "radio" ? name : "");
  });
  addEventListener("popstate", () => show(location.href));
}

document.querySelectorAll("[data-suggestions]").forEach(addSuggestions);
document.querySelectorAll("[data-filters]").forEach(autoSubmitFilters);
