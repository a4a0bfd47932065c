/* Fields in groups, as delivery-status (RFC 3464 2.1) and feedback-report (RFC 5965 3) parts have them, read
 * leniently; and the typed values in them. */
#pragma once
#include <nixie/report.h>

G_BEGIN_DECLS

/* One group: NxField values in their order. */
typedef struct {
    GArray *fields; /* of NxField; strings live in the set */
} NxFieldGroup;

typedef struct {
    GPtrArray *groups; /* of NxFieldGroup, none empty */
    GStringChunk *strings;
    NxCuts cuts; /* what is left out */
} NxFieldSet;

/* Reads text: groups end at a blank line, and where a per-recipient field comes a second time. Lines that are no field
 * are passed over. */
NxFieldSet *nx_field_set_new(const char *text);
void nx_field_set_free(NxFieldSet *set);

/* The first (nth 0) field of that name, any case; NULL if there is none. */
const char *nx_field_group_get(const NxFieldGroup *group, const char *name, guint nth);

/* "type; value" (RFC 3464 2.1.2): the type in lower case, NULL where there is none; comments outside quotes go unless
 * `keep_comments`. Caller frees both. */
char *nx_field_typed(const char *value, gboolean keep_comments, char **type);
/* An address by its type: xtext and \x{HEX} (RFC 6533) decoded, angle brackets gone. NULL for what is empty. Caller
 * frees. */
char *nx_field_address(const char *value, char **type);
/* A host: the value of a typed field, "[192.0.2.1]" kept, lower case, no trailing dot. Caller frees. */
char *nx_field_host(const char *value);
/* What stands behind the code of a Status, without the brackets of a comment: "5.1.2 (550 No such domain)". NULL where
 * there is nothing. Caller frees. */
char *nx_field_status_words(const char *value);
/* Failed, delayed, ...; also as misspelt in the wild. NX_ACTION_NONE for what is none. */
NxAction nx_field_action(const char *value);
/* An RFC 5322 date; 0 where it is none. */
NxTime nx_field_date(const char *value);
/* xtext (RFC 3461 4): "+HH" to the character, where it is printable. Caller frees. */
char *nx_field_xtext(const char *value);

G_END_DECLS
