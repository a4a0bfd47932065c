/* nixie: making a notice out of a part list. */
#pragma once
#include "charset.h"
#include "notice.h"
#include "original.h"

G_BEGIN_DECLS

typedef struct {
    NxNotice notice; /* owns its texts */
    char **original_recipients;
} NxNoticeBox;

/* `list` and `library` (may be NULL) are borrowed; `status_part` is the 1-based number of the delivery-status part, 0 for none. */
NxNoticeBox *nx_notice_box_new(const NxPartList *list, const NxLibrary *library, guint status_part);
void nx_notice_box_set_original(NxNoticeBox *box, const NxOriginalHeaders *original);
void nx_notice_box_free(NxNoticeBox *box);

G_END_DECLS
