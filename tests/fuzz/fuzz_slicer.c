/* Any bytes as a message: what the slicer cuts, GMime sees as well. */
#include "fuzz/fuzz.h"
#include "parse/mime/part_fill.h"

static void check_extent(NxExtent one, NxExtent two)
{
    g_assert_cmpuint(one.buffer, ==, two.buffer);
    g_assert_cmpuint(one.at, ==, two.at);
    g_assert_cmpuint(one.len, ==, two.len);
}

static void check_part(const NxPartList *sliced, const NxPartList *list, guint i)
{
    const NxPart *one = nx_part_list_get(sliced, i), *two = nx_part_list_get(list, i);
    g_assert_cmpstr(one->type, ==, two->type);
    g_assert_cmpstr(one->charset, ==, two->charset);
    g_assert_cmpint(one->encoding, ==, two->encoding);
    g_assert_cmpuint(one->parent, ==, two->parent);
    g_assert_cmpuint(one->end, ==, two->end);
    g_assert_cmpint(one->message, ==, two->message);
    g_assert_cmpint(one->broken, ==, two->broken);
    check_extent(one->headers, two->headers);
    check_extent(one->body, two->body);
    g_assert_cmpuint(one->n_headers, ==, two->n_headers);
    g_assert_cmpuint(one->n_params, ==, two->n_params);
    for (guint k = 0; k < one->n_params; k++) {
        const NxParam *cut = &g_array_index(sliced->params, NxParam, one->first_param + k),
                      *read = &g_array_index(list->params, NxParam, two->first_param + k);
        g_assert_cmpstr(cut->name, ==, read->name);
        g_assert_cmpstr(cut->value, ==, read->value);
    }
    for (guint k = 0; k < one->n_headers; k++) {
        const NxHeader *cut = &g_array_index(sliced->headers, NxHeader, one->first_header + k),
                       *read = &g_array_index(list->headers, NxHeader, two->first_header + k);
        g_assert_cmpstr(cut->name, ==, read->name);
        check_extent(cut->value, read->value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    NxPartList *sliced = nx_part_list_by_slicer(bytes);
    if (!sliced)
        return 0;
    NxPartList *list = nx_part_list_by_gmime(bytes);
    g_assert_cmpuint(sliced->cuts, ==, list->cuts);
    g_assert_cmpuint(nx_part_list_count(sliced), ==, nx_part_list_count(list));
    for (guint i = 0; i < nx_part_list_count(list); i++)
        check_part(sliced, list, i);
    nx_part_list_free(sliced);
    nx_part_list_free(list);
    return 0;
}
