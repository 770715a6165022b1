"""Figures that measure goals of regions."""

from __future__ import annotations

from django.db import models

from regions.models import Evidence
from schools.models.figures import Figure


class GoalFigure(Evidence):
    """A figure that measures a goal. Of its series, pages show the latest.

    A link of its own, because figures are shared and imported: a leader may not change them.
    """

    evidence_field = "figure"

    figure = models.ForeignKey(Figure, models.CASCADE, verbose_name="cijfer")

    class Meta(Evidence.Meta):
        verbose_name = "cijfer bij een doel"
        verbose_name_plural = "cijfers bij doelen"
        default_related_name = "goal_figures"
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "figure"],
                name="figure_once_for_goal",
                violation_error_message="Dit cijfer staat al bij dit doel.",
            ),
        ]

    def of_region(self) -> int | None:
        # A school, municipality or the country belongs to no region, but may measure its goal.
        return self.figure.region_id or self.goal.region_id
