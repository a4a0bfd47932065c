/* A list is made by the slicer, or by GMime where that hands over. */
#include "parse/mime/message_bytes.h"
#include "parse/mime/part_fill.h"
#include <gmime/gmime.h>

static NxPartList *list_new(GBytes *message)
{
    static gsize ready = 0;
    if (g_once_init_enter(&ready)) {
        g_mime_init();
        g_once_init_leave(&ready, 1);
    }
    NxPartList *list = g_new0(NxPartList, 1);
    list->buffers = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    list->parts = g_array_new(FALSE, TRUE, sizeof(NxPart));
    list->headers = g_array_new(FALSE, TRUE, sizeof(NxHeader));
    list->params = g_array_new(FALSE, TRUE, sizeof(NxParam));
    list->strings = g_string_chunk_new(1024);
    g_autoptr(GBytes) lines = nx_message_bytes_normalise(message);
    g_ptr_array_add(list->buffers, nx_message_bytes_bound(lines, &list->cuts));
    return list;
}

NxPartList *nx_part_list_by_gmime(GBytes *message)
{
    NxPartList *list = list_new(message);
    nx_parts_by_gmime(list, 0, NX_NO_PART, 0);
    return list;
}

NxPartList *nx_part_list_by_slicer(GBytes *message)
{
    NxPartList *list = list_new(message);
    if (!nx_parts_by_slicer(list))
        g_clear_pointer(&list, nx_part_list_free);
    return list;
}

NxPartList *nx_part_list_new(GBytes *message)
{
    NxPartList *list = list_new(message);
    if (!nx_parts_by_slicer(list)) {
        g_array_set_size(list->parts, 0);
        g_array_set_size(list->headers, 0);
        g_array_set_size(list->params, 0);
        nx_parts_by_gmime(list, 0, NX_NO_PART, 0);
    }
    nx_part_list_drop_half_line(list);
    return list;
}

void nx_part_list_free(NxPartList *list)
{
    if (!list)
        return;
    g_ptr_array_unref(list->buffers);
    g_array_unref(list->parts);
    g_array_unref(list->headers);
    g_array_unref(list->params);
    g_string_chunk_free(list->strings);
    g_free(list);
}
