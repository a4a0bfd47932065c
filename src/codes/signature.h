/* Signatures: the tokens and fixed wordings of mail systems that say more than their code (doc/ARTICLES.md), and the
 * reader of their files, one for each provider or program. */
#pragma once
#include "codes/name.h"
#include <nixie/library.h>

G_BEGIN_DECLS

/* Who has to act; in the order of the table in signature.c. */
typedef enum {
    NX_ACTOR_SENDER,  /* who sends: operator, list owner */
    NX_ACTOR_DNS,     /* who keeps the DNS of the sender's domain or address */
    NX_ACTOR_ACCOUNT, /* who owns the account that sent: it is shut or limited itself */
    NX_ACTOR_ADMIN,   /* the recipient's administrator */
    NX_ACTOR_OWNER,   /* the recipient in person */
    NX_ACTOR_LIST,    /* who owns the list: the address goes */
    NX_ACTOR_NOBODY,  /* it passes, the queue retries */
    NX_N_ACTORS
} NxActor;
const char *nx_actor_name(NxActor actor); /* "recipient-admin" */

/* How well it is known that the text means this. */
typedef enum { NX_SURE_SURE, NX_SURE_LIKELY, NX_SURE_UNSURE, NX_N_SURES } NxSure;
const char *nx_sure_name(NxSure sure);

/* An answer as it is looked through: canonical text (nx_canonical_text), which joins what was wrapped and has
 * placeholders for names and numbers, and folded text, in small letters with single blanks, which has them all. */
enum { NX_SEEN_CANONICAL, NX_SEEN_FOLDED, NX_N_SEEN };
typedef struct {
    char *text[NX_N_SEEN];
    guint *map[NX_N_SEEN]; /* to bytes of the answer */
} NxSignatureText;
void nx_signature_text_init(NxSignatureText *seen, const char *answer);
void nx_signature_text_clear(NxSignatureText *seen);

/* What stands in a text: pieces of it, one behind the other; "" between two of them stands for `*`, letters and digits
 * without a blank. */
typedef struct {
    char *written;            /* as the file has it */
    char **pieces[NX_N_SEEN]; /* empty: not to be found so */
    guint literal;            /* letters and digits of all pieces: the more, the better it tells */
    gboolean token;           /* holds whoever says it; else only of the file's providers and mailers */
} NxSignatureMark;

/* Who is meant by all signatures of a file. */
typedef struct {
    char *file;       /* "microsoft": in front of their names */
    char **providers; /* as reports call them; the file's name where it says none */
    char **mailers;   /* software that writes notices; empty: none */
    char *title[NX_N_LANGS];
} NxSignatureParty;

typedef struct {
    char *name;   /* "microsoft/s3150" */
    char *origin; /* data file */
    guint line;
    const NxSignatureParty *party;
    GPtrArray *texts;   /* char*: as they come */
    GPtrArray *marks;   /* of NxSignatureMark */
    GPtrArray *aliases; /* char*: what people type for it; never looked for in mail */
    char **codes;       /* patterns, as in rules, or "5.7.606-649": the party's own, which tell it alone */
    char **beside;      /* the same: codes beside which words hold; empty: any */
    char **rules;       /* ids of the rules that it explains */
    NxActor actor;
    NxSure sure;
    char *title[NX_N_LANGS];
    char *means[NX_N_LANGS];
    char *avoid[NX_N_LANGS]; /* what not to do; NULL in both or in none */
    GPtrArray *steps[NX_N_LANGS];
    GPtrArray *commands; /* char* */
    GPtrArray *contacts; /* char*: pages and addresses */
    char **related;      /* names of articles */
    GPtrArray *sources;  /* char* */
    char *checked;       /* "2026-11-30" */
} NxSignature;

/* Reads a file; signatures that are wrong are left out, each complained of with file and line. Elements of `into` are
 * NxSignature; NULL if the file says nothing of whose it is. Caller frees the party behind the signatures. */
NxSignatureParty *nx_signatures_read(const NxDataFile *file, GPtrArray *into, NxProblems *problems);
void nx_signature_free(gpointer signature);
void nx_signature_party_free(gpointer party);

/* Is a code among the party's own, among those that its words stand beside, or in an answer that it shows? */
gboolean nx_signature_has_code(const NxSignature *signature, NxStatus status, guint reply);
/* Is one in a list of patterns? */
gboolean nx_signature_codes_fit(char *const *codes, NxStatus status, guint reply);

/* Where a mark stands, in bytes of the answer; FALSE if it does not. */
gboolean nx_signature_mark_find(const NxSignatureMark *mark, const NxSignatureText *seen, guint *at, guint *len);

G_END_DECLS
