/* An opened mailbox, from the kind that was found to the last message. */
#include "mailbox/file.h"
#include "mailbox/kind.h"

NxMailbox *nx_box_new(const char *path, const char *id)
{
    NxMailbox *mailbox = g_new0(NxMailbox, 1);
    g_atomic_ref_count_init(&mailbox->refs);
    mailbox->path = g_strdup(path);
    mailbox->id = g_strdup(id);
    mailbox->base = g_path_get_basename(id);
    return mailbox;
}

void nx_box_free(NxMailbox *mailbox)
{
    if (mailbox->kind)
        mailbox->kind->close(mailbox);
    if (mailbox->text)
        g_string_chunk_free(mailbox->text);
    nx_log_tail_unref(mailbox->log);
    g_free(mailbox->path);
    g_free(mailbox->id);
    g_free(mailbox->base);
    g_free(mailbox);
}

gboolean nx_box_open(NxMailbox *mailbox, NxFound *found, GError **error)
{
    mailbox->kind = nx_found_kind(found);
    if (!mailbox->kind)
        return nx_found_refuse(found, error);
    mailbox->label = mailbox->kind->label;
    return mailbox->kind->open(mailbox, found, error);
}

void nx_box_number(NxMailbox *mailbox, NxPlace *place, const char *name, const struct stat *st)
{
    place->name = name;
    place->index = ++mailbox->index;
    place->stamp = nx_file_stamp(st);
}

void nx_box_advance(NxMailbox *mailbox, goffset done, goffset all)
{
    g_atomic_int_set(&mailbox->progress, all > 0 ? (gint)((double)done / (double)all * NX_BOX_ALL) : NX_BOX_ALL);
}

gboolean nx_box_next_file(NxMailbox *mailbox, NxNames *names, NxFileTaker take, NxPlace *place, NxProblems *problems)
{
    for (const char *name; (name = nx_names_next(names));) {
        nx_box_advance(mailbox, nx_names_given(names), nx_names_count(names));
        *place = (NxPlace){0};
        if (take(mailbox, name, place, problems))
            return TRUE;
        nx_names_refuse(names, place->stamp);
    }
    nx_box_advance(mailbox, 0, 0);
    return FALSE;
}

GStringChunk *nx_box_text(NxMailbox *mailbox)
{
    if (!mailbox->text)
        mailbox->text = g_string_chunk_new(64 * 1024);
    return mailbox->text;
}

NxLogTail *nx_box_log(NxMailbox *mailbox)
{
    if (!mailbox->log)
        mailbox->log = nx_log_tail_new();
    return mailbox->log;
}

void nx_box_complain(NxMailbox *mailbox, const char *name, const char *reason, NxProblems *problems)
{
    g_autofree char *where = g_build_filename(mailbox->path, name, NULL);
    nx_problems_add(problems, where, "%s", reason);
}
