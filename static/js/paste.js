/* What other programs put on the clipboard, in our marks; regions/fields/pasted/ does the same on the
   server, and says more of why. The policy forbids to read styles and reports each that it finds,
   so they are read as data. */

const TAG = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, table, div";
const IGNORED = /mso-list:\s*ignore/i;
const LIST_LEVEL = /mso-list:[^;]{0,40}\blevel([1-9])/i;
const BOLD = /(?<![\w-])font-weight:\s*(?:bold|[6-9]00)/i;
const NOT_BOLD = /(?<![\w-])font-weight:\s*(?:normal|[1-5]00)/i;
const ITALIC = /(?<![\w-])font-style:\s*italic/i;
const BULLET = /^\s*[·•‣\u25aa\u25cf\u25e6]\s+/;
const NUMBER = /^\s*\(?(?:[0-9]{1,3}|[a-z]|[ivx]{1,5})[.)]/i;
const REFERENCE = /^\s*(?:\[\w{1,4}\]|[0-9*†‡]{1,3})\s*$/;
const NOTE = /#_?(?:ftn|edn|cite|sdfootnote|sdendnote|fn)/;
const ADDRESS = /https?:\/\/[^\s<>"]{1,4000}/g;
const LEADS_SOMEWHERE = /^(?:https?:\/\/|mailto:|tel:)./i;
const PROOFPOINT = /^https:\/\/urldefense\.(?:com|us)\/v3\/__(.{1,2000}?)__;/;
const BETWEEN_CELLS = " · ";
const MOST_WRAPPINGS = 5;
/* By the end of the host: which parameter holds the target, and at which path only. */
const WRAPPERS = [
  [".safelinks.protection.outlook.com", "url"],
  [".safelinks.protection.office365.us", "url"],
  ["statics.teams.cdn.office.net", "url"],
  ["linkprotect.cudasvc.com", "a"],
  ["www.google.com", "q", "/url"],
  ["l.facebook.com", "u", "/l.php"],
];

export function inOurMarks(html) {
  const tame = html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(TAG, (tag) => tag.replace(/[\s/"'](on\w+|style)\s*=/gi, " data-$1="));
  const page = new DOMParser().parseFromString(tame, "text/html");
  const root = page.body;
  for (const step of [leadOn, nameMarks, readTables, makeLists, makeParagraphs]) {
    step(root);
  }
  return root.innerHTML;
}

export function holdsPicture(clipboard) {
  const html = clipboard.getData("text/html");
  return html
    ? /<(?:img|v:imagedata|picture)\b/i.test(html)
    : [...clipboard.files].some((file) => file.type.startsWith("image/"));
}

/* The link's own target; null where that cannot be read. */
export function unwrapped(address) {
  let target = address;
  for (let times = 0; times < MOST_WRAPPINGS; times += 1) {
    const inner = innerAddress(target);
    if (inner === undefined) {
      return target;
    }
    if (!inner || !LEADS_SOMEWHERE.test(inner)) {
      return null;
    }
    target = inner;
  }
  return null;
}

/* What a wrapper leads to, null where it does not say; undefined for what is no wrapper. */
function innerAddress(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (["urldefense.com", "urldefense.us"].includes(url.hostname)) {
    return address.match(PROOFPOINT)?.[1] ?? null;
  }
  const wrapper = WRAPPERS.find(
    ([end, , path]) => url.hostname.endsWith(end) && (!path || url.pathname === path),
  );
  if (!wrapper) {
    return undefined;
  }
  return url.searchParams.get(wrapper[1]) || url.searchParams.get("url");
}

function leadOn(root) {
  for (const link of [...root.querySelectorAll("a")]) {
    const href = link.getAttribute("href") ?? "";
    const within = href.startsWith("#") || (!href && link.hasAttribute("name"));
    const target = unwrapped(href);
    if ((within || NOTE.test(href)) && REFERENCE.test(link.textContent)) {
      link.remove();
    } else if (within || href.startsWith("file:") || target === null) {
      link.replaceWith(...link.childNodes);
    } else if (target !== href) {
      link.setAttribute("href", target);
    }
  }
  for (const text of textsOf(root)) {
    text.data = text.data.replace(ADDRESS, (address) => unwrapped(address) ?? "");
  }
}

function textsOf(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    texts.push(walker.currentNode);
  }
  return texts;
}

function nameMarks(root) {
  for (const bold of [...root.querySelectorAll("b")]) {
    if (NOT_BOLD.test(styleOf(bold))) {
      bold.replaceWith(...bold.childNodes);
    }
  }
  for (const styled of root.querySelectorAll("span, font, a, p")) {
    for (const [style, tag] of [
      [BOLD, "strong"],
      [ITALIC, "em"],
    ]) {
      if (style.test(styleOf(styled)) && styled.textContent.trim()) {
        styled.append(filled(styled, tag));
      }
    }
  }
  for (const heading of [...root.querySelectorAll("h1, h2, h4, h5, h6")]) {
    heading.replaceWith(filled(heading, "h3"));
  }
}

function styleOf(element) {
  return element.dataset.style ?? "";
}

/* A new element with all that stood in another. */
function filled(from, tag) {
  const made = from.ownerDocument.createElement(tag);
  made.append(...from.childNodes);
  return made;
}

function readTables(root) {
  for (const table of [...root.querySelectorAll("table")].reverse()) {
    table.replaceWith(...[...table.querySelectorAll("caption, tr")].flatMap(rowOf));
  }
}

function rowOf(row) {
  const cells = row.matches("caption") ? [row] : [...row.children];
  const told = cells.filter((cell) => cell.textContent.trim());
  if (row.matches("tr") && told.length === 1 && told[0].querySelector(BLOCKS)) {
    return [filled(told[0], "div")];
  }
  if (!told.length) {
    return [];
  }
  const line = row.ownerDocument.createElement("p");
  told.forEach((cell, number) => {
    flatten(cell);
    line.append(...(number ? [BETWEEN_CELLS] : []), ...cell.childNodes);
  });
  return [line];
}

/* Blocks within a cell follow each other on one line. */
function flatten(cell) {
  for (const block of [...cell.querySelectorAll(`${BLOCKS}, br`)].reverse()) {
    block.replaceWith(" ", ...block.childNodes, " ");
  }
  cell.normalize();
  const texts = textsOf(cell);
  for (const text of texts) {
    text.data = text.data.replace(/[ \t\r\n\u00a0]+/g, " ");
  }
  if (cell.firstChild === texts[0]) {
    texts[0].data = texts[0].data.trimStart();
  }
  if (cell.lastChild === texts.at(-1)) {
    texts.at(-1).data = texts.at(-1).data.trimEnd();
  }
}

function makeLists(root) {
  for (const list of [...root.querySelectorAll(":is(ul, ol) > :is(ul, ol)")]) {
    list.previousElementSibling?.append(list);
  }
  for (const wrapper of [...root.querySelectorAll("div")].reverse()) {
    const children = [...wrapper.children];
    const isBare = [...wrapper.childNodes].every((node) => node.nodeType !== 3 || !node.data.trim());
    if (children.length && isBare && children.every((child) => child.matches("ul, ol"))) {
      wrapper.replaceWith(...children);
    }
  }
  for (const parent of [root, ...root.querySelectorAll("*")]) {
    if (!parent.matches("ul, ol")) {
      gatherItems(parent);
    }
  }
}

function gatherItems(parent) {
  let levels = []; // the lists that are open, the innermost last
  for (const node of [...parent.childNodes]) {
    const items = node.nodeType === 1 ? itemsOf(node) : [];
    if (!items.length && (node.nodeType === 1 || (node.nodeType === 3 && node.data.trim()))) {
      levels = [];
    }
    for (const [level, tag, item] of items) {
      const isOver = (open) => open.level > level || (open.level === level && open.tag !== tag);
      while (levels.length && isOver(levels.at(-1))) {
        levels.pop();
      }
      if (!levels.length || levels.at(-1).level < level) {
        const list = parent.ownerDocument.createElement(tag);
        if (levels.length) {
          levels.at(-1).list.lastElementChild.append(list);
        } else {
          node.before(list);
        }
        levels.push({ level, tag, list });
      }
      levels.at(-1).list.append(item);
    }
    if (items.length) {
      node.remove();
    }
  }
}

/* How deep each item lies, in a list of which kind, and the item; none of what is no item. */
function itemsOf(element) {
  if (element.matches("ul, ol")) {
    const items = [...element.children];
    const levels = items.map((item) => Number(item.dataset.ariaLevel));
    const tag = element.localName;
    return levels.every(Boolean) ? items.map((item, at) => [levels[at], tag, item]) : [];
  }
  if (!element.matches("p, div")) {
    return [];
  }
  const level = styleOf(element).match(LIST_LEVEL)?.[1];
  const marker = takeMarker(element);
  if (!level && marker === null && !takeBullet(element)) {
    return [];
  }
  const item = filled(element, "li");
  const first = item.firstChild;
  if (first?.nodeType === 3) {
    first.data = first.data.trimStart();
  }
  return [[Number(level ?? 1), NUMBER.test(marker ?? "") ? "ol" : "ul", item]];
}

function takeMarker(paragraph) {
  for (const styled of paragraph.querySelectorAll("[data-style]")) {
    if (IGNORED.test(styleOf(styled))) {
      const marker = styled.textContent.replaceAll("\u00a0", " ");
      styled.remove();
      return marker;
    }
  }
  return null;
}

function takeBullet(paragraph) {
  const first = textsOf(paragraph).find((text) => text.data.trim());
  if (!first || !BULLET.test(first.data)) {
    return false;
  }
  first.data = first.data.replace(BULLET, "");
  return true;
}

function makeParagraphs(root) {
  for (const division of [...root.querySelectorAll("div")]) {
    if (!division.querySelector(BLOCKS)) {
      division.replaceWith(filled(division, "p"));
    }
  }
}
