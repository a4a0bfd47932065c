#include "parse/scene.h"
#include "parse/dialogue.h"
#include "parse/figure.h"
#include "parse/limits.h"
#include "parse/smtp.h"

#include <nixie/address.h>

#define MAX_SENTENCE 600 /* bytes to either side */

/* ---- Lines and sentences -------------------------------------------------------------------------------------------- */

gsize nx_scene_line_start(const NxScene *scene, gsize at)
{
    while (at > 0 && scene->text[at - 1] != '\n')
        at--;
    return at;
}

gsize nx_scene_line_end(const NxScene *scene, gsize at)
{
    const char *newline = memchr(scene->text + at, '\n', scene->len - at);
    return newline ? (gsize)(newline - scene->text) : scene->len;
}

static gsize next_line(const NxScene *scene, gsize at)
{
    gsize end = nx_scene_line_end(scene, at);
    return end < scene->len ? end + 1 : scene->len;
}

/* A blank or bullet that takes more than one byte; its length, 0 if there is none. */
static gsize wide_lead(const NxScene *scene, gsize at, gsize end)
{
    static const char *const LEADS[] = {"\u3000", "\u00a0", "・", "•", "·", "●", "■", "◆", "▪", "–", "—", "→", "※"};
    for (guint i = 0; i < G_N_ELEMENTS(LEADS); i++)
        if (end - at >= strlen(LEADS[i]) && memcmp(scene->text + at, LEADS[i], strlen(LEADS[i])) == 0)
            return strlen(LEADS[i]);
    return 0;
}

gsize nx_scene_skip_lead(const NxScene *scene, gsize at, gsize end)
{
    for (gsize wide; at < end; at += wide) {
        wide = (guchar)scene->text[at] < 0x80 ? strchr(" \t*-|>+#=~.", scene->text[at]) != NULL : wide_lead(scene, at, end);
        if (!wide)
            break;
    }
    return at;
}

gboolean nx_scene_is_blank(const NxScene *scene, gsize at, gsize end)
{
    while (at < end && strchr(" \t|>*", scene->text[at]))
        at++;
    return at == end;
}

/* A line of nothing but dashes and the like, or with words between such ("----- Transcript of session follows -----"). */
gboolean nx_scene_is_rule(const NxScene *scene, gsize at, gsize end)
{
    while (at < end && g_ascii_isspace(scene->text[at]))
        at++;
    return end - at >= 3 && strchr("-=_*+#~", scene->text[at]) && scene->text[at + 1] == scene->text[at] && scene->text[at + 2] == scene->text[at];
}

static gboolean ends_sentence(const NxScene *scene, gsize at)
{
    static const char *const STOPS[] = {"。", "！", "？"};
    char c = scene->text[at];
    if (strchr(".!?", c))
        return at + 1 == scene->len || g_ascii_isspace(scene->text[at + 1]);
    if (c == '\n' && at > 0 && scene->text[at - 1] == ':')
        return TRUE;
    if (c == '\n')
        return at + 1 == scene->len || nx_scene_is_blank(scene, at + 1, nx_scene_line_end(scene, at + 1));
    for (guint i = 0; i < G_N_ELEMENTS(STOPS); i++)
        if (scene->len - at >= 3 && memcmp(scene->text + at, STOPS[i], 3) == 0)
            return TRUE;
    return FALSE;
}

void nx_scene_sentence(const NxScene *scene, gsize at, gsize *start, gsize *end)
{
    gsize from = at, to = at;
    while (from > 0 && at - from < MAX_SENTENCE && !ends_sentence(scene, from - 1))
        from--;
    while (to < scene->len && to - at < MAX_SENTENCE && !ends_sentence(scene, to))
        to++;
    *start = from;
    *end = to;
}

guint nx_scene_first_mark(const NxScene *scene, gsize at)
{
    guint low = 0, high = scene->marks->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (g_array_index(scene->marks, NxMark, middle).at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

gboolean nx_scene_has(const NxScene *scene, gsize at, gsize end, NxPhraseKind word)
{
    for (guint i = nx_scene_first_mark(scene, at); i < scene->marks->len; i++) {
        const NxMark *mark = &g_array_index(scene->marks, NxMark, i);
        if (mark->at >= end)
            break;
        if (mark->word == word)
            return TRUE;
    }
    return FALSE;
}

gint nx_scene_trouble(const NxScene *scene, gsize at, gsize end)
{
    guint reply;
    NxStatus status;
    if (at >= end)
        return 0;
    if (nx_scene_has(scene, at, end, NX_PHRASE_FAILURE) || nx_scene_has(scene, at, end, NX_PHRASE_DELAY) ||
        nx_scene_has(scene, at, end, NX_PHRASE_DELIVERED))
        return 2;
    if (nx_smtp_codes(scene->text + at, (gssize)(end - at), &reply, &status) && (reply >= 400 || status.klass >= 4))
        return 2;
    return nx_scene_has(scene, at, end, NX_PHRASE_WEAK) ? 1 : 0;
}

/* ---- The lines that belong to it ------------------------------------------------------------------------------------ */

static gboolean is_other(const NxScene *scene, const NxFigure *figure, gsize line)
{
    for (guint i = (guint)(figure - nx_scene_figure(scene, 0)) + 1; i < scene->figures->len; i++) {
        const NxFigure *other = nx_scene_figure(scene, i);
        if (other->line > line)
            break;
        gboolean begins =
            other->role == NX_ROLE_HEADING || other->role == NX_ROLE_LABEL || (other->role == NX_ROLE_REPLY && figure->role == NX_ROLE_REPLY);
        if (other->line == line && begins && !g_str_equal(other->key, figure->key))
            return TRUE;
    }
    return FALSE;
}

/* Anything but punctuation in [at, end)? */
static gboolean has_text(const NxScene *scene, gsize at, gsize end)
{
    for (; at < end; at++)
        if (g_ascii_isalnum(scene->text[at]) || (guchar)scene->text[at] >= 0x80)
            return TRUE;
    return FALSE;
}

void nx_scene_block(const NxScene *scene, const NxFigure *figure, gsize *at, gsize *end)
{
    gsize start = figure->mention.outer_end, line = next_line(scene, start), last = figure->line_end;
    gboolean text = has_text(scene, start, last), gap = FALSE;
    for (; line < scene->len && line - start < NX_LIMIT_BLOCK; line = next_line(scene, line)) {
        gsize stop = nx_scene_line_end(scene, line);
        if (nx_scene_is_blank(scene, line, stop)) {
            if (text)
                break;
            gap = TRUE;
            continue;
        }
        if (is_other(scene, figure, line) || nx_scene_is_rule(scene, line, stop))
            break;
        text = TRUE;
        last = stop;
    }
    *at = start;
    *end = last;
    /* A paragraph of its own belongs to the address only if it says what happened. */
    if (gap && !nx_scene_trouble(scene, start, last))
        *end = figure->line_end;
}

guint nx_scene_answer(const NxScene *scene, const NxFigure *figure)
{
    NxDialogue scan;
    nx_dialogue_scan(&scan, scene->text + figure->mention.outer_end, MIN(scene->len - figure->mention.outer_end, NX_LIMIT_BLOCK));
    for (guint i = 0; i < scan.n; i++) {
        if (scan.hits[i].kind == NX_HIT_COMMAND)
            break;
        if (scan.hits[i].kind == NX_HIT_REPLY)
            return scan.hits[i].value;
    }
    return 0;
}

/* ---- The scene ------------------------------------------------------------------------------------------------------ */

const NxFigure *nx_scene_figure(const NxScene *scene, guint i)
{
    return &g_array_index(scene->figures, NxFigure, i);
}

static void clear_figure(gpointer data)
{
    g_free(((NxFigure *)data)->key);
}

static void find_figures(NxScene *scene)
{
    NxMention mention;
    for (gsize from = 0; scene->figures->len < NX_LIMIT_FIGURES && nx_mention_next(scene->text, scene->len, &from, &mention);) {
        NxFigure figure = {
            .mention = mention, .line = nx_scene_line_start(scene, mention.outer), .line_end = nx_scene_line_end(scene, mention.outer_end)};
        figure.key = nx_address_key(scene->text + mention.at, (gssize)(mention.end - mention.at));
        if (!figure.key)
            continue;
        figure.confirmed = nx_notice_is_original_recipient(scene->notice, figure.key);
        figure.own = nx_notice_is_own(scene->notice, figure.key) || (g_strcmp0(scene->notice->original_from, figure.key) == 0 && !figure.confirmed);
        gboolean configured = scene->notice->library && nx_library_is_own(scene->notice->library, figure.key);
        figure.role = configured ? NX_ROLE_NONE : nx_figure_role(scene, &figure);
        g_array_append_val(scene->figures, figure);
    }
}

static void score_figures(NxScene *scene)
{
    for (guint i = 0; i < scene->figures->len; i++) {
        gint score = nx_figure_score(scene, nx_scene_figure(scene, i));
        g_array_index(scene->figures, NxFigure, i).score = score;
    }
}

NxScene *nx_scene_new(const NxNotice *notice, const char *text, gsize len)
{
    NxScene *scene = g_new0(NxScene, 1);
    scene->notice = notice;
    scene->text = text;
    scene->len = MIN(len, NX_LIMIT_SCENE);
    scene->folded = nx_phrases_fold(text, scene->len);
    scene->marks = nx_phrases_mark(scene->folded, scene->len);
    for (guint i = 0; i < scene->marks->len; i++)
        scene->counts[g_array_index(scene->marks, NxMark, i).word]++;
    scene->figures = g_array_new(FALSE, FALSE, sizeof(NxFigure));
    g_array_set_clear_func(scene->figures, clear_figure);
    find_figures(scene);
    score_figures(scene);
    return scene;
}

void nx_scene_free(NxScene *scene)
{
    g_array_unref(scene->figures);
    g_array_unref(scene->marks);
    g_free(scene->folded);
    g_free(scene);
}
