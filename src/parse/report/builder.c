/* Fields by name, and strings that live as long as the report. */
#include "parse/bounds.h"
#include "parse/notice/own.h"
#include "parse/report/builder_private.h"

static const char *const DRAFT_FIELD_NAMES[] = {
#define NX_DRAFT_FIELD_NAME(id, name) name,
    NX_DRAFT_FIELDS(NX_DRAFT_FIELD_NAME)
#undef NX_DRAFT_FIELD_NAME
};

static const char *const MESSAGE_FIELD_NAMES[] = {
#define NX_MESSAGE_FIELD_NAME(id, name) name,
    NX_MESSAGE_FIELDS(NX_MESSAGE_FIELD_NAME)
#undef NX_MESSAGE_FIELD_NAME
};

static gboolean find_name(const char *const *names, guint n, const char *name, guint *found)
{
    for (guint i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) {
            *found = i;
            return TRUE;
        }
    return FALSE;
}

gboolean nx_draft_field_parse(const char *name, NxDraftField *field)
{
    guint found;
    gboolean known = find_name(DRAFT_FIELD_NAMES, NX_N_DRAFT_FIELDS, name, &found);
    if (known)
        *field = (NxDraftField)found;
    return known;
}

gboolean nx_message_field_parse(const char *name, NxMessageField *field)
{
    guint found;
    gboolean known = find_name(MESSAGE_FIELD_NAMES, NX_N_MESSAGE_FIELDS, name, &found);
    if (known)
        *field = (NxMessageField)found;
    return known;
}

static void draft_free(gpointer data)
{
    NxDraft *draft = data;
    g_ptr_array_unref(draft->aliases);
    g_array_unref(draft->fields);
    g_free(draft);
}

NxReportBuilder *nx_builder_new(const NxLibrary *library)
{
    NxReportBuilder *builder = g_new0(NxReportBuilder, 1);
    builder->library = library;
    builder->strings = g_string_chunk_new(2048);
    builder->drafts = g_ptr_array_new_with_free_func(draft_free);
    builder->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    builder->fields = g_array_new(FALSE, FALSE, sizeof(NxField));
    return builder;
}

void nx_builder_free(NxReportBuilder *builder)
{
    if (!builder)
        return;
    g_ptr_array_unref(builder->drafts);
    g_hash_table_unref(builder->by_key);
    g_array_unref(builder->fields);
    g_clear_pointer(&builder->strings, g_string_chunk_free);
    g_free(builder);
}

const char *nx_builder_keep_bounded(NxReportBuilder *builder, const char *text, gsize max)
{
    if (!text)
        return NULL;
    gsize len = strlen(text);
    if (len > max) {
        const char *cut = g_utf8_find_prev_char(text, text + max + 1);
        len = cut ? (gsize)(cut - text) : 0;
    }
    return len ? g_string_chunk_insert_len(builder->strings, text, (gssize)len) : NULL;
}

const char *nx_builder_keep(NxReportBuilder *builder, const char *text)
{
    return nx_builder_keep_bounded(builder, text, NX_MAX_HEADER_VALUE);
}

void nx_builder_cut(NxReportBuilder *builder, NxCut cut)
{
    builder->cuts |= NX_CUT_BIT(cut);
}

static void name_draft(NxDraft *draft, const char *address)
{
    char *key = address ? nx_address_key(address, -1) : NULL;
    if (key && !g_hash_table_contains(draft->builder->by_key, key))
        g_hash_table_insert(draft->builder->by_key, key, draft);
    else
        g_free(key);
}

NxDraft *nx_builder_find(const NxReportBuilder *builder, const char *address)
{
    g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
    return key ? g_hash_table_lookup(builder->by_key, key) : NULL;
}

NxDraft *nx_builder_add_recipient(NxReportBuilder *builder, const char *address, NxSource source, const char *layout)
{
    if (nx_own_is(builder->library, address))
        return NULL;
    if (builder->drafts->len >= NX_MAX_RECIPIENTS) {
        nx_builder_cut(builder, NX_CUT_RECIPIENTS);
        return NULL;
    }
    NxDraft *draft = g_new0(NxDraft, 1);
    draft->builder = builder;
    draft->aliases = g_ptr_array_new();
    draft->fields = g_array_new(FALSE, FALSE, sizeof(NxField));
    draft->source = source;
    g_ptr_array_add(builder->drafts, draft);
    nx_draft_set_layout(draft, layout);
    nx_draft_set(draft, NX_DRAFT_RECIPIENT, address);
    return draft;
}

guint nx_builder_count(const NxReportBuilder *builder)
{
    return builder->drafts->len;
}

NxDraft *nx_builder_get(const NxReportBuilder *builder, guint i)
{
    g_assert(i < builder->drafts->len);
    return g_ptr_array_index(builder->drafts, i);
}

const char *nx_draft_get(const NxDraft *draft, NxDraftField field)
{
    return draft->values[field];
}

gboolean nx_draft_is_named(const NxDraft *draft)
{
    return nx_draft_get(draft, NX_DRAFT_FINAL) || nx_draft_get(draft, NX_DRAFT_ORIGINAL) ||
           nx_draft_get(draft, NX_DRAFT_RECIPIENT);
}

static void add_alias(NxDraft *draft, const char *value)
{
    if (draft->aliases->len >= NX_MAX_ALIASES) {
        nx_builder_cut(draft->builder, NX_CUT_FIELDS);
        return;
    }
    const char *kept = nx_builder_keep(draft->builder, value);
    if (kept)
        g_ptr_array_add(draft->aliases, (gpointer)kept);
    name_draft(draft, kept);
}

void nx_draft_set(NxDraft *draft, NxDraftField field, const char *value)
{
    if (!value || !*value)
        return;
    if (field == NX_DRAFT_ALIAS) {
        add_alias(draft, value);
        return;
    }
    gsize max = field == NX_DRAFT_DIAGNOSTIC ? NX_MAX_DIAGNOSTIC
                : field == NX_DRAFT_NOTE     ? NX_MAX_NOTE
                                             : NX_MAX_HEADER_VALUE;
    if (field != NX_DRAFT_NOTE && strlen(value) > max) /* a note is an excerpt */
        nx_builder_cut(draft->builder, field == NX_DRAFT_DIAGNOSTIC ? NX_CUT_DIAGNOSTIC : NX_CUT_FIELDS);
    draft->values[field] = nx_builder_keep_bounded(draft->builder, value, max);
    if (field == NX_DRAFT_RECIPIENT || field == NX_DRAFT_ORIGINAL || field == NX_DRAFT_FINAL ||
        field == NX_DRAFT_PARENT)
        name_draft(draft, value);
}

void nx_draft_fill(NxDraft *draft, NxDraftField field, const char *value)
{
    if (!draft->values[field])
        nx_draft_set(draft, field, value);
}

void nx_draft_set_kind(NxDraft *draft, NxKind kind)
{
    draft->kind = kind;
}

NxKind nx_draft_kind(const NxDraft *draft)
{
    return draft->kind;
}

NxSource nx_draft_source(const NxDraft *draft)
{
    return draft->source;
}

void nx_draft_set_layout(NxDraft *draft, const char *layout)
{
    draft->layout = nx_builder_keep(draft->builder, layout);
}

void nx_draft_set_own_lookup(NxDraft *draft, gboolean own)
{
    draft->own_lookup = own;
}

static void add_field(NxReportBuilder *builder, GArray *fields, const char *name, const char *value)
{
    if (fields->len >= NX_MAX_FIELDS) {
        nx_builder_cut(builder, NX_CUT_FIELDS);
        return;
    }
    const char *kept = nx_builder_keep(builder, value);
    NxField field = {nx_builder_keep(builder, name), kept ? kept : ""};
    if (field.name)
        g_array_append_val(fields, field);
}

void nx_draft_add_field(NxDraft *draft, const char *name, const char *value)
{
    add_field(draft->builder, draft->fields, name, value);
}

void nx_builder_add_field(NxReportBuilder *builder, const char *name, const char *value)
{
    add_field(builder, builder->fields, name, value);
}

const GArray *nx_builder_fields(const NxReportBuilder *builder)
{
    return builder->fields;
}

const char *nx_builder_message(const NxReportBuilder *builder, NxMessageField field)
{
    return builder->values[field];
}

void nx_builder_fill_message(NxReportBuilder *builder, NxMessageField field, const char *value)
{
    if (!builder->values[field] && value && *value)
        builder->values[field] = nx_builder_keep(builder, value);
}

void nx_builder_set_mailer(NxReportBuilder *builder, const char *mailer)
{
    builder->mailer = nx_builder_keep(builder, mailer);
}

/* ---- Groups without a name --------------------------------------------------------------------------------------- */

/* What a status group without a recipient says holds for those that the text names. */
static void give_away(NxReportBuilder *builder, const NxDraft *nameless)
{
    for (guint i = 0; i < builder->drafts->len; i++) {
        NxDraft *draft = nx_builder_get(builder, i);
        for (guint field = 0; nx_draft_is_named(draft) && field < NX_N_DRAFT_FIELDS; field++)
            nx_draft_fill(draft, (NxDraftField)field, nx_draft_get(nameless, (NxDraftField)field));
    }
}

void nx_builder_settle_nameless(NxReportBuilder *builder)
{
    guint named = 0;
    for (guint i = 0; i < builder->drafts->len; i++)
        named += nx_draft_is_named(nx_builder_get(builder, i));
    for (guint i = builder->drafts->len; named > 0 && i-- > 0;) {
        if (nx_draft_is_named(nx_builder_get(builder, i)))
            continue;
        give_away(builder, nx_builder_get(builder, i));
        g_ptr_array_remove_index(builder->drafts, i);
    }
}
