/* Mailboxes for tests: made in a folder of their own, scanned, removed. */
#pragma once
#include <nixie/mailbox.h>

typedef struct {
    char *dir;
} Box;

Box *box_new(void);
void box_free(Box *box); /* with all that is in it */
char *box_path(const Box *box, const char *name);
/* Writes a file, with the folders it needs. `len` -1: up to the NUL. */
void box_write(const Box *box, const char *name, const char *bytes, gssize len);
void box_append(const Box *box, const char *name, const char *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Box, box_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxProblems, nx_problems_free)

/* Opens what must open. */
NxMailbox *box_open(const char *path);
/* Opens what must be refused, with a line that names the path. */
void box_refused(const char *path, NxErrorCode code);
/* The NxPlaces that the scan gives from here on. */
GArray *box_scan(NxMailbox *mailbox, NxProblems *problems);
/* The bytes of a message as text. */
char *box_read(NxMailbox *mailbox, const NxPlace *place);
/* Reading it must fail for having changed. */
void box_changed(NxMailbox *mailbox, const NxPlace *place);
