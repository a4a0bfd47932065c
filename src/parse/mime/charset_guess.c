#include "parse/mime/charset_guess.h"

enum {
    SAMPLE = 8 << 10, /* bytes that are looked at */
    FEW = 4,          /* fewer characters beyond ASCII tell nothing */
    FEW_LETTERS = 8,  /* the same of an alphabet, whose bytes are those of any other */
};

/* What runs through any text of the language, and the words that notices are made of. */
static const char hanzi[] =
    "的一是不了在有我他这為为之大来來以个個中上们們到说說国國和地也子时時道出而要于於就下得可你年生自会會那后後能对對着"
    "著事其"
    "里所去行过過家十用发發天如然作方"
    "成者多日都三小二无無同么经經法当當起与與好看学學进進将將还還分此心前面又定见見只主没沒公从從请請您已未被由"
    "邮郵件收信箱址退投递遞送达達失败敗原因系统統存查户戶满滿空间間人名服务務器错錯误誤寄使者";
static const char hangul[] = "이다는을의에가하고지로한은기사어시서자를아나도인일그대리해수전부정스보주제여라과있않니습"
                             "못합메송신받람발용존재오류실패였했님되할";
static const char cyrillic[] = "оеаинтсрвлкмдпуяыьгзбчй";

static const struct {
    const char *charset;
    const char *common; /* NULL: kana */
    guint percent;      /* of the characters beyond ASCII that have to be common ones */
    gboolean alphabet;
} candidates[] = {
    {"EUC-JP-MS", NULL, 25, FALSE},       {"CP932", NULL, 25, FALSE},         {"GB18030", hanzi, 20, FALSE},
    {"BIG5-HKSCS", hanzi, 20, FALSE},     {"CP949", hangul, 30, FALSE},       {"KOI8-R", cyrillic, 65, TRUE},
    {"WINDOWS-1251", cyrillic, 65, TRUE}, {"ISO-8859-5", cyrillic, 65, TRUE}, {"CP866", cyrillic, 65, TRUE},
};

static gboolean is_kana(gunichar c)
{
    return (c >= 0x3041 && c <= 0x3093) || (c >= 0x30a1 && c <= 0x30fc);
}

/* How many of 100 characters beyond ASCII are common ones; 0 if the bytes are not valid or too few. Full-width
 * punctuation counts for nobody. */
static guint percent_common(gsize i, NxBytes bytes)
{
    gsize read;
    g_autofree char *text = g_convert(bytes.at, (gssize)bytes.len, "UTF-8", candidates[i].charset, &read, NULL, NULL);
    guint all = 0, common = 0;
    for (const char *at = text ? text : ""; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c < 0x80 || (c >= 0x3000 && c <= 0x3020) || (c >= 0xff01 && c <= 0xff60))
            continue;
        all++;
        common += candidates[i].common ? g_utf8_strchr(candidates[i].common, -1, c) != NULL : is_kana(c);
    }
    return all < (candidates[i].alphabet ? FEW_LETTERS : FEW) ? 0 : 100 * common / all;
}

/* Do the bytes beyond ASCII stand together, as in words of another alphabet, and not one by one among ASCII letters, as
 * accents do? */
static gboolean has_words(NxBytes bytes)
{
    guint all = 0, joined = 0;
    for (gsize i = 0; i < bytes.len; i++) {
        if ((guint8)bytes.at[i] < 0x80)
            continue;
        all++;
        joined += (i > 0 && (guint8)bytes.at[i - 1] >= 0x80) || (i + 1 < bytes.len && (guint8)bytes.at[i + 1] >= 0x80);
    }
    return all > 0 && 100 * joined / all >= 80;
}

const char *nx_charset_guess(NxBytes bytes)
{
    const char *best = NULL;
    guint most = 100; /* in hundredths of what a candidate needs */
    bytes.len = MIN(bytes.len, SAMPLE);
    gboolean words = has_words(bytes);
    for (gsize i = 0; i < G_N_ELEMENTS(candidates); i++) {
        guint percent = candidates[i].alphabet && !words ? 0 : percent_common(i, bytes);
        if (100 * percent / candidates[i].percent >= most) {
            most = 100 * percent / candidates[i].percent + 1;
            best = candidates[i].charset;
        }
    }
    return best;
}
