"""Forms for visitors without an account, a cookie or JavaScript, and what keeps spam out of them.

A `PublicForm` (or `PublicFormMixin` with a model form) holds a signed, dated token and a honeypot,
refuses what another site submits, and limits the submissions per client and per token. A refused
form is shown again with all that was typed. A view is decorated with `public_form_view`; a
template includes `public_forms/_protection.html` inside its form.

Such a form lives at a URL of its own, since its page is different every time and is not cached.
Without Redis each worker counts for itself, so that the limits are higher by as many times.

Others import `forms`, `limits` and `views`.
"""
