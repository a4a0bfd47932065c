/* What the lists say of a name. */
#pragma once
#include <nixie/check.h>

/* What the local part of an address says, and what its domain does; nx_check_lists_notes is both. */
NxCheckNotes nx_check_lists_local_notes(const NxCheckLists *lists, const char *address_key);
NxCheckNotes nx_check_lists_domain_notes(const NxCheckLists *lists, const char *domain);

/* From the mildest. */
typedef enum {
    NX_MX_NONE,
    NX_MX_MAYBE_PARKED, /* by one list alone */
    NX_MX_WEAK,         /* throwaway mail, by one list alone */
    NX_MX_PARKED,       /* of domains that nobody uses */
    NX_MX_DISPOSABLE,
    NX_MX_TYPO_NET
} NxMxClass;
/* The class of a domain's mail servers, by any of them; the worst where they differ. */
NxMxClass nx_check_lists_mx(const NxCheckLists *lists, const char *const *mx);

/* A name that is no slip because many have it: free mail and large providers. */
gboolean nx_check_lists_is_known(const NxCheckLists *lists, const char *domain);
/* All of them, as const char *; borrowed. */
const GPtrArray *nx_check_lists_known(const NxCheckLists *lists);

typedef enum {
    NX_SLIP_NONE,
    NX_SLIP_USUAL, /* said only where DNS says that the domain takes no mail */
    NX_SLIP_KNOWN, /* said without asking */
    NX_SLIP_NEVER, /* it is somebody's name, whatever it looks like */
    NX_N_SLIPS
} NxSlip;
/* What typos.tsv says of a domain; *right gets what was meant, which the caller frees, NULL for NONE and NEVER. */
NxSlip nx_check_lists_slip(const NxCheckLists *lists, const char *domain, char **right);
