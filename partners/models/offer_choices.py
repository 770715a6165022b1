"""Fixed choices for offers: kinds, audiences and costs."""

from django.db import models


class OfferKind(models.TextChoices):
    TECHLAB = "techlab", "techlab"
    ELECTIVE = "keuzevak", "keuzevak"
    PROJECT = "project", "project"
    COURSE = "opleiding", "opleiding"
    INTERNSHIP = "stage", "stage"
    GUEST_LESSON = "gastles", "gastles"
    COMPANY_VISIT = "bedrijfsbezoek", "bedrijfsbezoek"
    ASSIGNMENT = "praktijkopdracht", "praktijkopdracht"
    TRIAL_LESSON = "proefles", "proefles"
    TEACHER_PLACEMENT = "docentenstage", "docentenstage"
    MENTOR = "mentor", "mentor"
    WORKPLACE = "werkplek", "werkplek"
    TRAINING = "scholing", "bij- en omscholing"
    OTHER = "anders", "anders"

    @property
    def meaning(self) -> str:
        """A short sentence for pupils; empty if the label needs none."""
        return MEANINGS.get(self, "")


MEANINGS = {
    OfferKind.TECHLAB: "Een lokaal waar je zelf techniek probeert.",
    OfferKind.ELECTIVE: "Een vak dat je er op school bij kiest.",
    OfferKind.PROJECT: "Je werkt een tijd samen aan één opdracht.",
    OfferKind.COURSE: "Een hele opleiding, met een diploma aan het eind.",
    OfferKind.INTERNSHIP: "Je werkt een tijd mee bij een bedrijf en leert zo het vak kennen.",
    OfferKind.GUEST_LESSON: "Iemand uit een bedrijf vertelt op school over het werk.",
    OfferKind.COMPANY_VISIT: "Je kijkt met je klas of ouders rond in een bedrijf.",
    OfferKind.ASSIGNMENT: "Een bedrijf bedenkt een opdracht en je klas lost die op.",
    OfferKind.TRIAL_LESSON: "Een les om te proberen of iets bij je past.",
    OfferKind.TEACHER_PLACEMENT: "Een docent loopt mee in een bedrijf.",
    OfferKind.MENTOR: "Iemand uit het vak helpt een leerling of klas.",
    OfferKind.WORKPLACE: "Een plek om te werken en te leren tegelijk.",
    OfferKind.TRAINING: "Een cursus voor wie al werkt of werk zoekt.",
}


class OfferAudience(models.TextChoices):
    PRIMARY = "groep-7-8", "groep 7 en 8"
    LOWER = "klas-1-2", "klas 1 en 2"
    UPPER = "klas-3-4", "klas 3 en 4"
    MBO = "mbo", "mbo"
    PARENTS = "ouders", "ouders"
    TEACHERS = "docenten", "docenten"
    COMPANIES = "bedrijven", "bedrijven"
    WORKERS = "werkenden", "werkenden"
    JOB_SEEKERS = "werkzoekenden", "werkzoekenden"


class Cost(models.TextChoices):
    FREE = "gratis", "gratis"
    PAID = "betaald", "kost geld"
    UNKNOWN = "niet-bekend", "kosten niet bekend"
