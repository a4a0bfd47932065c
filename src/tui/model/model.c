/* List, selection and tags; the selection is found again after each change. */
#include "tui/model/model.h"

gboolean nx_model_is_busy(const NxModel *model)
{
    return model->loading || model->looking || model->job || model->advise_source ||
           nx_ledger_thread_pending(model->ledger) > 0 || nx_checking_is_busy(model->checking);
}

gboolean nx_model_is_deciding(const NxModel *model)
{
    for (guint32 i = 0; i < nx_catalog_n_addresses(model->catalog); i++)
        if (nx_catalog_address(model->catalog, i)->standing.pending)
            return TRUE;
    return FALSE;
}

NxTime nx_model_now(const NxModel *model)
{
    return model->start->now();
}

void nx_model_say(NxModel *model, NxSay kind, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    g_autofree char *text = g_strdup_vprintf(format, ap);
    va_end(ap);
    model->events->say(model->user, kind, text);
}

void nx_model_changed(NxModel *model)
{
    nx_catalog_touch(model->catalog);
    model->events->changed(model->user);
}

static gboolean is_at(const NxModel *model, guint32 event, guint position)
{
    return position < model->list->len && g_array_index(model->list, guint32, position) == event;
}

static gboolean find(const NxModel *model, guint32 event, guint *position)
{
    if (is_at(model, event, *position))
        return TRUE;
    for (guint i = 0; i < model->list->len; i++) {
        if (g_array_index(model->list, guint32, i) == event) {
            *position = i;
            return TRUE;
        }
    }
    return FALSE;
}

static void restore(NxModel *model)
{
    if (!model->restore_row || model->moved)
        return;
    guint32 event = nx_catalog_find_row(model->catalog, model->restore_row);
    if (event == NX_NO_EVENT)
        return;
    model->wanted = event;
    g_clear_pointer(&model->restore_row, g_free);
}

void nx_model_await(NxModel *model, const char *row, const char *const *tags)
{
    g_free(model->restore_row);
    model->restore_row = g_strdup(row);
    for (guint i = 0; tags && tags[i]; i++)
        g_hash_table_add(model->restore_tags, g_strdup(tags[i]));
}

void nx_model_find_selection(NxModel *model)
{
    restore(model);
    if (model->list->len == 0) {
        model->selected = NX_NO_EVENT;
        model->position = 0;
        return;
    }
    /* What the operator chose comes back as soon as no limit hides it. */
    if (model->wanted != NX_NO_EVENT && find(model, model->wanted, &model->position)) {
        model->selected = model->wanted;
        return;
    }
    if (model->selected != NX_NO_EVENT && find(model, model->selected, &model->position))
        return;
    model->position = MIN(model->position, model->list->len - 1);
    model->selected = g_array_index(model->list, guint32, model->position);
    if (model->wanted == NX_NO_EVENT)
        model->wanted = model->selected;
}

guint32 nx_model_row(const NxModel *model, guint position)
{
    return position < model->list->len ? g_array_index(model->list, guint32, position) : NX_NO_EVENT;
}

void nx_model_select(NxModel *model, guint position)
{
    if (model->list->len == 0)
        return;
    model->position = MIN(position, model->list->len - 1);
    model->selected = model->wanted = g_array_index(model->list, guint32, model->position);
    model->moved = TRUE;
}

const NxEvent *nx_model_event(const NxModel *model)
{
    return model->selected == NX_NO_EVENT ? NULL : nx_catalog_event(model->catalog, model->selected);
}

NxAddress *nx_model_address(const NxModel *model, guint32 event)
{
    if (event == NX_NO_EVENT)
        return NULL;
    guint32 number = nx_catalog_event(model->catalog, event)->address;
    return number == NX_NOBODY ? NULL : nx_catalog_address(model->catalog, number);
}

gboolean nx_model_tag(NxModel *model, guint32 number, gboolean on)
{
    NxAddress *address = nx_catalog_address(model->catalog, number);
    if (!address || address->tagged == on)
        return FALSE;
    address->tagged = on;
    model->n_tagged += on ? 1 : (guint)-1;
    return TRUE;
}

void nx_model_untag_all(NxModel *model)
{
    for (guint32 i = 0; i < nx_catalog_n_addresses(model->catalog); i++)
        nx_model_tag(model, i, FALSE);
    nx_model_changed(model);
}

void nx_model_use_tags(NxModel *model, const GArray *addresses)
{
    g_array_set_size(model->used_tags, 0);
    for (guint i = 0; i < addresses->len; i++) {
        guint32 number = g_array_index(addresses, guint32, i);
        if (nx_model_tag(model, number, FALSE))
            g_array_append_val(model->used_tags, number);
    }
    nx_model_changed(model);
}

guint nx_model_retag(NxModel *model)
{
    guint n = 0;
    for (guint i = 0; i < model->used_tags->len; i++)
        n += nx_model_tag(model, g_array_index(model->used_tags, guint32, i), TRUE) ? 1 : 0;
    nx_model_changed(model);
    return n;
}

guint nx_model_tag_query(NxModel *model, const NxQuery *query, gboolean on)
{
    guint n = 0;
    for (guint i = 0; i < model->list->len; i++) {
        guint32 event = g_array_index(model->list, guint32, i);
        guint32 number = nx_catalog_event(model->catalog, event)->address;
        if (number == NX_NOBODY || nx_catalog_address(model->catalog, number)->tagged == on)
            continue;
        NxFacts facts;
        nx_catalog_facts(model->catalog, event, &facts);
        if (!query || nx_query_match(query, &facts, model->settle, nx_model_now(model)))
            n += nx_model_tag(model, number, on) ? 1 : 0;
    }
    if (n > 0)
        nx_model_changed(model);
    return n;
}

GArray *nx_model_tagged(const NxModel *model)
{
    GArray *tagged = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 i = 0; model->n_tagged > 0 && i < nx_catalog_n_addresses(model->catalog); i++) {
        if (nx_catalog_address(model->catalog, i)->tagged)
            g_array_append_val(tagged, i);
    }
    return tagged;
}
