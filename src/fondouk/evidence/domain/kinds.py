"""The kinds of certificate that the hub knows by code, with their names in its four languages."""

from fondouk.evidence.events import CertificateKind
from fondouk.kernel.texts import Texts

# code, what it mostly covers, then its name in English, French, Arabic and Spanish
_ROWS: tuple[tuple[str, str, str, str, str, str], ...] = (
    (
        "organic_eu",
        "product",
        "EU organic",
        "Agriculture biologique UE",
        "زراعة عضوية، الاتحاد الأوروبي",
        "Ecológico UE",
    ),
    (
        "organic_nop",
        "product",
        "USDA organic (NOP)",
        "Biologique USDA (NOP)",
        "عضوي وفق البرنامج الأمريكي (NOP)",
        "Orgánico USDA (NOP)",
    ),
    (
        "fairtrade",
        "company",
        "Fairtrade",
        "Commerce équitable Fairtrade",
        "تجارة عادلة (Fairtrade)",
        "Comercio justo Fairtrade",
    ),
    (
        "igp_ma",
        "product",
        "Protected geographical indication (Morocco)",
        "Indication géographique protégée (Maroc)",
        "بيان جغرافي محمي (المغرب)",
        "Indicación geográfica protegida (Marruecos)",
    ),
    (
        "aop_ma",
        "product",
        "Protected designation of origin (Morocco)",
        "Appellation d'origine protégée (Maroc)",
        "تسمية المنشأ المحمية (المغرب)",
        "Denominación de origen protegida (Marruecos)",
    ),
    ("haccp", "company", "HACCP", "HACCP", "نظام تحليل المخاطر (HACCP)", "APPCC (HACCP)"),
    (
        "iso_9001",
        "company",
        "ISO 9001 quality management",
        "ISO 9001, management de la qualité",
        "ISO 9001 لإدارة الجودة",
        "ISO 9001, gestión de la calidad",
    ),
    (
        "iso_22000",
        "company",
        "ISO 22000 food safety",
        "ISO 22000, sécurité des aliments",
        "ISO 22000 لسلامة الغذاء",
        "ISO 22000, inocuidad alimentaria",
    ),
    ("brcgs", "company", "BRCGS", "BRCGS", "معيار BRCGS", "BRCGS"),
    ("ifs", "company", "IFS Food", "IFS Food", "معيار IFS للأغذية", "IFS Food"),
    (
        "globalgap",
        "company",
        "GLOBALG.A.P.",
        "GLOBALG.A.P.",
        "الممارسات الزراعية الجيدة GLOBALG.A.P.",
        "GLOBALG.A.P.",
    ),
    ("halal", "product", "Halal", "Halal", "حلال", "Halal"),
    ("kosher", "product", "Kosher", "Casher", "كوشر", "Kosher"),
    (
        "oeko_tex_100",
        "product",
        "OEKO-TEX Standard 100",
        "OEKO-TEX Standard 100",
        "معيار OEKO-TEX 100",
        "OEKO-TEX Standard 100",
    ),
    (
        "gots",
        "product",
        "GOTS organic textile",
        "Textile biologique GOTS",
        "نسيج عضوي (GOTS)",
        "Textil orgánico GOTS",
    ),
    (
        "amfori_bsci",
        "company",
        "amfori BSCI social audit",
        "Audit social amfori BSCI",
        "تدقيق اجتماعي amfori BSCI",
        "Auditoría social amfori BSCI",
    ),
    (
        "sedex_smeta",
        "company",
        "Sedex SMETA audit",
        "Audit Sedex SMETA",
        "تدقيق Sedex SMETA",
        "Auditoría Sedex SMETA",
    ),
    (
        "iso_14001",
        "company",
        "ISO 14001 environmental management",
        "ISO 14001, management environnemental",
        "ISO 14001 للإدارة البيئية",
        "ISO 14001, gestión ambiental",
    ),
    (
        "iatf_16949",
        "company",
        "IATF 16949 automotive quality",
        "IATF 16949, qualité automobile",
        "IATF 16949 لجودة صناعة السيارات",
        "IATF 16949, calidad del automóvil",
    ),
    (
        "onssa",
        "company",
        "ONSSA sanitary approval",
        "Agrément sanitaire ONSSA",
        "اعتماد صحي من أونسا",
        "Autorización sanitaria ONSSA",
    ),
    (
        "ecocert_cosmos",
        "product",
        "Ecocert COSMOS cosmetics",
        "Cosmétique Ecocert COSMOS",
        "مستحضرات تجميل Ecocert COSMOS",
        "Cosmética Ecocert COSMOS",
    ),
    (
        "gmp_22716",
        "company",
        "ISO 22716 good manufacturing practice",
        "ISO 22716, bonnes pratiques de fabrication",
        "ISO 22716 لممارسات التصنيع الجيدة",
        "ISO 22716, buenas prácticas de fabricación",
    ),
    (
        "msc",
        "product",
        "MSC sustainable seafood",
        "Pêche durable MSC",
        "صيد مستدام MSC",
        "Pesca sostenible MSC",
    ),
    (
        "fsc",
        "product",
        "FSC forest products",
        "Produits forestiers FSC",
        "منتجات الغابات FSC",
        "Productos forestales FSC",
    ),
    (
        "label_artisanat",
        "product",
        "National label of Moroccan handicraft",
        "Label national de l'artisanat du Maroc",
        "الشارة الوطنية للصناعة التقليدية المغربية",
        "Sello nacional de la artesanía de Marruecos",
    ),
)

KINDS: dict[str, CertificateKind] = {
    code: CertificateKind(
        code=code, names=Texts.of({"en": en, "fr": fr, "ar": ar, "es": es}), covers=covers
    )
    for code, covers, en, fr, ar, es in _ROWS
}


def kind_of(code: str) -> CertificateKind:
    """The kind; a code that the hub does not know (from an import) is named by itself."""
    return KINDS.get(code) or CertificateKind(
        code=code, names=Texts.of({"en": code.replace("_", " ")}), covers="product"
    )
