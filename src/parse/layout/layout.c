/* The collection of layouts, ours and the user's, and the choice of those that know a notice. */
#include "parse/layout/layout.h"
#include "base/finder.h"
#include "parse/bounds.h"
#include "parse/layout/extract.h"
#include "parse/layout/layout_file.h"
#include <nixie/text.h>

struct NxLayouts {
    GPtrArray *list;    /* of NxLayout */
    NxFinder *words;    /* of the conditions on texts */
    gboolean overrides; /* does one of them override what a delivery status says? */
};

/* ---- The collection ---------------------------------------------------------------------------------------------- */

static gboolean is_listed(const GPtrArray *ids, const char *id)
{
    for (guint i = 0; i < ids->len; i++)
        if (g_str_equal(ids->pdata[i], id))
            return TRUE;
    return FALSE;
}

static const NxLayout *find_layout(const NxLayouts *layouts, const char *id)
{
    for (guint i = 0; i < layouts->list->len; i++)
        if (g_str_equal(((const NxLayout *)layouts->list->pdata[i])->id, id))
            return layouts->list->pdata[i];
    return NULL;
}

static void drop_disabled(NxLayouts *layouts, const GPtrArray *disabled)
{
    for (guint i = layouts->list->len; i-- > 0;) {
        const NxLayout *layout = layouts->list->pdata[i];
        if (!layout->users && is_listed(disabled, layout->id))
            g_ptr_array_remove_index(layouts->list, i);
    }
}

/* Numbers the words that the conditions on the text need. */
static void number_words(NxLayouts *layouts, GArray *conditions)
{
    for (guint i = 0; i < conditions->len; i++) {
        NxCondition *condition = &g_array_index(conditions, NxCondition, i);
        const char *word = condition->header ? "" : nx_pattern_literal(condition->pattern);
        condition->word = *word ? nx_finder_add(layouts->words, word) : NX_NO_WORD;
    }
}

static void prepare(NxLayouts *layouts)
{
    layouts->words = nx_finder_new(NX_FINDER_CASELESS);
    for (guint i = 0; i < layouts->list->len; i++) {
        NxLayout *layout = layouts->list->pdata[i];
        GArray *lists[] = {layout->all, layout->any, layout->none, layout->delay, layout->delivered};
        for (guint k = 0; k < G_N_ELEMENTS(lists); k++)
            number_words(layouts, lists[k]);
        for (guint k = 0; k < NX_N_DRAFT_FIELDS; k++)
            layouts->overrides |= layout->override[k];
    }
    nx_finder_seal(layouts->words);
}

NxLayouts *nx_layouts_new(const NxLibrary *library, NxProblems *problems)
{
    NxLayouts *layouts = g_new0(NxLayouts, 1);
    layouts->list = g_ptr_array_new_with_free_func((GDestroyNotify)nx_layout_free);
    g_autoptr(GPtrArray) files = nx_library_files(library, "layouts", problems),
                         disabled = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < files->len; i++) {
        const NxDataFile *file = files->pdata[i];
        NxLayout *layout = nx_layout_new(file->bytes, file->origin, file->users ? disabled : NULL, problems);
        if (!layout)
            continue;
        layout->users = file->users;
        if (find_layout(layouts, layout->id)) {
            if (!find_layout(layouts, layout->id)->users || layout->users)
                nx_problems_add(problems, layout->origin, nx_tr("there is a layout %s already"), layout->id);
            nx_layout_free(layout);
            continue;
        }
        g_ptr_array_add(layouts->list, layout);
    }
    drop_disabled(layouts, disabled);
    prepare(layouts);
    return layouts;
}

void nx_layouts_free(NxLayouts *layouts)
{
    if (!layouts)
        return;
    g_ptr_array_unref(layouts->list);
    nx_finder_free(layouts->words);
    g_free(layouts);
}

/* ---- Recognising ------------------------------------------------------------------------------------------------- */

typedef struct {
    const NxLayout *layout;
    gsize specific; /* bytes of the message that its patterns matched */
} Candidate;

/* What is looked at: the notice, its texts, and which words they hold. */
typedef struct {
    const char *text; /* NULL: not looked at yet */
    gsize len;        /* bytes that are */
    gboolean *found;  /* which of the words stand in them */
} Source;

typedef struct {
    const NxNotice *notice;
    NxMatch *match;
    const NxFinder *words;
    Source sources[NX_N_TEXTS];
    gsize first; /* where the first pattern of the layout matched in its text */
} Look;

static void look_clear(Look *look)
{
    for (guint i = 0; i < NX_N_TEXTS; i++)
        g_free(look->sources[i].found);
    nx_match_free(look->match);
}

static const char *text_of(const NxNotice *notice, NxTextSource source, gsize *original)
{
    switch (source) {
    case NX_TEXT_HTML: *original = notice->html_original; return notice->html;
    case NX_TEXT_RAW: return nx_notice_raw(notice, original);
    default: *original = notice->text_original; return notice->text;
    }
}

/* A prefix of valid UTF-8 that is valid itself. */
static gsize whole_characters(const char *text, gsize len, gsize most)
{
    if (len <= most)
        return len;
    while (most > 0 && ((guchar)text[most] & 0xC0) == 0x80)
        most--;
    return most;
}

static void seen(guint word, gsize end, gpointer data)
{
    (void)end;
    ((gboolean *)data)[word] = TRUE;
}

static const Source *source_at(Look *look, NxTextSource number)
{
    Source *source = &look->sources[number];
    gsize original;
    if (source->text)
        return source;
    source->text = text_of(look->notice, number, &original);
    source->len = whole_characters(source->text, strlen(source->text), NX_MAX_RECOGNISE);
    source->found = g_new0(gboolean, nx_finder_count(look->words) + 1);
    nx_finder_run(look->words, source->text, source->len, seen, source->found);
    return source;
}

/* Bytes that the condition matched, and one; 0: it is not met. */
static gsize met(Look *look, const NxCondition *condition, NxTextSource source)
{
    gsize at, end;
    if (!condition->header) {
        const Source *read = source_at(look, source);
        if ((condition->word != NX_NO_WORD && !read->found[condition->word]) ||
            !nx_pattern_find(condition->pattern, look->match, read->text, read->len, 0))
            return 0;
        nx_match_span(look->match, &at, &end);
        look->first = MIN(look->first, at);
        return end - at + 1;
    }
    const char *value;
    for (guint i = 0; (value = nx_notice_header(look->notice, condition->header, i)) != NULL; i++) {
        if (nx_pattern_find(condition->pattern, look->match, value, strlen(value), 0)) {
            nx_match_span(look->match, &at, &end);
            return end - at + 1;
        }
    }
    return 0;
}

static gsize any_met(Look *look, const GArray *conditions, NxTextSource source)
{
    for (guint i = 0; i < conditions->len; i++) {
        gsize bytes = met(look, &g_array_index(conditions, NxCondition, i), source);
        if (bytes)
            return bytes;
    }
    return 0;
}

/* People quote notices when they ask what they mean. A mail system's own notice has signs of one, or begins with its
 * words. */
static gboolean is_notice(const Look *look, const NxLayout *layout)
{
    const NxSign system = NX_SIGN_REPORT | NX_SIGN_NULL_PATH | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER;
    gsize original;
    if (look->notice->signs & system || layout->unsigned_notices)
        return TRUE;
    if (look->notice->signs & (NX_SIGN_QUOTED | NX_SIGN_LIST) || nx_notice_header(look->notice, "in-reply-to", 0))
        return FALSE;
    const char *text = text_of(look->notice, layout->text, &original);
    return strspn(text, " \t\n*-=") >= look->first;
}

static gsize recognise(Look *look, const NxLayout *layout)
{
    gsize sum = 0;
    look->first = G_MAXSIZE;
    for (guint i = 0; i < layout->all->len; i++) {
        gsize bytes = met(look, &g_array_index(layout->all, NxCondition, i), layout->text);
        if (!bytes)
            return 0;
        sum += bytes;
    }
    if (layout->any->len) {
        gsize bytes = any_met(look, layout->any, layout->text);
        if (!bytes)
            return 0;
        sum += bytes;
    }
    return is_notice(look, layout) && !any_met(look, layout->none, layout->text) ? sum : 0;
}

static gint by_specificity(gconstpointer a, gconstpointer b)
{
    const Candidate *one = a, *two = b;
    if (one->layout->users != two->layout->users)
        return one->layout->users ? -1 : 1;
    if (one->specific != two->specific)
        return one->specific > two->specific ? -1 : 1;
    return strcmp(one->layout->id, two->layout->id);
}

static GArray *candidates(const NxLayouts *layouts, Look *look)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(Candidate));
    for (guint i = 0; i < layouts->list->len; i++) {
        Candidate candidate = {layouts->list->pdata[i], 0};
        candidate.specific = recognise(look, candidate.layout);
        if (candidate.specific)
            g_array_append_val(list, candidate);
    }
    g_array_sort(list, by_specificity);
    return list;
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

static NxKind kind_of(Look *look, const NxLayout *layout)
{
    if (any_met(look, layout->delay, layout->text))
        return NX_KIND_DELAY;
    return any_met(look, layout->delivered, layout->text) ? NX_KIND_DELIVERED : NX_KIND_BOUNCE;
}

static gsize notice_end(const NxLayout *layout, const char *text, gsize original, NxMatch *match)
{
    gsize len = strlen(text), at, end;
    if (!layout->original || !nx_pattern_find(layout->original, match, text, len, 0))
        return MIN(original, len);
    nx_match_span(match, &at, &end);
    return at;
}

static gboolean read_by(Look *look, const NxLayout *layout, NxReportBuilder *builder)
{
    gsize original;
    const char *text = text_of(look->notice, layout->text, &original);
    gsize len = notice_end(layout, text, original, look->match);
    g_autoptr(GPtrArray) extracts = nx_extracts_new(layout, text, len, look->match);
    return nx_extracts_hand_over(extracts, layout, kind_of(look, layout), builder);
}

/* Is there something that a layout could add? */
static gboolean is_wanting(const NxReportBuilder *builder)
{
    for (guint i = 0; i < nx_builder_count(builder); i++)
        if (!nx_draft_get(nx_builder_get(builder, i), NX_DRAFT_DIAGNOSTIC) ||
            !nx_draft_get(nx_builder_get(builder, i), NX_DRAFT_STATUS))
            return TRUE;
    return nx_builder_count(builder) == 0;
}

gboolean nx_layouts_read(const NxLayouts *layouts, NxReportBuilder *builder, const NxNotice *notice)
{
    if (!layouts->overrides && !is_wanting(builder))
        return FALSE;
    Look look = {.notice = notice, .match = nx_match_new(), .words = layouts->words};
    g_autoptr(GArray) list = candidates(layouts, &look);
    gboolean read = FALSE;
    for (guint i = 0; i < list->len && !read; i++)
        read = read_by(&look, g_array_index(list, Candidate, i).layout, builder);
    look_clear(&look);
    return read;
}
