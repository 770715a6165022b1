"""Pages for a past date: `?peildatum=2021-09-01` shows the facts of that date, as known today.

Facts are judged by the past date, but publication by today, so both are passed on in a
`regions.clock.AsOf`. A view calls `asked_day` and
renders with `render_as_of`. A link keeps the day if its view has `@reads("peildatum")`. These pages
are `noindex`, and the page store does not keep them.

Others may use `asking.asked_day` and `rendering.render_as_of`.
"""
