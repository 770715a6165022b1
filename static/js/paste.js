/* Converts HTML pasted from other programs to the markup we allow. regions/fields/pasted/ does the
   same on the server, and explains why. The Content-Security-Policy blocks and reports every style
   attribute, so those are renamed to data attributes first. */

const TAG = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, table, div";
const LIST_MARKER = /mso-list:\s*ignore/i;
const LIST_LEVEL = /mso-list:[^;]{0,40}\blevel([1-9])/i;
const BOLD = /(?<![\w-])font-weight:\s*(?:bold|[6-9]00)/i;
const NOT_BOLD = /(?<![\w-])font-weight:\s*(?:normal|[1-5]00)/i;
const ITALIC = /(?<![\w-])font-style:\s*italic/i;
const BULLET = /^\s*[·•‣\u25aa\u25cf\u25e6]\s+/;
const NUMBER = /^\s*\(?(?:[0-9]{1,3}|[a-z]|[ivx]{1,5})[.)]/i;
const NOTE_REFERENCE = /^\s*(?:\[\w{1,4}\]|[0-9*†‡]{1,3})\s*$/;
const NOTE_HREF = /#_?(?:ftn|edn|cite|sdfootnote|sdendnote|fn)/;
const URL_PATTERN = /https?:\/\/[^\s<>"]{1,4000}/g;
const USABLE_TARGET = /^(?:https?:\/\/|mailto:|tel:)./i;
const PROOFPOINT = /^https:\/\/urldefense\.(?:com|us)\/v3\/__(.{1,2000}?)__;/;
const CELL_SEPARATOR = " · ";
const MAX_WRAPPERS = 5;
/* Link wrappers: host suffix, the query parameter with the target, and the only path, if any. */
const WRAPPERS = [
  [".safelinks.protection.outlook.com", "url"],
  [".safelinks.protection.office365.us", "url"],
  ["statics.teams.cdn.office.net", "url"],
  ["linkprotect.cudasvc.com", "a"],
  ["www.google.com", "q", "/url"],
  ["l.facebook.com", "u", "/l.php"],
];

export function convertPaste(html) {
  const inert = html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(TAG, (tag) => tag.replace(/[\s/"'](on\w+|style)\s*=/gi, " data-$1="));
  const page = new DOMParser().parseFromString(inert, "text/html");
  const root = page.body;
  for (const step of [cleanLinks, convertStyles, convertTables, convertLists, convertDivs]) {
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

/* The target behind link wrappers; null if it cannot be determined. */
export function unwrapLink(address) {
  let target = address;
  for (let depth = 0; depth < MAX_WRAPPERS; depth += 1) {
    const inner = wrappedTarget(target);
    if (inner === undefined) {
      return target;
    }
    if (!inner || !USABLE_TARGET.test(inner)) {
      return null;
    }
    target = inner;
  }
  return null;
}

/* The target of a wrapper, or null if it has none; undefined for any other link. */
function wrappedTarget(address) {
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
    ([suffix, , path]) => url.hostname.endsWith(suffix) && (!path || url.pathname === path),
  );
  if (!wrapper) {
    return undefined;
  }
  return url.searchParams.get(wrapper[1]) || url.searchParams.get("url");
}

function cleanLinks(root) {
  for (const link of [...root.querySelectorAll("a")]) {
    const href = link.getAttribute("href") ?? "";
    const isInternal = href.startsWith("#") || (!href && link.hasAttribute("name"));
    const target = unwrapLink(href);
    if ((isInternal || NOTE_HREF.test(href)) && NOTE_REFERENCE.test(link.textContent)) {
      link.remove();
    } else if (isInternal || href.startsWith("file:") || target === null) {
      link.replaceWith(...link.childNodes);
    } else if (target !== href) {
      link.setAttribute("href", target);
    }
  }
  for (const text of textNodes(root)) {
    text.data = text.data.replace(URL_PATTERN, (address) => unwrapLink(address) ?? "");
  }
}

function textNodes(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    texts.push(walker.currentNode);
  }
  return texts;
}

function convertStyles(root) {
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
        styled.append(moveChildren(styled, tag));
      }
    }
  }
  for (const heading of [...root.querySelectorAll("h1, h2, h4, h5, h6")]) {
    heading.replaceWith(moveChildren(heading, "h3"));
  }
}

function styleOf(element) {
  return element.dataset.style ?? "";
}

/* A new element with the children of another, which ends up empty. */
function moveChildren(from, tag) {
  const element = from.ownerDocument.createElement(tag);
  element.append(...from.childNodes);
  return element;
}

function convertTables(root) {
  for (const table of [...root.querySelectorAll("table")].reverse()) {
    table.replaceWith(...[...table.querySelectorAll("caption, tr")].flatMap(convertRow));
  }
}

function convertRow(row) {
  const cells = row.matches("caption") ? [row] : [...row.children];
  const nonEmpty = cells.filter((cell) => cell.textContent.trim());
  if (row.matches("tr") && nonEmpty.length === 1 && nonEmpty[0].querySelector(BLOCKS)) {
    return [moveChildren(nonEmpty[0], "div")];
  }
  if (!nonEmpty.length) {
    return [];
  }
  const line = row.ownerDocument.createElement("p");
  nonEmpty.forEach((cell, index) => {
    flatten(cell);
    line.append(...(index ? [CELL_SEPARATOR] : []), ...cell.childNodes);
  });
  return [line];
}

/* Puts the blocks within a cell on one line. */
function flatten(cell) {
  for (const block of [...cell.querySelectorAll(`${BLOCKS}, br`)].reverse()) {
    block.replaceWith(" ", ...block.childNodes, " ");
  }
  cell.normalize();
  const texts = textNodes(cell);
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

function convertLists(root) {
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
      wrapItems(parent);
    }
  }
}

function wrapItems(parent) {
  let levels = []; // the open lists, innermost last
  for (const node of [...parent.childNodes]) {
    const items = node.nodeType === 1 ? listItems(node) : [];
    if (!items.length && (node.nodeType === 1 || (node.nodeType === 3 && node.data.trim()))) {
      levels = [];
    }
    for (const [level, tag, item] of items) {
      const isClosed = (open) => open.level > level || (open.level === level && open.tag !== tag);
      while (levels.length && isClosed(levels.at(-1))) {
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

/* [level, list tag, item] for each list item in an element; [] if it has none. */
function listItems(element) {
  if (element.matches("ul, ol")) {
    const items = [...element.children];
    const levels = items.map((item) => Number(item.dataset.ariaLevel));
    const tag = element.localName;
    return levels.every(Boolean) ? items.map((item, index) => [levels[index], tag, item]) : [];
  }
  if (!element.matches("p, div")) {
    return [];
  }
  const level = styleOf(element).match(LIST_LEVEL)?.[1];
  const marker = takeMarker(element);
  if (!level && marker === null && !takeBullet(element)) {
    return [];
  }
  const item = moveChildren(element, "li");
  const first = item.firstChild;
  if (first?.nodeType === 3) {
    first.data = first.data.trimStart();
  }
  return [[Number(level ?? 1), NUMBER.test(marker ?? "") ? "ol" : "ul", item]];
}

function takeMarker(paragraph) {
  for (const styled of paragraph.querySelectorAll("[data-style]")) {
    if (LIST_MARKER.test(styleOf(styled))) {
      const marker = styled.textContent.replaceAll("\u00a0", " ");
      styled.remove();
      return marker;
    }
  }
  return null;
}

function takeBullet(paragraph) {
  const first = textNodes(paragraph).find((text) => text.data.trim());
  if (!first || !BULLET.test(first.data)) {
    return false;
  }
  first.data = first.data.replace(BULLET, "");
  return true;
}

function convertDivs(root) {
  for (const div of [...root.querySelectorAll("div")]) {
    if (!div.querySelector(BLOCKS)) {
      div.replaceWith(moveChildren(div, "p"));
    }
  }
}
