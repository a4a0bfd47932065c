/* Files that the inspector writes: it never waits for anybody, and writes over nothing unasked. */
#pragma once
#include <glib.h>

typedef enum { NX_OUT_NEW, NX_OUT_REPLACE, NX_OUT_APPEND } NxOutHow;

/* What was typed as a path: blanks around it go, and ~/ is the home. Caller frees. */
char *nx_out_path(const char *typed);
/* May it be written to at all? Not a pipe, which waits for its reader, nor a folder. */
gboolean nx_out_may_write(const char *path, GError **error);
/* Whole or not at all. Of what is appended the first `head` bytes are left out where the file holds something: a line
 * of names stands once. */
gboolean nx_out_write(const char *path, const GString *text, gsize head, NxOutHow how, GError **error);
