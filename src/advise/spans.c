#include "advise/spans.h"

void nx_spans_init(NxSpans *spans, gsize size, GDestroyNotify free_counter)
{
    *spans = (NxSpans){.size = size};
    spans->all = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, free_counter);
}

void nx_spans_clear(NxSpans *spans)
{
    g_clear_pointer(&spans->all, g_hash_table_unref);
    spans->last = NULL;
}

gpointer nx_spans_find(const NxSpans *spans, gint64 number)
{
    return g_hash_table_lookup(spans->all, &number);
}

gpointer nx_spans_at(NxSpans *spans, gint64 number)
{
    if (spans->last && *(gint64 *)spans->last == number)
        return spans->last;
    spans->last = nx_spans_find(spans, number);
    if (!spans->last) {
        spans->last = g_malloc0(spans->size);
        *(gint64 *)spans->last = number;
        g_hash_table_insert(spans->all, spans->last, spans->last);
    }
    return spans->last;
}
