/* Which signature an event bears. */
#include "codes/article_store.h"

const NxArticle *nx_codes_signature(const NxCodes *codes, const NxReport *report, guint i, const NxVerdict *verdict,
                                    const char *lang, NxEvidenceField *field, guint *at, guint *len)
{
    const NxRecipient *recipient = report && i < report->n_recipients ? &report->recipients[i] : NULL;
    const char *note = recipient && recipient->note ? recipient->note : report ? report->text : NULL;
    const char *diagnostic = recipient && recipient->diagnostic ? recipient->diagnostic : NULL;
    NxSpoken said = {.text = diagnostic ? diagnostic : note,
                     .provider = recipient ? recipient->provider : NULL,
                     .mailer = recipient ? recipient->mailer : NULL,
                     .rule = verdict->rule_origin ? verdict->rule : NULL,
                     .status = nx_verdict_status(verdict),
                     .reply = verdict->reply_code};
    const NxSignature *signature = nx_signatures_said(codes->signatures, &said, at, len);
    if (field)
        *field = diagnostic ? NX_EVIDENCE_DIAGNOSTIC : NX_EVIDENCE_NOTE;
    return signature ? nx_codes_find(codes, signature->name, lang) : NULL;
}
