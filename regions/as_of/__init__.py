"""Pages as of an earlier day: `?peildatum=2021-09-01` shows what held then, as far as we know now.

It is about the world, not about our edits: what is published is judged by today, also on such a
page. So two days are handed on together, in a `regions.clock.AsOf`. A view calls `asked_day` and
renders with `render_as_of`. A link keeps the day if its view has `@reads("peildatum")`. These pages
are `noindex`, and the page store does not keep them.

Others may use `asking.asked_day` and `rendering.render_as_of`.
"""
