/* Scopes: which addresses a key would act on, and what an operator must be told of them first. */
#pragma once
#include "tui/model/model.h"

typedef enum {
    NX_SCOPE_SELECTION,
    NX_SCOPE_TAGGED,
    NX_SCOPE_RANGE,
    NX_SCOPE_GROUP,
    NX_SCOPE_SHOWN, /* all that is listed */
    NX_SCOPE_NAMED  /* typed */
} NxScopeKind;

typedef struct NxScope NxScope;
struct NxScope {
    NxScopeKind kind;
    char *name;                  /* of the group */
    GArray *addresses;           /* all, distinct */
    GArray *shown;               /* those that the limit does not hide */
    guint nobody;                /* events without an address among what was meant */
    guint classes[NX_N_CLASSES]; /* of all, by the event that decides */
    guint decided[NX_N_DECISIONS];
    guint n_protected;
    guint hidden;
    gboolean is_elsewhere; /* one tagged address, and the selection is another */
    NxScope *tagged;       /* what else may be meant where one stands on something else, or NULL */
};

/* Takes `addresses` over. */
NxScope *nx_scope_new(NxModel *model, NxScopeKind kind, const char *name, GArray *addresses, guint nobody);
void nx_scope_free(NxScope *scope);
/* The tagged, out of a scope that is not about them; the scope goes. */
NxScope *nx_scope_take_tagged(NxScope *scope);
/* Must the operator be asked? From two addresses on, and where one is hidden, protected or not the selected one. */
gboolean nx_scope_asks(const NxScope *scope, NxDecision decision);
/* "33 hard, 4 soft". Caller frees. */
char *nx_scope_classes(const NxScope *scope);
/* The event whose advice is the address's, else its last. */
guint32 nx_scope_event(const NxModel *model, guint32 address);
