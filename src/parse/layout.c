#include "parse/layout.h"
#include "parse/cutting.h"
#include "parse/layoutfile.h"

#include <nixie/text.h>

#define RECOGNISE_MAX 16384 /* bytes of text that are looked at to recognise a mail system */

struct NxLayouts {
    GPtrArray *list; /* of NxLayout */
};

/* ---- The collection ------------------------------------------------------------------------------------------------- */

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

NxLayouts *nx_layouts_new(const NxLibrary *library, NxProblems *problems)
{
    NxLayouts *layouts = g_new0(NxLayouts, 1);
    layouts->list = g_ptr_array_new_with_free_func((GDestroyNotify)nx_layout_free);
    GPtrArray *files = nx_library_files(library, "layouts", problems), *disabled = g_ptr_array_new_with_free_func(g_free);
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
    g_ptr_array_unref(disabled);
    g_ptr_array_unref(files);
    return layouts;
}

void nx_layouts_free(NxLayouts *layouts)
{
    if (!layouts)
        return;
    g_ptr_array_unref(layouts->list);
    g_free(layouts);
}

guint nx_layouts_count(const NxLayouts *layouts)
{
    return layouts->list->len;
}

/* ---- Recognising ---------------------------------------------------------------------------------------------------- */

typedef struct {
    const NxLayout *layout;
    gsize specific; /* bytes of the message that its patterns matched */
} Candidate;

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

/* Bytes that the condition matched, 0: it is not met. */
static gsize met(const NxCondition *condition, const NxNotice *notice, const char *text, gsize len, NxMatch *match)
{
    gsize at, end;
    if (!condition->header) {
        if (!nx_pattern_find(condition->pattern, match, text, len, 0))
            return 0;
        nx_match_span(match, &at, &end);
        return end - at + 1;
    }
    for (guint i = 0; nx_notice_header(notice, condition->header, i); i++) {
        const char *value = nx_notice_header(notice, condition->header, i);
        if (nx_pattern_find(condition->pattern, match, value, strlen(value), 0)) {
            nx_match_span(match, &at, &end);
            return end - at + 1;
        }
    }
    return 0;
}

static gsize any_met(const GArray *conditions, const NxNotice *notice, const char *text, gsize len, NxMatch *match)
{
    for (guint i = 0; i < conditions->len; i++) {
        gsize bytes = met(&g_array_index(conditions, NxCondition, i), notice, text, len, match);
        if (bytes)
            return bytes;
    }
    return 0;
}

static gsize recognise(const NxLayout *layout, const NxNotice *notice, NxMatch *match)
{
    gsize original, sum = 0;
    const char *text = text_of(notice, layout->text, &original);
    gsize len = whole_characters(text, strlen(text), RECOGNISE_MAX);
    for (guint i = 0; i < layout->all->len; i++) {
        gsize bytes = met(&g_array_index(layout->all, NxCondition, i), notice, text, len, match);
        if (!bytes)
            return 0;
        sum += bytes;
    }
    if (layout->any->len) {
        gsize bytes = any_met(layout->any, notice, text, len, match);
        if (!bytes)
            return 0;
        sum += bytes;
    }
    return any_met(layout->none, notice, text, len, match) ? 0 : sum;
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

static GArray *candidates(const NxLayouts *layouts, const NxNotice *notice, NxMatch *match)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(Candidate));
    for (guint i = 0; i < layouts->list->len; i++) {
        Candidate candidate = {layouts->list->pdata[i], 0};
        candidate.specific = recognise(candidate.layout, notice, match);
        if (candidate.specific)
            g_array_append_val(list, candidate);
    }
    g_array_sort(list, by_specificity);
    return list;
}

const char *nx_layouts_recognise(const NxLayouts *layouts, const NxNotice *notice)
{
    NxMatch *match = nx_match_new();
    GArray *list = candidates(layouts, notice, match);
    const char *id = list->len ? g_array_index(list, Candidate, 0).layout->id : NULL;
    g_array_unref(list);
    nx_match_free(match);
    return id;
}

/* ---- Reading -------------------------------------------------------------------------------------------------------- */

static NxKind kind_of(const NxLayout *layout, const NxNotice *notice, NxMatch *match)
{
    gsize original;
    const char *text = text_of(notice, layout->text, &original);
    gsize len = whole_characters(text, strlen(text), MIN(original, RECOGNISE_MAX));
    if (any_met(layout->delay, notice, text, len, match))
        return NX_KIND_DELAY;
    return any_met(layout->delivered, notice, text, len, match) ? NX_KIND_DELIVERED : NX_KIND_BOUNCE;
}

static gsize notice_end(const NxLayout *layout, const char *text, gsize original, NxMatch *match)
{
    gsize len = strlen(text), at, end;
    original = MIN(original, len);
    if (layout->original && nx_pattern_find(layout->original, match, text, len, 0)) {
        nx_match_span(match, &at, &end);
        return at;
    }
    return original;
}

static gboolean read_by(const NxLayout *layout, NxReportBuilder *builder, const NxNotice *notice, NxMatch *match)
{
    gsize original;
    const char *text = text_of(notice, layout->text, &original);
    gsize len = notice_end(layout, text, original, match);
    GPtrArray *cuttings = nx_cuttings_new(layout, text, len, match);
    gboolean read = nx_cuttings_hand_over(cuttings, layout, kind_of(layout, notice, match), builder);
    g_ptr_array_unref(cuttings);
    return read;
}

gboolean nx_layouts_read(const NxLayouts *layouts, NxReportBuilder *builder, const NxNotice *notice)
{
    NxMatch *match = nx_match_new();
    GArray *list = candidates(layouts, notice, match);
    gboolean read = FALSE;
    for (guint i = 0; i < list->len && !read; i++)
        read = read_by(g_array_index(list, Candidate, i).layout, builder, notice, match);
    g_array_unref(list);
    nx_match_free(match);
    return read;
}
