/* One mailbox after the other. */
#include "catalog/look.h"

static void free_found(gpointer data)
{
    NxFollowFound *found = data;
    nx_mailbox_unref(found->mailbox);
    g_clear_error(&found->error);
    g_free(found);
}

static gpointer look_at_all(gpointer data)
{
    NxFollowLook *look = data;
    for (guint i = 0; i < look->mailboxes->len; i++) {
        NxMailbox *mailbox = look->mailboxes->pdata[i];
        if (!nx_mailbox_has_news(mailbox))
            continue;
        NxFollowFound *found = g_new0(NxFollowFound, 1);
        found->mailbox = nx_mailbox_ref(mailbox);
        nx_mailbox_rescan(mailbox, &found->news, &found->error);
        g_ptr_array_add(look->found, found);
    }
    g_atomic_int_set(&look->done, TRUE);
    if (look->wake)
        look->wake(look->user);
    return NULL;
}

NxFollowLook *nx_look_new(const GPtrArray *mailboxes, NxWake wake, gpointer user)
{
    NxFollowLook *look = g_new0(NxFollowLook, 1);
    look->mailboxes = g_ptr_array_copy((GPtrArray *)mailboxes, (GCopyFunc)(gpointer)nx_mailbox_ref, NULL);
    look->found = g_ptr_array_new_with_free_func(free_found);
    look->wake = wake;
    look->user = user;
    look->thread = g_thread_new("nixie-look", look_at_all, look);
    return look;
}

gboolean nx_look_is_done(NxFollowLook *look)
{
    return g_atomic_int_get(&look->done);
}

void nx_look_wait(NxFollowLook *look)
{
    if (look->thread)
        g_thread_join(g_steal_pointer(&look->thread));
}

void nx_look_free(NxFollowLook *look)
{
    if (!look)
        return;
    nx_look_wait(look);
    g_ptr_array_unref(look->mailboxes);
    g_ptr_array_unref(look->found);
    g_free(look);
}
