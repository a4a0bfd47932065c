/* Making a notice out of a part list. */
#pragma once
#include "parse/notice/notice.h"
#include "parse/notice/original.h"

G_BEGIN_DECLS

typedef struct {
    NxNotice notice; /* owns its texts */
    char **original_recipients, **original_lists;
    char *original_list_id;
} NxNoticeMaker;

/* `list` and `library` (may be NULL) are borrowed; `status_part` is the 1-based number of the delivery-status part, 0
 * for none. */
NxNoticeMaker *nx_notice_maker_new(const NxPartList *list, const NxLibrary *library, guint status_part);
void nx_notice_maker_set_original(NxNoticeMaker *maker, const NxOriginalHeaders *original);
/* What is attached as text is read where the text itself names nobody, and text that is JSON or XML is turned to lines
 * (parse/mime/data_text.h), once the readers of services' own forms have seen it. */
void nx_notice_maker_turn_data(NxNoticeMaker *maker);
void nx_notice_maker_free(NxNoticeMaker *maker);

G_END_DECLS
