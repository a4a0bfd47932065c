/* Reads the files of signatures: doc/signatures/NAME.signatures, and the user's in signatures.d. */
#include "codes/markdown.h"
#include "codes/signature.h"
#include "judge/codepattern.h"
#include <nixie/data.h>
#include <nixie/text.h>
#include <stddef.h>
#include <string.h>

enum {
    MOST_SIGNATURES = 500, /* of a file */
    MOST_VALUES = 24,      /* of a key that may stand several times */
    MOST_BYTES = 1200,     /* of a value */
    LEAST_MARK = 3,        /* letters and digits of what is looked for in mail */
    MOST_NAME = 28,        /* bytes of an id, so that the name has room in NxName */
};

typedef struct {
    const char *file;
    NxSignatureParty *party;
    NxSignature *signature; /* being read; NULL before the first section and in one that is no signature */
    GPtrArray *into;
    NxProblems *problems;
    guint faults; /* of this signature */
} Reader;

static G_GNUC_PRINTF(3, 4) void fault(Reader *reader, guint line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *where = g_strdup_printf("%s:%u", reader->file, line);
    nx_problems_add(reader->problems, where, "%s", reason);
    reader->faults++;
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

/* The language behind the dot of a key, "title.de"; FALSE if there is none. */
static gboolean language_of(const char *key, gsize len, NxLang *lang)
{
    for (*lang = 0; key[len] == '.' && *lang < NX_N_LANGS; (*lang)++)
        if (strcmp(key + len + 1, nx_lang_name(*lang)) == 0)
            return TRUE;
    return FALSE;
}

static void take_once(Reader *reader, const NxDataLine *line, char **place)
{
    if (*place)
        fault(reader, line->line, nx_tr("%s stands here already"), line->key);
    g_free(*place);
    *place = g_strdup(line->value);
}

static void take_prose(Reader *reader, const NxDataLine *line, char **place)
{
    NxBlock block = {.kind = NX_BLOCK_PARAGRAPH, .text = (char *)line->value};
    const char *reason = nx_markdown_fault(&block);
    if (reason)
        fault(reader, line->line, "%s", reason);
    take_once(reader, line, place);
}

static void take_one_more(Reader *reader, const NxDataLine *line, GPtrArray *list)
{
    if (list->len >= MOST_VALUES)
        fault(reader, line->line, nx_tr("more than %d of %s"), MOST_VALUES, line->key);
    else
        g_ptr_array_add(list, g_strdup(line->value));
}

static void take_words(Reader *reader, const NxDataLine *line, char ***words)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_auto(GStrv) parts = g_strsplit_set(line->value, " \t,", -1);
    for (char **at = *words; at && *at; at++)
        g_strv_builder_add(builder, *at);
    for (char **at = parts; *at; at++)
        if (**at)
            g_strv_builder_add(builder, *at);
    g_strfreev(*words);
    *words = g_strv_builder_end(builder);
    if (g_strv_length(*words) > MOST_VALUES)
        fault(reader, line->line, nx_tr("more than %d of %s"), MOST_VALUES, line->key);
}

static void mark_free(gpointer data)
{
    NxSignatureMark *mark = data;
    g_free(mark->written);
    for (guint i = 0; i < NX_N_SEEN; i++)
        g_strfreev(mark->pieces[i]);
    g_free(mark);
}

/* "unfortunately, messages from ... block list" in its pieces, as they stand in one of the texts. */
static char **pieces_of(const char *text, guint kind)
{
    g_autoptr(GStrvBuilder) pieces = g_strv_builder_new();
    g_auto(GStrv) gaps = g_strsplit(text, "...", -1);
    for (char **gap = gaps; *gap; gap++) {
        g_auto(GStrv) runs = g_strsplit(g_strstrip(*gap), "*", -1);
        for (char **run = runs; *run; run++) {
            NxSignatureText seen;
            nx_signature_text_init(&seen, *run);
            if (run != runs)
                g_strv_builder_add(pieces, "");
            if (*seen.text[kind])
                g_strv_builder_add(pieces, seen.text[kind]);
            nx_signature_text_clear(&seen);
        }
    }
    return g_strv_builder_end(pieces);
}

static guint literal_of(char *const *pieces)
{
    guint literal = 0;
    for (; *pieces; pieces++)
        for (const char *at = *pieces; *at; at++)
            literal += g_ascii_isalnum(*at) || (*at & 0x80);
    return literal;
}

/* It would be found in what names something else. */
static gboolean has_placeholder(char *const *pieces)
{
    for (; *pieces; pieces++)
        if (strchr(*pieces, '<'))
            return TRUE;
    return FALSE;
}

static void take_mark(Reader *reader, const NxDataLine *line, gboolean token)
{
    NxSignatureMark *mark = g_new0(NxSignatureMark, 1);
    mark->written = g_strdup(line->value);
    mark->token = token;
    for (guint i = 0; i < NX_N_SEEN; i++) {
        mark->pieces[i] = pieces_of(line->value, i);
        if (!mark->pieces[i][0] || !*mark->pieces[i][0] || has_placeholder(mark->pieces[i]))
            g_clear_pointer(&mark->pieces[i][0], g_free);
    }
    mark->literal = literal_of(mark->pieces[NX_SEEN_FOLDED]);
    if (mark->literal < LEAST_MARK || reader->signature->marks->len >= MOST_VALUES) {
        fault(reader, line->line, nx_tr("no text to look for: %s"), line->value);
        mark_free(mark);
        return;
    }
    g_ptr_array_add(reader->signature->marks, mark);
}

static void take_member(Reader *reader, const NxDataLine *line, const char *(*name)(guint), guint n, guint *place)
{
    for (guint i = 0; i < n; i++)
        if (strcmp(line->value, name(i)) == 0) {
            *place = i;
            return;
        }
    fault(reader, line->line, nx_tr("%s cannot be %s"), line->key, line->value);
}

static const char *actor_name(guint i)
{
    return nx_actor_name(i);
}

static const char *sure_name(guint i)
{
    return nx_sure_name(i);
}

static void take_date(Reader *reader, const NxDataLine *line)
{
    gint year, month, day, used = 0;
    const char *text = line->value;
    if (strlen(text) != 10 || sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || used != 10 ||
        month < 1 || month > 12 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        fault(reader, line->line, nx_tr("no date (2026-11-30): %s"), text);
    take_once(reader, line, &reader->signature->checked);
}

static void take_codes(Reader *reader, const NxDataLine *line, char ***codes)
{
    take_words(reader, line, codes);
    g_auto(GStrv) parts = g_strsplit_set(line->value, " \t,", -1);
    for (char **at = parts; *at; at++) {
        NxCodeSpan span;
        if (**at && !nx_code_span_parse(*at, &span))
            fault(reader, line->line, nx_tr("no code: %s"), *at);
    }
}

/* ---- Keys -------------------------------------------------------------------------------------------------------- */

static gboolean take_listed(Reader *reader, const NxDataLine *line)
{
    NxSignature *to = reader->signature;
    const struct {
        const char *key;
        GPtrArray *list;
    } lists[] = {{"text", to->texts},
                 {"alias", to->aliases},
                 {"command", to->commands},
                 {"contact", to->contacts},
                 {"source", to->sources}};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        if (strcmp(line->key, lists[i].key) == 0) {
            take_one_more(reader, line, lists[i].list);
            return TRUE;
        }
    const struct {
        const char *key;
        char ***words;
    } words[] = {{"rules", &to->rules}, {"related", &to->related}};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(line->key, words[i].key) == 0) {
            take_words(reader, line, words[i].words);
            return TRUE;
        }
    return FALSE;
}

static gboolean take_in_language(Reader *reader, const NxDataLine *line)
{
    NxSignature *to = reader->signature;
    gsize len = strcspn(line->key, ".");
    NxLang lang;
    if (!language_of(line->key, len, &lang))
        return FALSE;
    const struct {
        const char *key;
        char **place;
    } prose[] = {{"title", &to->title[lang]}, {"means", &to->means[lang]}, {"not", &to->avoid[lang]}};
    for (guint i = 0; i < G_N_ELEMENTS(prose); i++)
        if (strlen(prose[i].key) == len && strncmp(line->key, prose[i].key, len) == 0) {
            take_prose(reader, line, prose[i].place);
            return TRUE;
        }
    char *step = NULL;
    if (len != 2 || strncmp(line->key, "do", len) != 0)
        return FALSE;
    take_prose(reader, line, &step);
    g_free(step);
    take_one_more(reader, line, to->steps[lang]);
    return TRUE;
}

/* Does the page show it between marks? */
static gboolean is_quoted(const char *key)
{
    static const char *const QUOTED[] = {"text", "token", "contact", NULL};
    return g_strv_contains(QUOTED, key);
}

static void take_pair(Reader *reader, const NxDataLine *line)
{
    guint member = 0;
    if (strlen(line->value) > MOST_BYTES)
        fault(reader, line->line, nx_tr("longer than %d bytes"), MOST_BYTES);
    else if (!*line->value)
        fault(reader, line->line, nx_tr("%s is empty"), line->key);
    else if (strchr(line->value, '`') && is_quoted(line->key))
        fault(reader, line->line, nx_tr("a ` cannot stand here: the page puts them around it"));
    else if (take_listed(reader, line) || take_in_language(reader, line))
        return;
    else if (strcmp(line->key, "token") == 0 || strcmp(line->key, "words") == 0)
        take_mark(reader, line, *line->key == 't');
    else if (strcmp(line->key, "codes") == 0)
        take_codes(reader, line, &reader->signature->codes);
    else if (strcmp(line->key, "beside") == 0)
        take_codes(reader, line, &reader->signature->beside);
    else if (strcmp(line->key, "who") == 0) {
        member = NX_N_ACTORS;
        take_member(reader, line, actor_name, NX_N_ACTORS, &member);
        reader->signature->actor = (NxActor)member;
    } else if (strcmp(line->key, "sure") == 0) {
        member = NX_N_SURES;
        take_member(reader, line, sure_name, NX_N_SURES, &member);
        reader->signature->sure = (NxSure)member;
    } else if (strcmp(line->key, "checked") == 0)
        take_date(reader, line);
    else
        fault(reader, line->line, nx_tr("signatures know no key \"%s\""), line->key);
}

/* Above the first signature: whose they are. */
static void take_head(Reader *reader, const NxDataLine *line)
{
    NxLang lang;
    if (strcmp(line->key, "providers") == 0)
        take_words(reader, line, &reader->party->providers);
    else if (strcmp(line->key, "mailers") == 0)
        take_words(reader, line, &reader->party->mailers);
    else if (g_str_has_prefix(line->key, "title.") && language_of(line->key, strlen("title"), &lang))
        take_once(reader, line, &reader->party->title[lang]);
    else
        fault(reader, line->line, nx_tr("signatures know no key \"%s\""), line->key);
}

/* ---- Signatures -------------------------------------------------------------------------------------------------- */

static gboolean is_id(const char *text)
{
    return *text && strlen(text) <= MOST_NAME && g_ascii_isalnum(*text) &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-._") == strlen(text);
}

static NxSignature *signature_new(const Reader *reader, const char *id, guint line)
{
    NxSignature *signature = g_new0(NxSignature, 1);
    signature->name = g_strdup_printf("%s/%s", reader->party->file, id);
    signature->origin = g_strdup(reader->file);
    signature->line = line;
    signature->party = reader->party;
    signature->actor = NX_N_ACTORS;
    signature->sure = NX_N_SURES;
    signature->texts = g_ptr_array_new_with_free_func(g_free);
    signature->marks = g_ptr_array_new_with_free_func(mark_free);
    signature->aliases = g_ptr_array_new_with_free_func(g_free);
    signature->commands = g_ptr_array_new_with_free_func(g_free);
    signature->contacts = g_ptr_array_new_with_free_func(g_free);
    signature->sources = g_ptr_array_new_with_free_func(g_free);
    signature->codes = g_new0(char *, 1);
    signature->beside = g_new0(char *, 1);
    signature->rules = g_new0(char *, 1);
    signature->related = g_new0(char *, 1);
    for (guint lang = 0; lang < NX_N_LANGS; lang++)
        signature->steps[lang] = g_ptr_array_new_with_free_func(g_free);
    return signature;
}

static void check_languages(Reader *reader, const NxSignature *signature)
{
    const NxSignature *to = signature;
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        const char *name = nx_lang_name(lang);
        if (!to->title[lang])
            fault(reader, to->line, nx_tr("%s has no title.%s"), to->name, name);
        if (!to->means[lang])
            fault(reader, to->line, nx_tr("%s has no means.%s"), to->name, name);
        if (!to->steps[lang]->len)
            fault(reader, to->line, nx_tr("%s has no do.%s"), to->name, name);
        if (to->steps[lang]->len != to->steps[0]->len || !to->avoid[lang] != !to->avoid[0])
            fault(reader, to->line, nx_tr("%s says more in one language than in the other"), to->name);
    }
}

/* What it lacks. */
static void check_whole(Reader *reader, const NxSignature *signature)
{
    const NxSignature *to = signature;
    const struct {
        gboolean there;
        const char *key;
    } needed[] = {{to->texts->len > 0, "text"},     {to->marks->len || *to->codes || *to->rules, "token"},
                  {to->actor < NX_N_ACTORS, "who"}, {to->sure < NX_N_SURES, "sure"},
                  {to->sources->len > 0, "source"}, {to->checked != NULL, "checked"}};
    for (guint i = 0; i < G_N_ELEMENTS(needed); i++)
        if (!needed[i].there)
            fault(reader, to->line, nx_tr("%s has no %s"), to->name, needed[i].key);
    check_languages(reader, to);
}

static gboolean is_taken(const Reader *reader, const char *name)
{
    for (guint i = 0; i < reader->into->len; i++)
        if (strcmp(((const NxSignature *)reader->into->pdata[i])->name, name) == 0)
            return TRUE;
    return FALSE;
}

static void finish(Reader *reader)
{
    if (!reader->signature)
        return;
    check_whole(reader, reader->signature);
    if (reader->faults)
        nx_signature_free(reader->signature);
    else
        g_ptr_array_add(reader->into, reader->signature);
    reader->signature = NULL;
}

static void begin(Reader *reader, const NxDataLine *line, guint *count)
{
    finish(reader);
    reader->faults = 0;
    g_autofree char *name = g_strdup_printf("%s/%s", reader->party->file, line->argument);
    if (strcmp(line->section, "signature") != 0 || !is_id(line->argument))
        fault(reader, line->line, nx_tr("a section is written [signature ID], in small letters and digits"));
    else if (is_taken(reader, name))
        fault(reader, line->line, nx_tr("there is another signature %s"), name);
    else if (++*count > MOST_SIGNATURES)
        fault(reader, line->line, nx_tr("more than %d of %s"), MOST_SIGNATURES, "signature");
    else
        reader->signature = signature_new(reader, line->argument, line->line);
}

NxSignatureParty *nx_signatures_read(const NxDataFile *file, GPtrArray *into, NxProblems *problems)
{
    NxSignatureParty *party = g_new0(NxSignatureParty, 1);
    party->file = g_strndup(file->name, strcspn(file->name, "."));
    Reader reader = {.file = file->origin, .party = party, .into = into, .problems = problems};
    NxDataReader *lines = nx_data_reader_new(file->bytes, file->origin, problems);
    NxDataLine line;
    guint count = 0;
    while (nx_data_reader_next(lines, &line)) {
        if (line.kind == NX_DATA_SECTION)
            begin(&reader, &line, &count);
        else if (reader.signature)
            take_pair(&reader, &line);
        else if (!*line.section)
            take_head(&reader, &line);
    }
    finish(&reader);
    nx_data_reader_free(lines);
    if (!party->providers) /* a file of a program names no provider */
        party->providers = party->mailers && *party->mailers ? g_new0(char *, 1) : g_strsplit(party->file, " ", 1);
    if (!party->mailers)
        party->mailers = g_new0(char *, 1);
    return party;
}
