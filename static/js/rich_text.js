/* Makes an editor of each textarea for rich text. Without this script one types HTML there. */

const SAFE = ["http:", "https:", "mailto:", "tel:"];

const TOOLS = {
  heading: {
    run: (chain) => chain.toggleHeading({ level: 3 }),
    isOn: (editor) => editor.isActive("heading"),
  },
  bold: { run: (chain) => chain.toggleBold(), isOn: (editor) => editor.isActive("bold") },
  italic: { run: (chain) => chain.toggleItalic(), isOn: (editor) => editor.isActive("italic") },
  bulletList: {
    run: (chain) => chain.toggleBulletList(),
    isOn: (editor) => editor.isActive("bulletList"),
  },
  orderedList: {
    run: (chain) => chain.toggleOrderedList(),
    isOn: (editor) => editor.isActive("orderedList"),
  },
  blockquote: {
    run: (chain) => chain.toggleBlockquote(),
    isOn: (editor) => editor.isActive("blockquote"),
  },
  unlink: { run: (chain) => chain.extendMarkRange("link").unsetLink() },
  undo: { run: (chain) => chain.undo() },
  redo: { run: (chain) => chain.redo() },
};

for (const textarea of document.querySelectorAll("textarea[data-rich-text]")) {
  begin(textarea);
}

async function begin(textarea) {
  const tiptap = await import(textarea.dataset.richText);
  const { holdsPicture, inOurMarks } = await import(textarea.dataset.paste);
  const place = textarea.parentElement;
  const tools = place.querySelector(".rich-text__tools");
  const told = place.querySelector("[role=status]");
  const editor = new tiptap.Editor({
    element: place,
    injectCSS: false, // the policy forbids it; admin_richtext.css says the same
    extensions: marksOf(tiptap, () => askLink(editor, place.querySelector("template"))),
    content: textarea.value,
    editorProps: {
      attributes: namesOf(textarea),
      transformPastedHTML: inOurMarks,
      handlePaste: (view, event) => {
        told.textContent = holdsPicture(event.clipboardData) ? told.dataset.picture : "";
      },
      handleDrop: (view, event) => {
        told.textContent = holdsPicture(event.dataTransfer) ? told.dataset.picture : "";
      },
    },
    onUpdate: () => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
    },
  });
  textarea.hidden = true;
  tools.hidden = false;
  connect(tools, editor, place.querySelector("template"));
  explain(textarea);
}

/* The marks that regions/fields/rich_text.py leaves, and no others. */
function marksOf(tiptap, onLink) {
  return [
    tiptap.Document,
    tiptap.Paragraph,
    tiptap.Text,
    tiptap.HardBreak,
    tiptap.Heading.configure({ levels: [3] }),
    tiptap.Bold,
    tiptap.Italic,
    tiptap.Blockquote,
    tiptap.BulletList,
    tiptap.OrderedList.extend({ addAttributes: () => ({}), addNodeView: null }),
    // Tab leads on to the next field, in a list too.
    tiptap.ListItem.extend({
      addKeyboardShortcuts() {
        return { Enter: () => this.editor.commands.splitListItem(this.name) };
      },
    }),
    tiptap.Link.extend({
      addKeyboardShortcuts: () => ({
        "Mod-k": () => {
          onLink();
          return true;
        },
      }),
    }).configure({ defaultProtocol: "https", isAllowedUri: isSafe }),
    tiptap.History,
  ];
}

/* The label and the help text of the textarea now belong to the editor. */
function namesOf(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) {
    label.id = `${textarea.id}_label`;
    label.addEventListener("click", () =>
      textarea.parentElement.querySelector("[contenteditable]").focus(),
    );
  }
  return {
    "aria-labelledby": `${textarea.id}_label`,
    "aria-describedby": textarea.getAttribute("aria-describedby") ?? "",
    "aria-multiline": "true",
    class: "rich-text__read",
  };
}

/* TipTap's own focus() waits for the next frame: who types at once would type beside the text. */
function atWork(editor) {
  editor.view.focus();
  return editor.chain();
}

function explain(textarea) {
  const help = document
    .getElementById(`${textarea.id}_helptext`)
    ?.querySelector("[data-with-editor]");
  if (help) {
    help.textContent = help.dataset.withEditor;
  }
}

function connect(tools, editor, template) {
  for (const button of tools.querySelectorAll("button")) {
    const tool = TOOLS[button.dataset.tool];
    button.addEventListener("click", () =>
      tool ? tool.run(atWork(editor)).run() : askLink(editor, template),
    );
  }
  const show = () => {
    for (const button of tools.querySelectorAll("[aria-pressed]")) {
      const { tool } = button.dataset;
      const isOn = tool === "link" ? editor.isActive("link") : TOOLS[tool].isOn(editor);
      button.setAttribute("aria-pressed", isOn);
    }
  };
  editor.on("transaction", show);
  show();
}

function askLink(editor, template) {
  const dialog = template.content.querySelector("dialog").cloneNode(true);
  const [text, address] = dialog.querySelectorAll("input");
  const inText = !editor.state.selection.empty || editor.isActive("link");
  text.closest("label").hidden = inText;
  address.value = editor.getAttributes("link").href ?? "";
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const href = asAddress(address.value);
    if (href) {
      dialog.close();
      link(editor, href, inText ? null : text.value.trim() || href);
    } else {
      dialog.querySelector("[role=alert]").hidden = false;
      address.focus();
    }
  });
  dialog.querySelector("[type=button]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.view.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  (inText ? address : text).focus();
}

function link(editor, href, text) {
  const chain = atWork(editor);
  if (text === null) {
    chain.extendMarkRange("link").setLink({ href }).run();
  } else {
    chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).run();
  }
}

/* What was typed, as an address: "school.nl" and "iemand@school.nl" are understood. */
function asAddress(typed) {
  const address = typed.trim();
  const isWhole = /^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith("/");
  const completed = isWhole ? address : (address.includes("@") ? "mailto:" : "https://") + address;
  return address && isSafe(completed) ? completed : null;
}

/* Reads an address as the browser would that follows it. */
function isSafe(address) {
  try {
    return SAFE.includes(new URL(address, document.baseURI).protocol);
  } catch {
    return false;
  }
}
