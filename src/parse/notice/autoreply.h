/* Vacation notes, challenges, tickets, receipts: programs that answer in the name of the address they answer for. */
#pragma once
#include "parse/notice/answer_forms.h"
#include "parse/notice/notice.h"

G_BEGIN_DECLS

/* By its headers (RFC 3834, RFC 8098), or by how its subject or its first sentence begins. */
gboolean nx_autoreply_is(const NxNotice *notice, const NxAnswerForms *forms);

/* That the message was read, or seen, or deleted (RFC 8098). */
gboolean nx_autoreply_is_receipt(const NxNotice *notice);
/* One of those headers. */
gboolean nx_autoreply_has_header(const NxNotice *notice);

/* What such an answer says of whom it answers for. */
typedef struct {
    NxTime away_until; /* midnight UTC of the day that the absence ends, or on which somebody is back; 0 not known */
    char *new_address; /* NULL: none is told */
    gboolean departed; /* has left for good, or the mailbox is no longer read */
    char *answered;    /* Message-ID of the message that it answers, in brackets; NULL: not told */
} NxAnswerFacts;
/* `arrived`: when the message came; tells the year of a day without one. */
void nx_answer_facts_read(NxAnswerFacts *facts, const NxNotice *notice, const NxAnswerForms *forms, NxTime arrived);
void nx_answer_facts_clear(NxAnswerFacts *facts);

G_END_DECLS
