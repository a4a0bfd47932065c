/* What speaks for a notice of a mail system, and for an address being its recipient, and how much: general.weights. */
#pragma once
#include <nixie/error.h>

G_BEGIN_DECLS

/* Sections of general.weights, and what they are called there: "[notice report]". What holds is found by evidence.c for
 * a notice, by score.c for an address; of places the first one that holds counts. */
#define NX_WEIGHTS(X)                                                                                                  \
    X(REPORT, "notice", "report")                                                                                      \
    X(NULL_PATH, "notice", "null-path")                                                                                \
    X(DAEMON, "notice", "daemon")                                                                                      \
    X(SUBJECT, "notice", "subject")                                                                                    \
    X(AUTO, "notice", "auto")                                                                                          \
    X(FAILED_HEADER, "notice", "failed-header")                                                                        \
    X(RETURNED, "notice", "returned")                                                                                  \
    X(SPEAKS, "notice", "speaks")                                                                                      \
    X(LISTS, "notice", "lists")                                                                                        \
    X(CODES, "notice", "codes")                                                                                        \
    X(REFUSED_COMMAND, "place", "refused-command")                                                                     \
    X(COMMAND, "place", "command")                                                                                     \
    X(LABEL, "place", "label")                                                                                         \
    X(HEADING, "place", "heading")                                                                                     \
    X(REPLY, "place", "reply")                                                                                         \
    X(SENTENCE, "place", "sentence")                                                                                   \
    X(FAILED_LABEL, "address", "failed-label")                                                                         \
    X(LABEL_TOLD, "address", "label-told")                                                                             \
    X(RECORD, "address", "record")                                                                                     \
    X(HEADING_TOLD, "address", "heading-told")                                                                         \
    X(TROUBLED, "address", "troubled")                                                                                 \
    X(BRACKETED, "address", "bracketed")                                                                               \
    X(ANNOUNCED, "address", "announced")                                                                               \
    X(ANNOUNCED_ABOVE, "address", "announced-above")                                                                   \
    X(ANNOUNCED_VAGUELY, "address", "announced-vaguely")                                                               \
    X(TO_WORD, "address", "to-word")                                                                                   \
    X(ADDRESSED, "address", "addressed")                                                                               \
    X(FAILS, "address", "fails")                                                                                       \
    X(CONFIRMED, "address", "confirmed")                                                                               \
    X(NOTICE_TELLS, "address", "notice-tells")                                                                         \
    X(DESK, "address", "desk")                                                                                         \
    X(DESK_TOLD, "address", "desk-told")                                                                               \
    X(RETURN_PATH, "address", "return-path")                                                                           \
    X(QUOTED, "address", "quoted")                                                                                     \
    X(ENOUGH_NOTICE, "enough", "notice")                                                                               \
    X(ENOUGH_RECIPIENT, "enough", "recipient")                                                                         \
    X(ENOUGH_IN_DOUBT, "enough", "in-doubt")                                                                           \
    X(ENOUGH_OWN, "enough", "own")
#define NX_WEIGHT_ENUM(id, section, name) NX_WEIGHT_##id,
typedef enum { NX_WEIGHTS(NX_WEIGHT_ENUM) NX_N_WEIGHTS } NxWeightName;

/* What holds of a notice or an address: a bit for each. */
typedef guint64 NxCircumstances;
#define NX_HOLDS(id) (G_GUINT64_CONSTANT(1) << NX_WEIGHT_##id)

typedef struct {
    gint weight;     /* of "enough": the sum from which on it is one */
    char *why;       /* owned, as the others */
    char *example;   /* a message, or the text of one, for which it holds and decides: see general.weights */
    char *near_miss; /* one for which it does not hold */
} NxWeight;

typedef struct {
    NxWeight all[NX_N_WEIGHTS];
} NxWeights;

/* The embedded table. A section that is wrong is complained of with file and line, and so is one that is not there;
 * they weigh nothing. */
NxWeights *nx_weights_new(NxProblems *problems);
/* The same out of `bytes`. */
NxWeights *nx_weights_read(GBytes *bytes, NxProblems *problems);
void nx_weights_free(NxWeights *weights);

gint nx_weights_sum(const NxWeights *weights, NxCircumstances holds);
/* Is it the sum that one of "enough" asks for, or more? */
gboolean nx_weights_reach(const NxWeights *weights, NxCircumstances holds, NxWeightName enough);
/* "notice report", as the section is called. Caller frees. */
char *nx_weight_section(NxWeightName name);

G_END_DECLS
