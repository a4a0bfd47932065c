/* Writes JSON on one line (RFC 8259). Members are written in the order of the calls; what is not known is null. */
#pragma once
#include <glib.h>

/* Every call writes the comma in front of it where one is due. */
void nx_json_open(GString *out);  /* { */
void nx_json_close(GString *out); /* } */
void nx_json_text(GString *out, const char *name, const char *value);
void nx_json_number(GString *out, const char *name, gint64 value);
void nx_json_list(GString *out, const char *name, const char *const *values);
