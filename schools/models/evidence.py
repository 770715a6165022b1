"""Figures that measure goals of regions."""

from __future__ import annotations

from django.db import models

from regions.models import Evidence
from schools.models.figures import Figure, measures_region


class GoalFigure(Evidence):
    """A figure that measures a goal. Pages show the latest of its series.

    A separate link, since figures are shared and imported, so a leader may not change them.
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

    def is_of(self, region: int) -> bool:
        return Figure.objects.filter(measures_region(region), pk=self.figure_id).exists()
