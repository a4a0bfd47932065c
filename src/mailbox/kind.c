#include "mailbox/kind.h"

/* A folder is whatever no kind before it has recognised. */
static const NxMailboxKind *const KINDS[] = {&NX_KIND_INPUT, &NX_KIND_MAILDIR, &NX_KIND_FOLDER,
                                             &NX_KIND_MBOX,  &NX_KIND_MESSAGE, NULL};

const NxMailboxKind *const *nx_mailbox_kinds(void)
{
    return KINDS;
}
