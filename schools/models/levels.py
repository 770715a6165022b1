"""Levels and profiles that a school can offer."""

from __future__ import annotations

from django.db import models


class Level(models.TextChoices):
    PRO = "pro", "praktijkonderwijs"
    VSO = "vso", "voortgezet speciaal onderwijs (vso)"
    VMBO = "vmbo", "vmbo"
    VMBO_BKG = "vmbo-bkg", "vmbo basis, kader of gemengd"
    VMBO_BB = "vmbo-bb", "vmbo basis"
    VMBO_KB = "vmbo-kb", "vmbo kader"
    VMBO_GL = "vmbo-gl", "vmbo gemengd"
    VMBO_TL = "vmbo-tl", "vmbo theoretisch (mavo)"
    HAVO = "havo", "havo"
    VWO = "vwo", "vwo"
    MBO = "mbo", "mbo"
    ISK = "isk", "internationale schakelklas (ISK)"
    BRIDGE = "brugjaar", "alleen onderbouw (brugjaar)"


class LevelsBasis(models.TextChoices):
    """The source of levels that were not entered by hand."""

    DUO = "duo", "DUO: wat de school mag aanbieden"

    __empty__ = "opgegeven"


class ProfilesBasis(models.TextChoices):
    """The source of profiles that were not entered by hand."""

    PUPILS = "duo-leerlingen", "DUO, leerlingen"
    EXAMS = "duo-examens", "DUO, examens"

    __empty__ = "opgegeven"


class Profile(models.TextChoices):
    """The ten vmbo profiles."""

    BWI = "bwi", "Bouwen, wonen en interieur"
    PIE = "pie", "Produceren, installeren en energie"
    MT = "mt", "Mobiliteit en transport"
    MVI = "mvi", "Media, vormgeving en ICT"
    MAT = "mat", "Maritiem en techniek"
    ZW = "zw", "Zorg en welzijn"
    EO = "eo", "Economie en ondernemen"
    HBR = "hbr", "Horeca, bakkerij en recreatie"
    GROEN = "groen", "Groen"
    DP = "dp", "Dienstverlening en producten"


# The profiles in DUO's sector "Techniek".
TECHNICAL_PROFILES = (Profile.BWI, Profile.PIE, Profile.MT, Profile.MVI, Profile.MAT)
