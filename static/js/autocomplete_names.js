// A field that completes itself is named by what is chosen in it; name it by its label too.
"use strict";
{
  const nameByLabel = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const shown = select.nextElementSibling;
    if (!label || !shown?.classList.contains("select2")) return;
    const chosen = shown.querySelector(".select2-selection__rendered");
    label.id ||= `${select.id}_label`;
    chosen.setAttribute("aria-labelledby", label.id);
    shown
      .querySelector(".select2-selection")
      .setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
  };
  const nameAll = () =>
    document.querySelectorAll("select.admin-autocomplete").forEach(nameByLabel);

  // In the order of asking: Django's own script, which comes first, makes the fields.
  django.jQuery(nameAll);
  document.addEventListener("formset:added", nameAll);
}
