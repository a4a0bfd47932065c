/* What all kinds have in common for their callers: paths in errors, names, and reading again. */
#include "mailbox/kind.h"
#include "mailbox/names.h"

/* ---- What goes wrong --------------------------------------------------------------------------------------------- */

/* Sets `error` to what went wrong with `path`, in one line that names it. Takes `cause`. */
static void refuse(GError **error, const char *path, GError *cause)
{
    g_autofree char *line = g_strconcat(path, ": ", cause->message, NULL);
    g_autofree char *text = nx_text_from_utf8(line, -1);
    g_autofree char *safe = nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
    g_set_error_literal(error, NX_ERROR, cause->code, safe);
    g_error_free(cause);
}

static void refuse_place(GError **error, const NxMailbox *mailbox, const NxPlace *place, GError *cause)
{
    g_autofree char *name = nx_mailbox_place_name(mailbox, place, NX_PLACE_WHOLE);
    refuse(error, name, cause);
}

/* ---- Opening ----------------------------------------------------------------------------------------------------- */

static char *absolute(const char *path)
{
    g_autofree char *real = realpath(path, NULL);
    return real ? g_strdup(real) : g_canonicalize_filename(path, NULL);
}

NxMailbox *nx_mailbox_open(const char *path, GError **error)
{
    return nx_mailbox_open_behind(path, NULL, error);
}

NxMailbox *nx_mailbox_open_behind(const char *path, NxMailbox *before, GError **error)
{
    g_auto(NxFound) found;
    nx_found_init(&found, nx_mailbox_kinds(), path);
    gboolean is_path = !nx_found_kind(&found);
    GError *cause = NULL;
    gboolean seen = !is_path || nx_found_look(&found, &cause);
    gboolean copied = is_path && !found.path;
    g_autofree char *id = copied ? g_strdup("-") : is_path ? absolute(path) : g_strdup(path);
    NxMailbox *mailbox = nx_box_new(path, id);
    mailbox->copied = copied;
    mailbox->log = before && before->log ? nx_log_tail_ref(before->log) : NULL;
    if (!copied)
        found.path = mailbox->path; /* a kind that goes back to it borrows it */
    if (seen && nx_box_open(mailbox, &found, &cause))
        return mailbox;
    refuse(error, path, cause);
    nx_mailbox_unref(mailbox);
    return NULL;
}

NxMailbox *nx_mailbox_ref(NxMailbox *mailbox)
{
    g_atomic_ref_count_inc(&mailbox->refs);
    return mailbox;
}

void nx_mailbox_unref(NxMailbox *mailbox)
{
    if (mailbox && g_atomic_ref_count_dec(&mailbox->refs))
        nx_box_free(mailbox);
}

/* ---- Names ------------------------------------------------------------------------------------------------------- */

const char *nx_mailbox_label(const NxMailbox *mailbox)
{
    return mailbox->label;
}

gboolean nx_mailbox_explain(guint number, const char **label, const char **help)
{
    const NxMailboxKind *kind = nx_mailbox_kinds()[number];
    *label = kind ? kind->label : NULL;
    *help = kind ? kind->help : NULL;
    return kind != NULL;
}

const char *nx_mailbox_path(const NxMailbox *mailbox)
{
    return mailbox->path;
}

const char *nx_mailbox_id(const NxMailbox *mailbox)
{
    return mailbox->id;
}

static char *file_name(const NxMailbox *mailbox, const NxPlace *place)
{
    switch (mailbox->kind->form) {
    case NX_FORM_FOLDER: return g_build_filename(mailbox->path, place->name, NULL);
    case NX_FORM_FILE: return mailbox->copied ? NULL : g_strdup(mailbox->path);
    case NX_FORM_NAME: break;
    }
    return NULL;
}

char *nx_mailbox_place_name(const NxMailbox *mailbox, const NxPlace *place, NxPlaceName how)
{
    g_autofree char *file = NULL, *suffix = mailbox->kind->suffix ? mailbox->kind->suffix(mailbox, place) : NULL;
    switch (how) {
    case NX_PLACE_SHORT: return g_strconcat(nx_name_base(place->name), suffix, NULL);
    case NX_PLACE_INSIDE: return g_strconcat(place->name, suffix, NULL);
    case NX_PLACE_WHOLE:
        file = file_name(mailbox, place);
        return g_strconcat(file ? file : mailbox->path, suffix, NULL);
    case NX_PLACE_FILE: return file_name(mailbox, place);
    }
    g_assert_not_reached();
}

char *nx_mailbox_message_id(const NxMailbox *mailbox, const NxPlace *place)
{
    g_autofree char *key = mailbox->kind->key(mailbox, place);
    return g_strconcat(mailbox->id, "\x1f", key, NULL);
}

/* ---- Scanning ---------------------------------------------------------------------------------------------------- */

gboolean nx_mailbox_next(NxMailbox *mailbox, NxPlace *place, NxProblems *problems, GError **error)
{
    GError *cause = NULL;
    gboolean more = mailbox->kind->next(mailbox, place, problems, &cause);
    if (cause)
        refuse(error, mailbox->path, cause);
    return more;
}

double nx_mailbox_progress(const NxMailbox *mailbox)
{
    return (double)g_atomic_int_get(&mailbox->progress) / NX_BOX_ALL;
}

gboolean nx_mailbox_has_news(NxMailbox *mailbox)
{
    return mailbox->kind->has_news(mailbox);
}

char **nx_mailbox_watched(const NxMailbox *mailbox)
{
    GStrvBuilder *paths = g_strv_builder_new();
    for (const char *const *name = mailbox->copied ? NULL : mailbox->kind->watched; name && *name; name++) {
        g_autofree char *path = **name ? g_build_filename(mailbox->path, *name, NULL) : g_strdup(mailbox->path);
        g_strv_builder_add(paths, path);
    }
    char **list = g_strv_builder_end(paths);
    g_strv_builder_unref(paths);
    return list;
}

void nx_mailbox_follow(NxMailbox *mailbox)
{
    mailbox->is_followed = TRUE;
}

gboolean nx_mailbox_rescan(NxMailbox *mailbox, NxNews *news, GError **error)
{
    GError *cause = NULL;
    NxNews unheard;
    news = news ? news : &unheard;
    *news = (NxNews){.again = -1};
    if (mailbox->kind->rescan(mailbox, news, &cause))
        return TRUE;
    refuse(error, mailbox->path, cause);
    return FALSE;
}

/* ---- Reading again ----------------------------------------------------------------------------------------------- */

static char *read_bytes(NxMailbox *mailbox, const NxPlace *place, gsize *len, GError **error)
{
    GError *cause = NULL;
    char *bytes = mailbox->kind->read(mailbox, place, len, &cause);
    if (!bytes)
        refuse_place(error, mailbox, place, cause);
    return bytes;
}

GBytes *nx_mailbox_read(NxMailbox *mailbox, const NxPlace *place, GError **error)
{
    gsize len;
    g_autofree char *bytes = read_bytes(mailbox, place, &len, error);
    GError *cause = NULL;
    NxBytes message;
    if (!bytes)
        return NULL;
    if (mailbox->kind->bare(mailbox, place, bytes, len, &message, &cause))
        return g_bytes_new_with_free_func(message.at, message.len, g_free, g_steal_pointer(&bytes));
    refuse_place(error, mailbox, place, cause);
    return NULL;
}

GBytes *nx_mailbox_read_raw(NxMailbox *mailbox, const NxPlace *place, GError **error)
{
    gsize len;
    char *bytes = read_bytes(mailbox, place, &len, error);
    return bytes ? g_bytes_new_take(bytes, len) : NULL;
}
