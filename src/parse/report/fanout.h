/* Did another address fail than the one that was mailed? Mail systems tell it in different ways: by Original-Recipient,
 * by a name in brackets, or not at all, so that only To of the returned message shows it. */
#pragma once
#include <nixie/report.h>

G_BEGIN_DECLS

/* Are these two names of one mailbox: "ann@example.com" and "Ann+news@store.example.com"? A system that rewrites its
 * own addresses has no list behind them. Address keys. */
gboolean nx_fanout_is_rewrite(const char *key, const char *other);
/* Marks recipients of which others failed: the same address twice, with other targets, or once as failed and once as
 * delivered. */
void nx_fanout_mark_repeated(NxRecipient *recipients, guint n);

G_END_DECLS
