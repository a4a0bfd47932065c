/* Signatures as articles. */
#pragma once
#include "codes/article_store.h"
#include "codes/signatures.h"

G_BEGIN_DECLS

/* The article of a signature in a language, its computed sections included; caller frees. */
NxArticle *nx_signature_article(const NxCodes *codes, const NxSignature *signature, NxLang lang);

G_END_DECLS
