/* A list of fields with a hash of each name: there are some thirty, which are passed sooner than a table is made. */
#include "parse/notice/headers.h"
#include "parse/mime/header_text.h"

typedef struct {
    guint32 hash;
    const NxHeader *header;
    char *text, *lower; /* NULL: nobody asked yet */
} Field;

struct NxHeaders {
    const NxPartList *list;
    guint n;
    Field fields[];
};

static guint32 hash_name(const char *name)
{
    guint32 hash = 5381;
    for (; *name; name++)
        hash = hash * 33 + ((guchar)*name | 0x20u); /* of letters the small one */
    return hash;
}

NxHeaders *nx_headers_new(const NxPartList *list, const NxPart *part)
{
    NxHeaders *headers = g_malloc0(sizeof *headers + part->n_headers * sizeof(Field));
    headers->list = list;
    headers->n = part->n_headers;
    for (guint i = 0; i < headers->n; i++) {
        headers->fields[i].header = &g_array_index(list->headers, NxHeader, part->first_header + i);
        headers->fields[i].hash = hash_name(headers->fields[i].header->name);
    }
    return headers;
}

void nx_headers_free(NxHeaders *headers)
{
    for (guint i = 0; headers && i < headers->n; i++) {
        g_free(headers->fields[i].text);
        g_free(headers->fields[i].lower);
    }
    g_free(headers);
}

/* With its text. */
static Field *find(NxHeaders *headers, const char *name, guint nth)
{
    guint32 hash = hash_name(name);
    for (guint i = 0; i < headers->n; i++) {
        Field *field = &headers->fields[i];
        if (field->hash != hash || g_ascii_strcasecmp(field->header->name, name) != 0 || nth-- > 0)
            continue;
        if (!field->text)
            field->text = nx_header_text(nx_part_list_bytes(headers->list, field->header->value));
        return field;
    }
    return NULL;
}

const char *nx_headers_get(NxHeaders *headers, const char *name, guint nth)
{
    const Field *field = find(headers, name, nth);
    return field ? field->text : NULL;
}

const char *nx_headers_get_lower(NxHeaders *headers, const char *name, guint nth)
{
    Field *field = find(headers, name, nth);
    if (field && !field->lower)
        field->lower = g_ascii_strdown(field->text, -1);
    return field ? field->lower : NULL;
}

guint nx_headers_count(const NxHeaders *headers)
{
    return headers->n;
}

const char *nx_headers_name(const NxHeaders *headers, guint i)
{
    return headers->fields[i].header->name;
}
