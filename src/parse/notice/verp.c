#include "parse/notice/verp.h"
#include "parse/mime/address_list.h"
#include "parse/notice/own.h"

char *nx_verp_read(const NxLibrary *library, const NxNotice *notice)
{
    static const char *const headers[] = {"delivered-to", "x-original-to", "envelope-to", "x-envelope-to",
                                          "x-rcpt-to",    "apparently-to", "to"};
    for (gsize h = 0; h < G_N_ELEMENTS(headers); h++) {
        const char *value;
        for (guint i = 0; (value = nx_notice_header(notice, headers[h], i)) != NULL; i++) {
            g_autoptr(GPtrArray) found = nx_address_list_read(value);
            for (guint k = 0; k < found->len; k++) {
                char *recipient = nx_own_verp_recipient(library, g_ptr_array_index(found, k));
                if (recipient)
                    return recipient;
            }
        }
    }
    return NULL;
}
