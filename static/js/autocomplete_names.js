// Select2 names an autocomplete field after its current value; add the label to that name.
"use strict";
{
  const nameByLabel = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const container = select.nextElementSibling;
    if (!label || !container?.classList.contains("select2")) return;
    const value = container.querySelector(".select2-selection__rendered");
    label.id ||= `${select.id}_label`;
    value.setAttribute("aria-labelledby", label.id);
    container
      .querySelector(".select2-selection")
      .setAttribute("aria-labelledby", `${label.id} ${value.id}`);
  };
  const nameAll = () =>
    document.querySelectorAll("select.admin-autocomplete").forEach(nameByLabel);

  // jQuery runs ready handlers in order: Django's own script, which comes first, creates the fields.
  django.jQuery(nameAll);
  document.addEventListener("formset:added", nameAll);
}
