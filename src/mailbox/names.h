/* The names of the files in a Maildir or a folder, kept small: there may be a million. */
#pragma once
#include <nixie/mailbox.h>
#include <glib.h>

typedef struct NxNames NxNames;

/* `dir` is the folder, it stays the caller's. */
NxNames *nx_names_new(int dir, gboolean maildir);
void nx_names_free(NxNames *names);
/* How base names are sorted from here on; byte order otherwise. */
void nx_names_set_order(NxNames *names, int (*order)(const char *a, const char *b));
/* Lists what is there and was not listed before, behind the names there are, each time in byte order of base names. */
gboolean nx_names_list(NxNames *names, GError **error);
/* The same of what was listed before, with what went since then; `news` borrows it until the next time. */
gboolean nx_names_list_again(NxNames *names, NxNews *news, GError **error);
/* The same for the first time: NX_ERROR_EMPTY if there is nothing. */
gboolean nx_names_list_some(NxNames *names, GError **error);
guint nx_names_count(const NxNames *names);
/* The next of them, "cur/NAME", "new/NAME" or "NAME", which lives as long as `names`; NULL behind the last. */
const char *nx_names_next(NxNames *names);
guint nx_names_given(const NxNames *names); /* how many of them nx_names_next gave */
/* The one that nx_names_next gave last was not taken in: it is not known, and the next listing gives it again. `stamp`
 * tells what stood there (nx_file_stamp), 0: nothing; nx_names_next passes over it while that has not changed. */
void nx_names_refuse(NxNames *names, guint64 stamp);
/* Has a file come or gone since the last listing? */
gboolean nx_names_have_news(NxNames *names);
/* The same by the folders' times alone: quick, and blind to what happens within one tick of the clock. */
gboolean nx_names_changed(const NxNames *names);
/* The name under which the Maildir file `name` is listed, whatever its flags and folder are; NULL if it is not. */
const char *nx_names_find(NxNames *names, const char *name);

/* Where the base name begins. */
const char *nx_name_base(const char *name);
/* Length of a Maildir base name without its flags. */
gsize nx_name_unique_len(const char *base);
