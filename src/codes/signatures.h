/* All signatures: found by name, by the text of an answer, and by what somebody types. */
#pragma once
#include "codes/signature.h"
#include <nixie/verdict.h>

G_BEGIN_DECLS

typedef struct NxSignatures NxSignatures;
/* Ours and the user's (signatures.d), the user's first. Immutable, any thread. */
NxSignatures *nx_signatures_new(const NxLibrary *library, NxProblems *problems);
void nx_signatures_free(NxSignatures *signatures);
guint nx_signatures_count(const NxSignatures *signatures);
const NxSignature *nx_signatures_at(const NxSignatures *signatures, guint i);
/* NULL if there is none of that name, "microsoft/s3150". */
const NxSignature *nx_signatures_find(const NxSignatures *signatures, const char *name);
/* The title of a file of signatures, "Postfix"; NULL if there is no such file or it has none. */
const char *nx_signatures_party(const NxSignatures *signatures, const char *file, NxLang lang);

/* What is known of an answer. */
typedef struct {
    const char *text;     /* as it stands in the notice; may be NULL */
    const char *provider; /* who wrote it; NULL: not known */
    const char *mailer;   /* the software that wrote the notice; NULL: not known */
    const char *rule;     /* that decided; NULL: none */
    NxStatus status;
    guint reply;
} NxSpoken;
/* The signature of an answer: the party's own words before a token of anybody, that before the one signature that the
 * rule has, and last what the party means by the code. Of two the one whose rule decided, else the longer text. NULL
 * if there is none. *at and *len (may be NULL) get where its words stand in the text, in bytes; 0 length: nowhere. */
const NxSignature *nx_signatures_said(const NxSignatures *signatures, const NxSpoken *said, guint *at, guint *len);

/* What somebody types, against tokens and aliases, against wordings that hold for a party alone, or against what holds
 * it. Elements are borrowed NxSignature, best first; the caller frees the array. */
typedef enum { NX_TYPED_TOKEN = 1, NX_TYPED_WORDS, NX_TYPED_PART } NxTyped;
GPtrArray *nx_signatures_typed(const NxSignatures *signatures, const char *typed, NxTyped how);

G_END_DECLS
