/* A look at what others have done to mailboxes that were read, on a thread of its own: folders may be large. */
#pragma once
#include <nixie/catalog.h>

typedef struct {
    NxMailbox *mailbox; /* owned */
    NxNews news;
    GError *error; /* what could not be taken up; NULL: nothing */
} NxFollowFound;

typedef struct NxFollowLook NxFollowLook;
struct NxFollowLook {
    GPtrArray *mailboxes; /* NxMailbox *, owned: to be looked at */
    GPtrArray *found;     /* NxFollowFound *: those that have news; the looker's until it is done */
    gint done;            /* atomic */
    NxWake wake;          /* may be NULL */
    gpointer user;
    GThread *thread;
};

NxFollowLook *nx_look_new(const GPtrArray *mailboxes, NxWake wake, gpointer user);
gboolean nx_look_is_done(NxFollowLook *look);
void nx_look_wait(NxFollowLook *look);
/* Waits for it, too. */
void nx_look_free(NxFollowLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxFollowLook, nx_look_free)
