/* Names in signatures, and where the text of one stands in an answer. */
#include "codes/signature.h"
#include "judge/codepattern.h"
#include <nixie/verdict.h>
#include <string.h>

#define GAP_MAX 240 /* bytes between two pieces of a text */
#define RUN_MAX 12  /* letters and digits that `*` stands for */

static const char *const ACTORS[] = {
    [NX_ACTOR_SENDER] = "sender",         [NX_ACTOR_DNS] = "dns",         [NX_ACTOR_ACCOUNT] = "own-account",
    [NX_ACTOR_ADMIN] = "recipient-admin", [NX_ACTOR_OWNER] = "recipient", [NX_ACTOR_LIST] = "list-owner",
    [NX_ACTOR_NOBODY] = "nobody",
};
G_STATIC_ASSERT(G_N_ELEMENTS(ACTORS) == NX_N_ACTORS);

static const char *const SURES[] = {[NX_SURE_SURE] = "sure", [NX_SURE_LIKELY] = "likely", [NX_SURE_UNSURE] = "unsure"};
G_STATIC_ASSERT(G_N_ELEMENTS(SURES) == NX_N_SURES);

const char *nx_actor_name(NxActor actor)
{
    return actor < NX_N_ACTORS ? ACTORS[actor] : NULL;
}

const char *nx_sure_name(NxSure sure)
{
    return sure < NX_N_SURES ? SURES[sure] : NULL;
}

void nx_signature_party_free(gpointer data)
{
    NxSignatureParty *party = data;
    if (!party)
        return;
    g_free(party->file);
    g_strfreev(party->providers);
    g_strfreev(party->mailers);
    for (guint lang = 0; lang < NX_N_LANGS; lang++)
        g_free(party->title[lang]);
    g_free(party);
}

void nx_signature_free(gpointer data)
{
    NxSignature *signature = data;
    if (!signature)
        return;
    GPtrArray *const lists[] = {signature->texts,    signature->marks,    signature->aliases,
                                signature->commands, signature->contacts, signature->sources};
    char **const words[] = {signature->codes, signature->beside, signature->rules, signature->related};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        g_ptr_array_unref(lists[i]);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        g_strfreev(words[i]);
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        g_free(signature->title[lang]);
        g_free(signature->means[lang]);
        g_free(signature->avoid[lang]);
        g_ptr_array_unref(signature->steps[lang]);
    }
    g_free(signature->name);
    g_free(signature->origin);
    g_free(signature->checked);
    g_free(signature);
}

/* ---- In a text --------------------------------------------------------------------------------------------------- */

/* The end of the pieces from `piece` on, the first of which must stand at `at`; NULL if they do not follow. */
static const char *end_of(char *const *piece, const char *at)
{
    at += strlen(*piece);
    while (*++piece) {
        gboolean run = !**piece;
        piece += run;
        if (!*piece)
            return at;
        gsize reach = 0, most = run ? RUN_MAX : GAP_MAX, len = strlen(*piece);
        while (reach <= most && at[reach] && strncmp(at + reach, *piece, len) != 0) {
            if (run && !g_ascii_isalnum(at[reach]))
                return NULL;
            reach++;
        }
        if (reach > most || !at[reach])
            return NULL;
        at += reach + len;
    }
    return at;
}

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || (c & 0x80);
}

static gboolean find_pieces(char *const *pieces, const char *text, gsize *at, gsize *end)
{
    const char *first = pieces[0];
    gsize n = g_strv_length((char **)pieces);
    const char *last = n ? pieces[n - 1] : "";
    gboolean starts = n && is_word(*first), ends = !*last || is_word(last[strlen(last) - 1]);
    for (const char *here = n ? strstr(text, first) : NULL; here; here = strstr(here + 1, first)) {
        const char *behind = starts && here > text && is_word(here[-1]) ? NULL : end_of(pieces, here);
        if (!behind || (ends && is_word(*behind)))
            continue;
        *at = (gsize)(here - text);
        *end = (gsize)(behind - text);
        return TRUE;
    }
    return FALSE;
}

gboolean nx_signature_mark_find(const NxSignatureMark *mark, const NxSignatureText *seen, guint *at, guint *len)
{
    for (guint i = 0; i < NX_N_SEEN; i++) {
        gsize start, end;
        if (!find_pieces(mark->pieces[i], seen->text[i], &start, &end))
            continue;
        *at = seen->map[i][start];
        *len = seen->map[i][end] - *at;
        return TRUE;
    }
    return FALSE;
}

/* Small letters, single blanks. */
static char *fold(const char *answer, guint **map)
{
    gsize len = strlen(answer), n = 0;
    char *out = g_malloc(len + 1);
    *map = g_new(guint, len + 1);
    for (gsize i = 0; i < len; i++) {
        gboolean blank = g_ascii_isspace(answer[i]);
        if (blank && (!n || out[n - 1] == ' '))
            continue;
        (*map)[n] = (guint)i;
        out[n++] = blank ? ' ' : g_ascii_tolower(answer[i]);
    }
    (*map)[n] = (guint)len;
    out[n] = '\0';
    return out;
}

void nx_signature_text_init(NxSignatureText *seen, const char *answer)
{
    seen->text[NX_SEEN_CANONICAL] = nx_canonical_text(answer, &seen->map[NX_SEEN_CANONICAL]);
    seen->text[NX_SEEN_FOLDED] = fold(answer, &seen->map[NX_SEEN_FOLDED]);
}

void nx_signature_text_clear(NxSignatureText *seen)
{
    for (guint i = 0; i < NX_N_SEEN; i++) {
        g_free(seen->text[i]);
        g_free(seen->map[i]);
    }
}

/* ---- Codes ------------------------------------------------------------------------------------------------------- */

gboolean nx_signature_codes_fit(char *const *codes, NxStatus status, guint reply)
{
    for (char *const *at = codes; *at; at++) {
        NxCodeSpan span;
        if (nx_code_span_parse(*at, &span) && nx_code_span_fits(&span, status, reply))
            return TRUE;
    }
    return FALSE;
}

/* Do the answers that it shows say the code? */
static gboolean shows_code(const NxSignature *signature, NxStatus status, guint reply)
{
    for (guint i = 0; i < signature->texts->len; i++) {
        const char *text = signature->texts->pdata[i];
        NxStatus said = NX_STATUS_NONE;
        nx_status_find(text, -1, &said, NULL, NULL);
        if (status.klass ? nx_status_equal(said, status) : nx_reply_find(text, -1, NULL) == reply)
            return TRUE;
    }
    return FALSE;
}

gboolean nx_signature_has_code(const NxSignature *signature, NxStatus status, guint reply)
{
    return nx_signature_codes_fit(signature->codes, status, reply) ||
           nx_signature_codes_fit(signature->beside, status, reply) || shows_code(signature, status, reply);
}
