/* Turns each textarea for rich text into an editor. Without this script the user types HTML. */

const SAFE_PROTOCOLS = ["http:", "https:", "mailto:", "tel:"];

const TOOLS = {
  heading: {
    run: (chain) => chain.toggleHeading({ level: 3 }),
    isActive: (editor) => editor.isActive("heading"),
  },
  bold: { run: (chain) => chain.toggleBold(), isActive: (editor) => editor.isActive("bold") },
  italic: { run: (chain) => chain.toggleItalic(), isActive: (editor) => editor.isActive("italic") },
  bulletList: {
    run: (chain) => chain.toggleBulletList(),
    isActive: (editor) => editor.isActive("bulletList"),
  },
  orderedList: {
    run: (chain) => chain.toggleOrderedList(),
    isActive: (editor) => editor.isActive("orderedList"),
  },
  blockquote: {
    run: (chain) => chain.toggleBlockquote(),
    isActive: (editor) => editor.isActive("blockquote"),
  },
  unlink: { run: (chain) => chain.extendMarkRange("link").unsetLink() },
  undo: { run: (chain) => chain.undo() },
  redo: { run: (chain) => chain.redo() },
};

for (const textarea of document.querySelectorAll("textarea[data-rich-text]")) {
  initEditor(textarea);
}

async function initEditor(textarea) {
  const tiptap = await import(textarea.dataset.richText);
  const { holdsPicture, convertPaste } = await import(textarea.dataset.paste);
  const container = textarea.parentElement;
  const toolbar = container.querySelector(".rich-text__tools");
  const status = container.querySelector("[role=status]");
  const editor = new tiptap.Editor({
    element: container,
    injectCSS: false, // the CSP forbids it; admin_richtext.css has the same rules
    extensions: extensions(tiptap, () => openLinkDialog(editor, container.querySelector("template"))),
    content: textarea.value,
    editorProps: {
      attributes: accessibleNames(textarea),
      transformPastedHTML: convertPaste,
      handlePaste: (view, event) => {
        status.textContent = holdsPicture(event.clipboardData) ? status.dataset.picture : "";
      },
      handleDrop: (view, event) => {
        status.textContent = holdsPicture(event.dataTransfer) ? status.dataset.picture : "";
      },
    },
    onUpdate: () => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
    },
  });
  textarea.hidden = true;
  toolbar.hidden = false;
  connectToolbar(toolbar, editor, container.querySelector("template"));
  showEditorHelp(textarea);
}

/* Exactly the markup that regions/fields/rich_text.py allows. */
function extensions(tiptap, onLink) {
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
    // Without shortcuts for Tab, so that it moves to the next field, also from within a list.
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

/* Moves the label and the help text of the textarea to the editor. */
function accessibleNames(textarea) {
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

/* TipTap's own focus() waits for the next frame, and would lose keys typed until then. */
function focusedChain(editor) {
  editor.view.focus();
  return editor.chain();
}

function showEditorHelp(textarea) {
  const help = document
    .getElementById(`${textarea.id}_helptext`)
    ?.querySelector("[data-with-editor]");
  if (help) {
    help.textContent = help.dataset.withEditor;
  }
}

function connectToolbar(toolbar, editor, template) {
  for (const button of toolbar.querySelectorAll("button")) {
    const tool = TOOLS[button.dataset.tool];
    button.addEventListener("click", () =>
      tool ? tool.run(focusedChain(editor)).run() : openLinkDialog(editor, template),
    );
  }
  const updateButtons = () => {
    for (const button of toolbar.querySelectorAll("[aria-pressed]")) {
      const { tool } = button.dataset;
      const isActive = tool === "link" ? editor.isActive("link") : TOOLS[tool].isActive(editor);
      button.setAttribute("aria-pressed", isActive);
    }
  };
  editor.on("transaction", updateButtons);
  updateButtons();
}

function openLinkDialog(editor, template) {
  const dialog = template.content.querySelector("dialog").cloneNode(true);
  const [text, address] = dialog.querySelectorAll("input");
  const hasText = !editor.state.selection.empty || editor.isActive("link");
  text.closest("label").hidden = hasText;
  address.value = editor.getAttributes("link").href ?? "";
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const href = parseAddress(address.value);
    if (href) {
      dialog.close();
      insertLink(editor, href, hasText ? null : text.value.trim() || href);
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
  (hasText ? address : text).focus();
}

function insertLink(editor, href, text) {
  const chain = focusedChain(editor);
  if (text === null) {
    chain.extendMarkRange("link").setLink({ href }).run();
  } else {
    chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).run();
  }
}

/* Completes "school.nl" and "iemand@school.nl"; null for an unsafe address. */
function parseAddress(input) {
  const address = input.trim();
  const isComplete = /^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith("/");
  const completed = isComplete ? address : (address.includes("@") ? "mailto:" : "https://") + address;
  return address && isSafe(completed) ? completed : null;
}

/* Parses the address the way a browser does when the link is followed. */
function isSafe(address) {
  try {
    return SAFE_PROTOCOLS.includes(new URL(address, document.baseURI).protocol);
  } catch {
    return false;
  }
}
