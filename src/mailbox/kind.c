/* The kinds, in the order in which they are asked. */
#include "mailbox/kind.h"

/* A folder is whatever no kind before it has recognised. */
static const NxMailboxKind *const KINDS[] = {&NX_MAILBOX_KIND_INPUT,  &NX_MAILBOX_KIND_MAILDIR,
                                             &NX_MAILBOX_KIND_MH,     &NX_MAILBOX_KIND_FOLDER,
                                             &NX_MAILBOX_KIND_PACKED, &NX_MAILBOX_KIND_MBOX,
                                             &NX_MAILBOX_KIND_JSON,   &NX_MAILBOX_KIND_MESSAGE,
                                             &NX_MAILBOX_KIND_LOG,    NULL};

const NxMailboxKind *const *nx_mailbox_kinds(void)
{
    return KINDS;
}
