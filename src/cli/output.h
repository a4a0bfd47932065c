/* What the commands write: lines for people, made safe for a terminal, and bytes for programs, as they are. */
#pragma once
#include <glib.h>

void nx_output_set_up(gboolean ascii);
gboolean nx_output_is_ascii(void);
/* Columns of the terminal; 80 where there is none. */
guint nx_output_width(void);

/* One line on standard output; whatever is in it, it stays one line. */
void nx_say(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Appends `text`, made safe, and blanks up to `cells`; behind it, or in front of it where `right`. */
void nx_pad(GString *line, const char *text, guint cells, gboolean right);
/* Bytes on standard output. */
void nx_put(const char *bytes, gsize len);
/* JSON, and other text that was made safe already, likewise; in ASCII where nothing else is to be written. */
void nx_put_json(const char *json);
void nx_put_safe(const char *safe);
/* "nixie: ..." as one line on standard error. */
void nx_complain(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Sees to it that all is written; FALSE (and said) if it could not be. */
gboolean nx_output_flush(void);
/* The same, and that the file it goes to is closed without an error, which a network or a quota may tell only then.
 * More may be written. */
gboolean nx_output_close(void);
