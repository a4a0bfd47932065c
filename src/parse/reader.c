/* The reader: what a message is asked for, the surest first, from fields over layouts to running text. */
#include "parse/reader.h"
#include "base/digest.h"
#include "base/line.h"
#include "parse/bounds.h"
#include "parse/fields/dsn.h"
#include "parse/fields/feedback.h"
#include "parse/fields/service.h"
#include "parse/fields/ses.h"
#include "parse/general/general.h"
#include "parse/layout/layout.h"
#include "parse/log/entry.h"
#include "parse/mime/address_list.h"
#include "parse/mime/message_bytes.h"
#include "parse/mime/status_lines.h"
#include "parse/notice/autoreply.h"
#include "parse/notice/forwarded.h"
#include "parse/notice/mailer.h"
#include "parse/notice/nearby_text.h"
#include "parse/notice/return_path.h"
#include "parse/notice/signs.h"
#include "parse/report/assemble.h"
#include "parse/smtp/smtp.h"

struct NxReader {
    NxLibrary *library;
    const NxProviders *providers;
    NxMailers *mailers;
    NxAnswerForms *answers;
    NxWeights *weights;
    NxLayouts *layouts;
};

NxReader *nx_reader_new(const NxLibrary *library, NxProblems *problems)
{
    NxReader *reader = g_new0(NxReader, 1);
    reader->library = nx_library_ref((NxLibrary *)library); /* counted, never changed */
    reader->providers = nx_providers_get();
    reader->mailers = nx_mailers_new(problems);
    reader->answers = nx_answer_forms_new(problems);
    reader->weights = nx_weights_new(problems);
    reader->layouts = nx_layouts_new(library, problems);
    return reader;
}

void nx_reader_free(NxReader *reader)
{
    if (!reader)
        return;
    nx_mailers_free(reader->mailers);
    nx_answer_forms_free(reader->answers);
    nx_weights_free(reader->weights);
    nx_layouts_free(reader->layouts);
    nx_library_unref(reader->library);
    g_free(reader);
}

const NxLibrary *nx_reader_library(const NxReader *reader)
{
    return reader->library;
}

/* ---- One message ------------------------------------------------------------------------------------------------- */

/* Everything that lives while one message is read. */
typedef struct {
    const NxReader *reader;
    NxPartList *list;
    NxReportBuilder *builder;
    NxNoticeMaker *maker;
    NxOriginalHeaders original;
    NxReturnPath path;
    guint part;  /* the delivery-status part, 1-based */
    NxTold told; /* of what is no mail */
    gboolean is_mail;
} Reading;

static gboolean names_somebody(const NxReportBuilder *builder)
{
    for (guint i = 0; i < nx_builder_count(builder); i++)
        if (nx_draft_is_named(nx_builder_get(builder, i)))
            return TRUE;
    return FALSE;
}

/* Nothing is left for the general reader to find out. */
static gboolean says_enough(const NxReportBuilder *builder)
{
    for (guint i = 0; i < nx_builder_count(builder); i++)
        if (nx_diagnostic_is_meagre(nx_draft_get(nx_builder_get(builder, i), NX_DRAFT_DIAGNOSTIC)))
            return FALSE;
    return names_somebody(builder);
}

/* X-Failed-Recipients: what Exim and Google write where there is no delivery-status part. */
static void read_failed_header(Reading *reading)
{
    const char *value;
    for (guint i = 0; (value = nx_notice_header(&reading->maker->notice, "x-failed-recipients", i)) != NULL; i++) {
        g_autoptr(GPtrArray) found = nx_address_list_read(value);
        for (guint k = 0; k < found->len; k++) {
            const char *address = g_ptr_array_index(found, k);
            if (!nx_builder_find(reading->builder, address))
                nx_builder_add_recipient(reading->builder, address, NX_SOURCE_HEADER, NULL);
        }
    }
}

static NxKind read_autoreply(Reading *reading)
{
    NxDraft *draft =
        nx_builder_add_recipient(reading->builder, reading->maker->notice.from_address, NX_SOURCE_HEADER, NULL);
    if (draft)
        nx_draft_set_kind(draft, NX_KIND_AUTOREPLY);
    return NX_KIND_AUTOREPLY;
}

/* The address that the notice came to names the recipient, where its text names nobody. */
static void read_verp(Reading *reading)
{
    if (nx_builder_count(reading->builder) == 0 && reading->path.recipient)
        nx_builder_add_recipient(reading->builder, reading->path.recipient, NX_SOURCE_HEADER, NULL);
}

/* Is it a notice of failure, though it names nobody that could be read? */
static gboolean is_notice(const NxNotice *notice, const NxWeights *weights)
{
    if (notice->signs & (NX_SIGN_REPORT | NX_SIGN_FAILED_HEADER))
        return TRUE;
    if (nx_general_is_other(notice, weights))
        return FALSE;
    if ((notice->signs & (NX_SIGN_NULL_PATH | NX_SIGN_DAEMON)) && (notice->signs & NX_SIGN_SUBJECT))
        return TRUE;
    return nx_general_is_notice(notice, weights);
}

/* What a notice says of whom, by readers in the order of their trust. Returns the kind of a message that names
 * nobody. */
static NxKind read_notice(Reading *reading)
{
    const NxNotice *notice = &reading->maker->notice;
    NxReportBuilder *builder = reading->builder;
    nx_dsn_read(builder, reading->list, nx_signs_are_strong(notice->signs), &reading->part);
    nx_layouts_read(reading->reader->layouts, builder, notice);
    gboolean suffice = nx_signs_suffice(notice->signs);
    if (suffice && !names_somebody(builder))
        read_failed_header(reading);
    if (nx_builder_count(builder) == 0 && nx_autoreply_is(notice, reading->reader->answers)) {
        if (!nx_autoreply_is_receipt(notice) && nx_general_tells_undelivered(notice, reading->reader->weights))
            nx_general_read(builder, notice, reading->reader->weights);
        if (!names_somebody(builder))
            return read_autoreply(reading);
    }
    if (!says_enough(builder))
        nx_general_read(builder, notice, reading->reader->weights);
    if (!is_notice(notice, reading->reader->weights))
        return NX_KIND_NOT_A_BOUNCE;
    read_verp(reading);
    return NX_KIND_UNKNOWN;
}

static NxKind read_recipients(Reading *reading)
{
    const NxNotice *notice = &reading->maker->notice;
    if (nx_feedback_read(reading->builder, notice, &reading->original, &reading->path))
        return NX_KIND_FEEDBACK;
    if (nx_ses_read(reading->builder, notice))
        return NX_KIND_UNKNOWN;
    nx_notice_maker_turn_data(reading->maker);
    if (notice->signs & NX_SIGN_OBSERVED)
        return NX_KIND_NOT_A_BOUNCE;
    /* Somebody quotes a notice: to be looked at, but nobody's bounce. Programs answer, too (RFC 3834 5). */
    if (notice->signs & NX_SIGN_QUOTED && nx_autoreply_is(notice, reading->reader->answers))
        return read_autoreply(reading);
    if (notice->signs & NX_SIGN_QUOTED)
        return notice->has_status || nx_status_lines_quoted_in(notice->text) ? NX_KIND_UNKNOWN : NX_KIND_NOT_A_BOUNCE;
    return read_notice(reading);
}

/* What the fields of a recipient do not tell, the words of the notice do. */
static void settle_kinds(Reading *reading)
{
    NxReportBuilder *builder = reading->builder;
    NxKind kind = NX_KIND_UNKNOWN; /* not asked for yet: the words are counted only where they are needed */
    for (guint i = 0; i < nx_builder_count(builder); i++) {
        NxDraft *draft = nx_builder_get(builder, i);
        if (nx_draft_tells_kind(draft))
            continue;
        if (kind == NX_KIND_UNKNOWN)
            kind = nx_general_kind(&reading->maker->notice, reading->reader->weights) == NX_KIND_DELAY ? NX_KIND_DELAY
                                                                                                       : NX_KIND_BOUNCE;
        nx_draft_set_kind(draft, kind);
    }
}

/* `wrapper`: the message that passes this one on, or NULL. Takes over the builder. */
static NxReport *finish(Reading *reading, const NxNotice *wrapper, NxKind nobody, const NxEnvelope *envelope)
{
    const NxNotice *notice = &reading->maker->notice;
    nx_builder_settle_nameless(reading->builder);
    settle_kinds(reading);
    NxReportSetting setting = {
        .notice = notice,
        .wrapper = wrapper,
        .original = &reading->original,
        .providers = reading->reader->providers,
        .mailer = nx_mailers_find(reading->reader->mailers, notice, nx_builder_fields(reading->builder)),
        .path = &reading->path,
        .envelope = envelope,
        .nobody = nobody,
        .answers = nobody == NX_KIND_AUTOREPLY && reading->is_mail ? reading->reader->answers : NULL,
        .told = reading->is_mail ? NULL : &reading->told,
    };
    NxReport *report = nx_report_assemble(g_steal_pointer(&reading->builder), &setting);
    report->cuts |= reading->list->cuts | notice->cuts;
    report->part = reading->part;
    report->parts = nx_part_list_count(reading->list);
    return report;
}

static void reading_init(Reading *reading, const NxReader *reader, GBytes *lines)
{
    *reading = (Reading){
        .reader = reader, .list = nx_part_list_new(lines), .builder = nx_builder_new(reader->library), .is_mail = TRUE};
    g_free(nx_dsn_text(reading->list, FALSE, &reading->part));
    reading->maker = nx_notice_maker_new(reading->list, reader->library, reading->part);
    nx_original_headers_read(&reading->original, reading->list, reading->maker->notice.text,
                             reading->maker->notice.text_original);
    nx_notice_maker_set_original(reading->maker, &reading->original);
    nx_return_path_read(&reading->path, reader->library, &reading->maker->notice);
}

static void reading_clear(Reading *reading)
{
    nx_original_headers_clear(&reading->original);
    nx_return_path_clear(&reading->path);
    nx_notice_maker_free(reading->maker);
    nx_part_list_free(reading->list);
    if (reading->builder)
        nx_builder_free(reading->builder);
}

/* What a message says that names nobody itself but passes on one that does; NULL if it does not. */
static NxReport *read_forwarded(const Reading *outer, const NxEnvelope *envelope)
{
    const NxNotice *wrapper = &outer->maker->notice;
    g_autoptr(GBytes) message = nx_forwarded_read(wrapper);
    if (!message)
        return NULL;
    g_autoptr(GBytes) lines = nx_message_bytes_normalise(message);
    Reading inner;
    reading_init(&inner, outer->reader, lines);
    NxKind nobody = read_recipients(&inner);
    gboolean tells = nobody != NX_KIND_AUTOREPLY && names_somebody(inner.builder);
    NxReport *report = tells ? finish(&inner, wrapper, nobody, envelope) : NULL;
    if (report)
        report->part = 0; /* of the message that came it is none */
    reading_clear(&inner);
    return report;
}

static gboolean has_header_line(GBytes *lines)
{
    NxBytes rest, line;
    rest.at = g_bytes_get_data(lines, &rest.len);
    while (nx_line_next(&rest, &line) && line.len) {
        const char *colon = memchr(line.at, ':', line.len);
        gsize name = colon ? (gsize)(colon - line.at) : 0;
        if (name > 0 && name < 80 && !memchr(line.at, ' ', name))
            return TRUE;
    }
    return FALSE;
}

/* A notification that was saved as it was posted has no header; it gets one. */
static GBytes *with_header(GBytes *lines)
{
    static const char HEADER[] = "Content-Type: application/json; charset=utf-8\n\n";
    gsize len;
    const char *at = g_bytes_get_data(lines, &len);
    if (!nx_ses_is((NxBytes){at, len}))
        return g_bytes_ref(lines);
    GByteArray *message = g_byte_array_sized_new((guint)(len + sizeof HEADER));
    g_byte_array_append(message, (const guint8 *)HEADER, sizeof HEADER - 1);
    g_byte_array_append(message, (const guint8 *)at, (guint)len);
    return g_byte_array_free_to_bytes(message);
}

static void hash(NxReport *report, GBytes *lines)
{
    gsize len;
    const char *at = g_bytes_get_data(lines, &len);
    nx_sha256(at, len, report->sha256);
}

/* ---- What is no mail --------------------------------------------------------------------------------------------- */

/* Nothing in such an entry is read as the header or the text of a mail: others wrote half of it. So its mail is empty,
 * and what it tells is put into the builder by its own reader. */
static void reading_init_empty(Reading *reading, const NxReader *reader)
{
    static const char EMPTY[] = "MIME-Version: 1.0\n\n";
    g_autoptr(GBytes) lines = g_bytes_new_static(EMPTY, sizeof EMPTY - 1);
    reading_init(reading, reader, lines);
    reading->is_mail = FALSE;
}

static NxReport *read_log(const NxReader *reader, GBytes *message, const NxEnvelope *envelope)
{
    Reading reading;
    NxBytes lines;
    NxLogEntry entry;
    lines.at = g_bytes_get_data(message, &lines.len);
    reading_init_empty(&reading, reader);
    nx_log_entry_read(&entry, reading.builder, lines, reader->library, envelope->now);
    reading.told = (NxTold){lines, entry.at, entry.is_own};
    NxReport *report = finish(&reading, NULL, NX_KIND_UNKNOWN, envelope);
    lines = nx_log_entry_line(lines); /* which lines told of the message depends on where reading began */
    g_autoptr(GBytes) line = g_bytes_new_from_bytes(message, g_bytes_get_size(message) - lines.len, lines.len);
    hash(report, line);
    reading_clear(&reading);
    return report;
}

/* A notification says in fields what a mail says in words; one of SES may be torn. */
static NxReport *read_json(const NxReader *reader, GBytes *message, const NxEnvelope *envelope, GError **error)
{
    Reading reading;
    NxBytes bytes;
    NxServiceEvent event;
    bytes.at = g_bytes_get_data(message, &bytes.len);
    reading_init_empty(&reading, reader);
    g_autofree char *text = nx_text_from_utf8(bytes.at, (gssize)bytes.len);
    gboolean known = nx_service_read(&event, reading.builder, bytes);
    NxReport *report = NULL;
    if (nx_ses_read_text(reading.builder, text) || known) {
        reading.told = (NxTold){bytes, event.at, FALSE};
        report = finish(&reading, NULL, event.nobody, envelope);
        hash(report, message);
    } else {
        g_set_error_literal(error, NX_ERROR, NX_ERROR_NO_MAILBOX,
                            nx_tr("is no notification of a service that is known"));
    }
    reading_clear(&reading);
    return report;
}

/* ---- A message --------------------------------------------------------------------------------------------------- */

static NxReport *read_mail(const NxReader *reader, GBytes *message, const NxEnvelope *envelope, GError **error)
{
    g_autoptr(GBytes) lines = nx_message_bytes_normalise(message);
    if (g_bytes_get_size(lines) == 0) {
        g_set_error_literal(error, NX_ERROR, NX_ERROR_EMPTY, nx_tr("the message is empty"));
        return NULL;
    }
    g_autoptr(GBytes) whole = with_header(lines);
    if (!has_header_line(whole)) {
        g_set_error_literal(error, NX_ERROR, NX_ERROR_NO_MAILBOX, nx_tr("no header line: this is no message"));
        return NULL;
    }
    Reading reading;
    reading_init(&reading, reader, whole);
    NxKind nobody = read_recipients(&reading);
    NxReport *report = names_somebody(reading.builder) ? NULL : read_forwarded(&reading, envelope);
    if (report)
        report->cuts |= reading.list->cuts | reading.maker->notice.cuts;
    else
        report = finish(&reading, NULL, nobody, envelope);
    report->cuts |= g_bytes_get_size(message) > NX_MAX_MESSAGE ? NX_CUT_BIT(NX_CUT_MESSAGE) : 0;
    hash(report, lines);
    reading_clear(&reading);
    return report;
}

NxReport *nx_reader_read(const NxReader *reader, GBytes *message, const NxEnvelope *envelope, GError **error)
{
    switch (envelope->entry) {
    case NX_ENTRY_MAIL: return read_mail(reader, message, envelope, error);
    case NX_ENTRY_LOG: return read_log(reader, message, envelope);
    case NX_ENTRY_JSON: return read_json(reader, message, envelope, error);
    }
    g_assert_not_reached();
}
