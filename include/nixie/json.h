/* Writes JSON (RFC 8259). Members and elements come in the order of the calls, each with the comma in front of it where
 * one is due; what is not known is null. A terminal can show what is written: all that it would obey, or that nobody
 * would see, is escaped. */
#pragma once
#include <nixie/time.h>

G_BEGIN_DECLS

/* `name` is that of a member; NULL for an element of a list, and for the whole. */
void nx_json_object_open(GString *out, const char *name);
void nx_json_object_close(GString *out);
void nx_json_list_open(GString *out, const char *name);
void nx_json_list_close(GString *out);
void nx_json_text(GString *out, const char *name, const char *value); /* NULL is null */
void nx_json_number(GString *out, const char *name, gint64 value);
void nx_json_flag(GString *out, const char *name, gboolean value);
void nx_json_time(GString *out, const char *name, NxTime value); /* RFC 3339 in UTC; unknown is null */
void nx_json_null(GString *out, const char *name);
/* A list of texts, which ends with NULL; NULL is an empty one. */
void nx_json_texts(GString *out, const char *name, const char *const *values);

/* The same JSON in ASCII alone: what is not stands only in strings, and can be escaped there. Caller frees. */
char *nx_json_ascii(const char *json);

G_END_DECLS
