/* Looks at each address that the notice may have come to, the surest first. */
#include "parse/notice/return_path.h"
#include "parse/mime/address_list.h"
#include "parse/notice/own.h"

void nx_return_path_clear(NxReturnPath *path)
{
    g_clear_pointer(&path->recipient, g_free);
}

void nx_return_path_read_address(NxReturnPath *path, const NxLibrary *library, const char *address)
{
    g_auto(NxVerp) verp = {0};
    if (!address || path->recipient || !nx_own_verp(library, address, &verp) || verp.forged)
        return;
    path->recipient = g_steal_pointer(&verp.recipient);
    path->keyed = verp.keyed;
}

typedef struct {
    const NxLibrary *library;
    NxReturnPath *path;
    NxTime arrived;
    gboolean is_signed;
} Search;

/* Calls `look` for every address that the notice may have come to. */
static void search(Search *search, const NxNotice *notice, void (*look)(Search *search, const char *address))
{
    static const char *const HEADERS[] = {"delivered-to", "x-original-to", "envelope-to", "x-envelope-to",
                                          "x-rcpt-to",    "apparently-to", "to"};
    for (gsize h = 0; h < G_N_ELEMENTS(HEADERS); h++) {
        const char *value;
        for (guint i = 0; (value = nx_notice_header(notice, HEADERS[h], i)) != NULL; i++) {
            g_autoptr(GPtrArray) found = nx_address_list_read(value);
            for (guint k = 0; k < found->len; k++)
                look(search, g_ptr_array_index(found, k));
        }
    }
}

static void look_for_form(Search *search, const char *address)
{
    nx_return_path_read_address(search->path, search->library, address);
}

static void look_for_tag(Search *search, const char *address)
{
    search->is_signed = search->is_signed || nx_own_is_signed(search->library, address, search->arrived);
}

void nx_return_path_read(NxReturnPath *path, const NxLibrary *library, const NxNotice *notice)
{
    Search all = {.library = library, .path = path};
    search(&all, notice, look_for_form);
}

gboolean nx_return_path_is_signed(const NxLibrary *library, const NxNotice *notice, NxTime arrived)
{
    Search all = {.library = library, .arrived = arrived};
    search(&all, notice, look_for_tag);
    return all.is_signed;
}
