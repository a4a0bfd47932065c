/* Notices of programs that show nothing in their headers: words, in many languages, tables and records tell what they
 * are. And mail of people and of other programs that uses the same words. */
#include "parse/general/table.h"
#include "reports.h"

typedef struct {
    const char *name, *headers, *body;
    const char *want; /* recipients joined by a blank, "" for none: then it is no bounce */
    NxKind kind;
} Case;

#define FROM "From: Office <office@sender.example>\nTo: me@sender.example\n"
#define MACHINE(subject) FROM "Subject: " subject "\n"

static const Case CASES[] = {
    /* languages */
    {"cs", MACHINE("Nedoručitelná zpráva"),
     "Vaši zprávu se nepodařilo doručit těmto příjemcům:\n\nann@example.com\n   schránka neexistuje\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"sk", MACHINE("Správa nebola doručená"),
     "Vaša správa nebola doručená príjemcovi ann@example.com.\nDôvod: schránka neexistuje\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"hu", MACHINE("Kézbesíthetetlen levél"),
     "Az Ön levelét nem sikerült kézbesíteni a következő címzettnek:\n\nann@example.com\n\nHiba: ismeretlen\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"ro", MACHINE("Mesajul nu a putut fi livrat"),
     "Mesajul dumneavoastră nu a putut fi livrat următorului destinatar:\n\n ann@example.com\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"bg", MACHINE("Неуспешно доставяне"),
     "Вашето съобщение не можа да бъде доставено до:\n\nann@example.com\n\nПричина: няма такъв потребител\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"uk", MACHINE("Повідомлення не доставлено"),
     "Ваше повідомлення не вдалося доставити отримувачу ann@example.com.\n", "ann@example.com", NX_KIND_BOUNCE},
    {"ru, delayed", MACHINE("Письмо ещё не доставлено"),
     "Ваше письмо для ann@example.com пока не удалось доставить. Попытки будут продолжены.\n", "ann@example.com",
     NX_KIND_DELAY},
    {"el", MACHINE("Αδυναμία παράδοσης"),
     "Το μήνυμά σας δεν ήταν δυνατό να παραδοθεί στον παραλήπτη:\n\nann@example.com\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"sv", MACHINE("Ditt meddelande kunde inte levereras"),
     "Ditt meddelande till ann@example.com kunde inte levereras.\nOrsak: mottagaren finns inte\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"da", MACHINE("Din besked blev ikke leveret"),
     "Din besked blev ikke leveret.\n\nModtager: ann@example.com\nFejl: Ukendt bruger\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"no", MACHINE("Nyhetsbrevet kom i retur"),
     "Nyhetsbrevet til følgende mottaker kom i retur:\n\nann@example.com - ukjent bruker\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"fi", MACHINE("Viestiä ei voitu toimittaa"),
     "Viestiäsi ei voitu toimittaa seuraavalle vastaanottajalle:\n\nann@example.com\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"hr", MACHINE("Poruka nije isporučena"),
     "Vaša poruka nije isporučena.\n\nPrimatelj: ann@example.com\nRazlog: korisnik ne postoji\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"tr", MACHINE("E-posta iletilemedi"),
     "Gönderdiğiniz e-posta aşağıdaki alıcıya iletilemedi.\n\nAlıcı: ann@example.com\nHata: Kullanıcı bulunamadı\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"vi", MACHINE("Thư không gửi được"),
     "Thư của bạn không thể gửi đến người nhận sau:\n\nann@example.com\n\nLý do: địa chỉ không tồn tại\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"id", MACHINE("Pesan gagal dikirim"),
     "Pesan Anda gagal dikirim ke penerima berikut:\n\nann@example.com\nAlasan: pengguna tidak ditemukan\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"ar", MACHINE("تعذر تسليم الرسالة"), "تعذر تسليم رسالتك إلى المستلم التالي:\n\nann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"fa", MACHINE("ایمیل ارسال نشد"), "پیام شما به گیرنده زیر ارسال نشد:\n\nann@example.com\n\nعلت: وجود ندارد\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"ko", MACHINE("메일 전송 실패 안내"),
     "보내신 메일이 아래 수신자에게 전달되지 못했습니다.\n\n수신자: ann@example.com\n사유: 존재하지 않는 계정입니다\n",
     "ann@example.com", NX_KIND_BOUNCE},

    /* sentences */
    {"to her it could not be sent", MACHINE("E-Mail nicht zugestellt"),
     "Die Nachricht an ann@example.com konnte nicht zugestellt werden.\n", "ann@example.com", NX_KIND_BOUNCE},
    {"her name stands before her address", MACHINE("Your message to Ann could not be delivered"),
     "We couldn't deliver your message to Ann (ann@example.com). The mailbox is full.\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"somebody who asks is no program", MACHINE("E-Mail nicht zugestellt"),
     "Die Nachricht an ann@example.com konnte nicht zugestellt werden. Woran liegt das?\n", "", NX_KIND_NOT_A_BOUNCE},
    {"nor is somebody who speaks of himself", MACHINE("E-Mail nicht zugestellt"),
     "Die Nachricht an ann@example.com konnte nicht zugestellt werden, und ich habe es zweimal versucht.\n", "",
     NX_KIND_NOT_A_BOUNCE},
    {"a link with a question mark asks nothing", MACHINE("E-Mail nicht zugestellt"),
     "Die Nachricht an ann@example.com konnte nicht zugestellt werden: http://sender.example/x?id=1\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"a request is no message", MACHINE("Access request rejected"),
     "Your request for the mailbox ann@example.com was rejected.\nReason: user not found in group\n", "",
     NX_KIND_NOT_A_BOUNCE},

    /* answers that are notices, and answers that are none */
    {"an answer of the server: no such mailbox",
     "From: Auto Reply <autoreply@mail.example.com>\nTo: me@sender.example\nSubject: Auto reply: your message was not "
     "delivered\nAuto-Submitted: auto-replied\n",
     "This is an automatic message.\n\nThe e-mail you sent to\n\n   ann@mail.example.com\n\nhas not been delivered, as "
     "there is no mailbox of that name.\n",
     "ann@mail.example.com", NX_KIND_BOUNCE},
    {"an answer of the server, de",
     "Return-Path: <>\nFrom: Automatische Antwort <noreply@example.com>\nTo: me@sender.example\nSubject: Automatische "
     "Antwort: Einladung\nAuto-Submitted: auto-replied\n",
     "die E-Mail-Adresse ann@example.com ist uns nicht bekannt. Ihre Nachricht wurde daher abgewiesen (Fehler 550 "
     "5.1.1).\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"an answer of a person",
     "From: Ann <ann@example.com>\nTo: me@sender.example\nSubject: Automatic reply: News\nAuto-Submitted: "
     "auto-replied\n",
     "Thank you for your e-mail. I am away and cannot be reached. Write to bob@example.com.\n", "ann@example.com",
     NX_KIND_AUTOREPLY},

    /* lists */
    {"items of a name and an address", MACHINE("Bulletin, sending report: 2 problems"),
     "Sent 86 of 88.\n\nNOT SENT:\n* Mrs Ann, ann@example.com - mailbox unavailable\n* Bob, bob@example.net - no such "
     "domain\n\nSENT:\n* all others\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE},
    {"a cause below a list is that of all", MACHINE("Su correo fue rechazado"),
     "Destinatarios que no lo han recibido:\n  ann@example.com\n  bob@example.com\n\nRespuesta: 554 5.7.1 rechazado\n",
     "ann@example.com bob@example.com", NX_KIND_BOUNCE},
    {"one of the domain that writes, announced",
     "From: Gateway <gateway@example.com>\nTo: me@sender.example\nSubject: Delivery failure notification\n",
     "Your message could not be delivered to the following recipient:\n\n    ann@example.com\n\nThe server there "
     "answered: 550 5.1.1 user unknown\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"a sentence that goes on with whom to ask", MACHINE("Your post: 1 of 212 not reached"),
     "Your message to the list could not be delivered to:\n\n ann@example.com ..... user unknown\n\nCommands go to the "
     "robot, people to\nlist-owner@sender.example.\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"a label goes on from the line above", MACHINE("DELIVERY FAILURE"),
     "Your message: Plans\ncould not be\ndelivered to:   Ann <ann@example.com>\nbecause:        Maximum hop count "
     "exceeded\n\nTo: bob@sender.example\n    (delivered)\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"a contact's name is no contact", MACHINE("Email to Ann bounced"),
     "The email you sent bounced.\n\nContact: Ann Other\nEmail address: ann@example.com\nBounce reason: The mailbox "
     "does "
     "not exist.\n",
     "ann@example.com", NX_KIND_BOUNCE},

    {"a name and an address in a cell", MACHINE("Message not delivered") "Content-Type: text/html; charset=utf-8\n",
     "<h3>Your message was not delivered</h3><table><tr><td>Recipient</td><td>Other, Ann "
     "&lt;ann@example.com&gt;</td></tr>"
     "<tr><td>Result</td><td>The mailbox is full.</td></tr></table>",
     "ann@example.com", NX_KIND_BOUNCE},
    {"a business word beside a message that failed", MACHINE("Undelivered mail"),
     "The message about your invoice was NOT delivered to:\n   ann@example.com  [not in directory]\n",
     "ann@example.com", NX_KIND_BOUNCE},
    {"an electronic invoice is none",
     "Return-Path: <office@sender.example>\n" MACHINE("Notifica di scarto: fattura rifiutata"),
     "La fattura n. 14 è stata SCARTATA.\n\nDestinatario: Condominio (ann@example.com)\nErrore: 00311 - Codice non "
     "valido\n",
     "", NX_KIND_NOT_A_BOUNCE},
    {"pairs on a line", MACHINE("MAILFAIL rc=67") "Auto-Submitted: auto-generated\n",
     "EVENT=MAILFAIL|JOB=1\nFROM=me@sender.example|TO=ann@example.com\nSMTP=550|TEXT=Mailbox disabled, not accepting "
     "messages\n",
     "ann@example.com", NX_KIND_BOUNCE},

    /* tables */
    {"a table of a page", MACHINE("Falha na entrega") "Content-Type: text/html; charset=utf-8\n",
     "<p>As mensagens abaixo não foram entregues:</p><table><tr><th>Paciente</th><th>E-mail</th><th>Motivo</th></tr>"
     "<tr><td>Ann</td><td>ann@example.com</td><td>Caixa postal cheia</td></tr>"
     "<tr><td>Bob</td><td>bob@example.net</td><td>Endereço inexistente</td></tr></table>",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE},
    {"of an attached file",
     MACHINE("Campaign: 2 addresses could not be reached") "Content-Type: multipart/mixed; boundary=b\n",
     "--b\nContent-Type: text/plain\n\nYour campaign went out. Those that came back are in the attached file.\n"
     "--b\nContent-Type: text/csv; name=r.csv\nContent-Disposition: attachment; filename=r.csv\n\n"
     "\"address\";\"code\";\"server said\"\n\"ann@example.com\";\"550\";\"550 5.1.1 unknown; gone\"\n"
     "\"bob@example.net\";\"DNS\";\"domain does not exist\"\n--b--\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE},
    {"of columns", MACHINE("1 e-mail teruggekomen"),
     "E-mailadres       Foutcode  Omschrijving\nann@example.com   550       Mailbox bestaat niet\n", "ann@example.com",
     NX_KIND_BOUNCE},
    {"of orders", MACHINE("Daily orders") "Content-Type: text/html; charset=utf-8\n",
     "<table><tr><th>Order</th><th>Customer</th><th>Status</th></tr>"
     "<tr><td>1</td><td>ann@example.com</td><td>Payment failed</td></tr></table>",
     "", NX_KIND_NOT_A_BOUNCE},
    {"of accounts", MACHINE("Weekly user export") "Content-Type: multipart/mixed; boundary=b\n",
     "--b\nContent-Type: text/plain\n\nAttached are the users. Two are locked.\n--b\nContent-Type: text/csv\n\n"
     "email,status,reason\nann@example.com,locked,too many failed logins\n--b--\n",
     "", NX_KIND_NOT_A_BOUNCE},

    /* others */
    {"a parcel, cs", MACHINE("Zásilku se nepodařilo doručit"),
     "Vaši zásilku 7712 se nepodařilo doručit na adresu Dlouhá 5.\nPříjemce: Jan Novák\nDotazy: "
     "podpora@sender.example\n",
     "", NX_KIND_NOT_A_BOUNCE},
    {"a payment, cs", MACHINE("Platba byla odmítnuta"),
     "Platba byla odmítnuta, účet příjemce neexistuje.\nKontakt: info@sender.example\n", "", NX_KIND_NOT_A_BOUNCE},
    {"a tender, ro", MACHINE("Ofertă respinsă"),
     "Oferta dumneavoastră a fost respinsă. Adresă: licitatii@sender.example\nMotiv: documente lipsă\n", "",
     NX_KIND_NOT_A_BOUNCE},
    {"a question, uk", MACHINE("лист не доставлено"),
     "Мій лист для ann@example.com не вдалося доставити. Можеш глянути логи?\n", "", NX_KIND_NOT_A_BOUNCE},
};

static NxReader *reader;

static void test_case(gconstpointer data)
{
    const Case *want = data;
    g_autofree char *message =
        g_strdup_printf("%s%sDate: Mon, 2 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n\n%s", want->headers,
                        strstr(want->headers, "Content-Type") ? ""
                                                              : "Content-Type: text/plain; "
                                                                "charset=utf-8\n",
                        want->body);
    NxReport *report = nx_reports_text(reader, message, -1);
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint i = 0; i < report->n_recipients; i++)
        if (report->recipients[i].recipient)
            g_string_append_printf(got, "%s%s", got->len ? " " : "", report->recipients[i].recipient);
    g_assert_cmpstr(got->str, ==, want->want);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(want->kind));
    nx_report_free(report);
}

static void assert_records(const char *text, const char *want)
{
    g_autofree char *records = nx_table_records(text, strlen(text));
    g_assert_cmpstr(records, ==, want);
}

static void test_separators(void)
{
    assert_records("Name\tE-mail\tReason\nAnn\tann@example.com\tfull\n",
                   "E-mail: ann@example.com\nName: Ann\nReason: full\n\n");
    assert_records("| Address | Reason |\n|---------|--------|\n| ann@example.com | full |\n",
                   "Address: ann@example.com\nReason: full\n\n");
    assert_records("Address;Reason\n\"ann@example.com\";\"full; really\"\n",
                   "Address: ann@example.com\nReason: full; really\n\n");
    assert_records("Address,Reason\r\nann@example.com,\"a, b\"\r\n", "Address: ann@example.com\nReason: a, b\n\n");
    assert_records("Address   Reason\nann@example.com    no such user\n",
                   "Address: ann@example.com\nReason: no such user\n\n");
}

/* A row of other cells ends it, a row without an address is left out, and the column is that of recipients. */
static void test_rows(void)
{
    assert_records("Address;Reason\nann@example.com;full\nand so on\nbob@example.net;full\n",
                   "Address: ann@example.com\nReason: full\n\n");
    assert_records("Address;Reason\n;none\nann@example.com;\n", "Address: ann@example.com\n\n");
    assert_records("Sender;Recipient\nme@sender.example;ann@example.com\n",
                   "Recipient: ann@example.com\nSender: me@sender.example\n\n");
    assert_records("Sender;Reason\nme@sender.example;full\n", "");
    assert_records("Address: ann@example.com;x\nbob@example.net;full\n", "");
    assert_records("Address\nann@example.com\n", "");
    assert_records("", "");
}

/* Lines of pairs that stand together are one record. */
static void test_pairs(void)
{
    assert_records("A=1|TO=ann@example.com\nB=2|C=x=y\n\nTO=bob@example.net;D=4\n",
                   "A: 1\nTO: ann@example.com\nB: 2\nC: x=y\n\nTO: bob@example.net\nD: 4\n\n");
    assert_records("A=1\n", "");
    assert_records("A=1|and so on\n", "");
}

/* No more columns than there are bits for. */
static void test_columns(void)
{
    for (guint n = 31; n <= 33; n++) {
        g_autoptr(GString) text = g_string_new("Address");
        for (guint i = 1; i < n; i++)
            g_string_append_printf(text, ";%c", 'a' + i % 26);
        g_string_append(text, "\nann@example.com");
        for (guint i = 1; i < n; i++)
            g_string_append(text, ";1");
        g_autofree char *records = nx_table_records(text->str, text->len);
        g_assert_cmpint(g_str_has_prefix(records, "Address: ann@example.com\n"), ==, n <= 32);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader(NULL, NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/parse/announced/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    g_test_add_func("/parse/table/cells are parted in five ways", test_separators);
    g_test_add_func("/parse/table/rows", test_rows);
    g_test_add_func("/parse/table/pairs", test_pairs);
    g_test_add_func("/parse/table/a table has at most 32 columns", test_columns);
    int failed = g_test_run();
    nx_reader_free(reader);
    return failed;
}
