/* The general reader: notices of systems that no layout describes, in the shapes in which such notices name recipients.
 * All of them are written here; the addresses at `.example` belong to nobody. */
#include <nixie/report.h>

typedef struct {
    const char *name;
    const char *headers; /* NULL: those of a mailer-daemon */
    const char *body;
    const char *want; /* recipients joined by a blank, "" for none */
    NxKind kind;      /* of the message */
    guint reply;      /* of the first recipient */
} Case;

#define DAEMON                                                                                                         \
    "From: Mail Delivery System <MAILER-DAEMON@relay.example>\nTo: <me@sender.example>\nSubject: Undelivered mail\n"
#define NULL_PATH "Return-Path: <>\nTo: <me@sender.example>\n"
#define PERSON "From: Carla <carla@people.example>\nTo: <me@sender.example>\nSubject: Lunch\n"
#define VACATION                                                                                                       \
    "From: Carla <carla@people.example>\nTo: <me@sender.example>\nSubject: Out of office\nAuto-Submitted: "            \
    "auto-replied\n"
#define ORIGINAL                                                                                                       \
    "Received: from sender.example by relay.example; Mon, 2 Nov 2026 10:00:00 +0000\nFrom: <me@sender.example>\nTo: "  \
    "<ann@example.com>\nSubject: "                                                                                     \
    "News\nMessage-ID: <n1@sender.example>\n\nHello\n"

static const Case CASES[] = {
    /* lists */
    {"a list under a heading", NULL,
     "Your message could not be delivered to the following recipients:\n\n  ann@example.com\n  bob@example.net\n\nThey "
     "do not exist.\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 0},
    {"failed addresses follow", NULL,
     "|------------------------- Failed addresses follow: ---------------------|\n ann@example.com ... unknown "
     "user\n|------------------------- "
     "Message text follows: ------------------------|\n" ORIGINAL,
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a list of failed recipients", NULL,
     "Here is your list of failed recipients:\n\n<ann@example.com>\n<bob@example.net>\n\nHere is your returned "
     "mail\n\n" ORIGINAL,
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 0},
    {"addresses that did not receive a copy", NULL,
     "The following addresses did NOT receive a copy of your message:\n\n> ann@example.com\n\n--- Session Transcript "
     "---\nRCPT "
     "To:<ann@example.com>\n550 unknown user\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"the mail you sent could not be delivered to", NULL,
     "The mail you sent could not be delivered to:\n\nann@example.com : That user is not known here.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a message could not be delivered to, with the subject", NULL,
     "A message could not be delivered to:\n\nann@example.com\n\nSubject: News\nDate: today\n\nReason: mailbox full\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a dash before each", NULL,
     "This is a delivery failure notification message indicating that\nan email you addressed to email address :\n-- "
     "ann@example.com\n\ncould not be "
     "delivered. The problem appears to be :\n-- Recipient email server rejected the message\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"an invalid userid", NULL,
     "Invalid final delivery userid:\n    ann@example.com\n\nOriginal message follows.\n\n" ORIGINAL, "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"a boxed heading", NULL,
     "-- Failed Recipient --------------------\n\n    ann@example.com\n\n-- Sender Info -------------------------\n\n  "
     "  me@sender.example\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"recipients that could not be reached", NULL,
     "The following recipient(s) could not be reached:\n\nann@example.com\n   Error Type: SMTP\n   Remote server "
     "(192.0.2.1) issued an error.\n   "
     "hisname said: 550 No such mailbox\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"did not reach, with a date", NULL,
     "Your message\n\n  Subject: News\n\ndid not reach the following recipient(s):\n\nann@example.com on Mon, 2 Nov "
     "2026 10:00:00 +0100\n    The "
     "recipient name is not recognized\nbob@example.net on Mon, 2 Nov 2026 10:00:00 +0100\n    The recipient name is "
     "not recognized\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 0},
    {"names before addresses", NULL,
     "Delivery to the following persons has failed:\n\n  Ann Other <ann@example.com>\n  \"Bob, B.\" "
     "<bob@example.net>\n\nMailbox unavailable.\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 0},
    {"a numbered list", NULL, "Delivery failed for these recipients:\n1. ann@example.com\n2. bob@example.net\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 0},
    {"a table", NULL,
     "These addresses failed:\n\n| Address         | Reason       |\n|-----------------|--------------|\n| "
     "ann@example.com | user unknown |\n| "
     "bob@example.net | mailbox full |\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 0},
    {"two on one line", NULL,
     "Your message was not delivered to:\n  ann@example.com, bob@example.net\nbecause the server is gone.\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 0},
    {"an address that ends the text", NULL, "Your message could not be delivered to:\n\nann@example.com",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"an address in quotes that ends the text", NULL, "Your message could not be delivered to:\n\n\"ann@example.com\"",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a line that ends with an address, but is no name of it", NULL,
     "Your message could not be delivered to the following recipients:\n\n  bob@example.net\n  Her new one "
     "ann@example.com\n",
     "bob@example.net", NX_KIND_BOUNCE, 0},
    /* labels */
    {"a label", NULL,
     "We were unable to deliver your message.\n\nRecipient: ann@example.com\nReason: 550 no such user\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a label in brackets", NULL,
     "Message could not be delivered to some recipients.\nThe following recipient(s) could not be "
     "reached:\n\nRecipient: "
     "[SMTP:ann@example.com]\nReason: Remote SMTP Server Returned: 550 unknown user\n\nMessage headers "
     "follow:\n" ORIGINAL,
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"an intended recipient", NULL,
     "The attached mail has been returned. Reason: invalid recipient.\nIntended recipient: ann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"an undeliverable address", NULL, "Undeliverable Address: ann@example.com\nReason: 550 unknown\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a label and the full mailbox", NULL, "User's mailbox is full: <ann@example.com>\nUnable to deliver mail.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"delivery failed after attempts", NULL,
     "Delivery failed 20 attempts: ann@example.com\n\nOriginal message follows.\n\n" ORIGINAL, "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"an unknown user in one line", NULL, "undeliverable to ann@example.com\n", "ann@example.com", NX_KIND_BOUNCE, 0},
    {"error-for", NULL,
     "--> Error description:\n\nError-for: ann@example.com\nError-Code: 3\nError-Text: No such local user\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    /* headings */
    {"an address with a colon", NULL,
     "I could not deliver your message.\n\n<ann@example.com>:\nSorry, no mailbox here by that "
     "name.\n\n<bob@example.net>:\n192.0.2.7 does not like "
     "recipient.\nRemote host said: 552 mailbox full\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 0},
    {"a reason in brackets", NULL,
     "Delivery errors:\n\nann@example.com (user unknown)\nbob@example.net [mailbox full]\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 0},
    {"a reason behind dots", NULL, "   ----- Unsuccessful recipients -----\nann@example.com... 550 User unknown\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    /* sentences */
    {"a sentence", NULL, "Your message to ann@example.com could not be delivered because the mailbox is full.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a sentence that is automatic", NULL,
     "Your message to <ann@example.com> was automatically rejected:\nQuota exceeded\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"a sentence across lines", NULL,
     "Sorry, your message to\nann@example.com cannot be\ndelivered. This account has been disabled.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a sentence with the address first", NULL, "Message rejected.\n\nann@example.com does not exist on this server.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"an addressed message", NULL, "Your message addressed to 'ann@example.com' could not be delivered.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"what a server said", NULL,
     "Your mail bounced. The server said:\n\n550 5.1.1 <ann@example.com>: Recipient address rejected: User unknown\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a transcript", NULL,
     "Session with mx.example.com failed.\n>>> MAIL FROM:<me@sender.example>\n<<< 250 ok\n>>> RCPT "
     "TO:<ann@example.com>\n<<< 550 5.1.1 unknown "
     "user\n>>> QUIT\n<<< 221 bye\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    /* languages */
    {"German", NULL, "Ihre Nachricht an ann@example.com konnte nicht zugestellt werden.\nGrund: Postfach voll\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"German, whose mailbox it is", NULL, "Das Postfach von ann@example.com ist voll.\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"German, a list", NULL,
     "Die Nachricht konnte an folgende Empfänger nicht zugestellt werden:\n\n  ann@example.com\n\nAdressat "
     "unbekannt.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"French", NULL,
     "Votre message n'a pas pu être remis au destinataire suivant :\n\n  ann@example.com\n\nDestinataire inconnu\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Spanish", NULL,
     "No se pudo entregar el mensaje a los siguientes destinatarios:\n\nann@example.com\n\nUsuario desconocido\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Italian", NULL, "Impossibile recapitare il messaggio ai seguenti destinatari:\n\n    ann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Dutch", NULL, "Uw bericht kon niet worden bezorgd bij de volgende ontvangers:\n\nann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Portuguese", NULL,
     "A sua mensagem não pôde ser entregue ao seguinte destinatário:\n\nann@example.com\n\nUsuário desconhecido\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Polish", NULL, "Twoja wiadomość nie mogła zostać dostarczona do następujących odbiorców:\n\nann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Russian", NULL,
     "Ваше письмо не может быть доставлено следующим получателям:\n\n  ann@example.com\n\nПользователь не найден\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Japanese", NULL, "以下のメールアドレスへの送信に失敗しました。\nann@example.com\n\n宛先が存在しません。\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Japanese, in a sentence", NULL, "ann@example.comへのメールを配信できませんでした。\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"Chinese", NULL, "您的邮件无法投递到以下收件人：\n\nann@example.com\n\n原因：收件人不存在\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    /* the returned message */
    {"who is only in the returned message is not named", NULL,
     "Your message could not be delivered to the following recipient:\n\n  ann@example.com\n\n--- Below this line is a "
     "copy of the message.\n\nFrom: "
     "<me@sender.example>\nTo: <list@lists.example>\nCc: <zoe@example.org>\nSubject: News\n\nWrite to dan@example.org, "
     "delivery failed\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"where the text names nobody, the one it was for", NULL,
     "Your message was refused: mailbox full.\n\n--- Original message follows.\n\n" ORIGINAL, "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"where it was for two, nobody is named", NULL,
     "Your message was refused: mailbox full.\n\n--- Original message follows.\n\nFrom: <me@sender.example>\nTo: "
     "<ann@example.com>, "
     "<bob@example.net>\nSubject: News\nMessage-ID: <n1@sender.example>\n\nHello\n",
     "", NX_KIND_UNKNOWN, 0},
    /* not recipients */
    {"a contact is no recipient", NULL,
     "Your message to ann@example.com could not be delivered.\nIf you have questions, please contact "
     "helpdesk@relay.example or write to "
     "tom@relay.example.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"the sender is no recipient", NULL,
     "A message from <me@sender.example> via <other@sender.example> could not be delivered to:\n\nann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a postmaster to ask is no recipient", NULL,
     "Delivery has failed to these recipients:\n\nann@example.com\n\nFor further assistance, please send mail to "
     "<postmaster@relay.example>\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a postmaster may be the recipient", NULL,
     "I could not deliver your message.\n\n<postmaster@example.com>: host mx.example.com said: 550 5.1.1 unknown\n",
     "postmaster@example.com", NX_KIND_BOUNCE, 550},
    {"a message id is no recipient", NULL,
     "The message <20261102.1@sender.example> with Message-ID: <x2@sender.example>\ncould not be delivered to "
     "ann@example.com.\nIn-Reply-To: "
     "<y3@sender.example>\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"an alias is another name of the recipient", NULL,
     "The following address(es) failed:\n\n  ann@example.com\n    (generated from team@example.org)\n    550 unknown\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a rejected sender is no recipient", NULL,
     "Your message to ann@example.com was not delivered:\n550 5.1.8 <news@sender.example>: Sender address rejected\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    /* kinds */
    {"a delay",
     "From: MAILER-DAEMON@relay.example\nTo: me@sender.example\nSubject: Warning: could not send message for past 4 "
     "hours\n",
     "This is a warning message only. You do not need to resend your message.\n\nann@example.com... Deferred: "
     "connection refused\n\nWill keep trying "
     "until message is 5 days old\n",
     "ann@example.com", NX_KIND_DELAY, 0},
    {"a delay in German", "From: MAILER-DAEMON@relay.example\nTo: me@sender.example\nSubject: Zustellung verzögert\n",
     "Ihre Nachricht an ann@example.com wurde noch nicht zugestellt. Es wird weiterhin versucht.\n", "ann@example.com",
     NX_KIND_DELAY, 0},
    {"a success", "From: MAILER-DAEMON@relay.example\nTo: me@sender.example\nSubject: Delivery report\n",
     "Your message was successfully delivered to the following recipient:\n\nann@example.com\n", "ann@example.com",
     NX_KIND_DELIVERED, 0},
    {"a group system's list of names", NULL,
     "The message that you sent was undeliverable to the following:\n\tann (user not found), "
     "ann@example.com\n\nPossibly truncated original message "
     "follows:\n\n" ORIGINAL,
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"an envelope address in braces", NULL, "Unable to deliver message to {ann@example.com}: no such user.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a reason on the line before", NULL,
     "User not listed in public directory\nann@example.com\n\n------- Returned Message -------\n" ORIGINAL,
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a bracketed reason in a sentence", NULL,
     "1 error(s):\n\nThe following recipients returned permanent errors: ann@example.com. Reason: SMTP server "
     "<192.0.2.1> refused to accept your "
     "message: [554 5.4.6 Hop count exceeded]\n",
     "ann@example.com", NX_KIND_BOUNCE, 554},
    {"a web page's text", "From: postmaster@relay.example\nTo: me@sender.example\nSubject: Undeliverable: News\n",
     "Delivery has failed to these recipients or groups:\n\nann@example.com<mailto:ann@example.com>\nThe email address "
     "you entered couldn't be "
     "found. Please check the recipient's email address and try to resend the message. If the problem continues, "
     "please contact your "
     "helpdesk.\n\nDiagnostic information for administrators:\n\nGenerating server: "
     "mbx.relay.example\n\nann@example.com\n#550 5.1.1 "
     "RESOLVER.ADR.RecipNotFound; not found ##\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"spam that was refused names the address, not whom to ask", NULL,
     "Your message to ann@example.com was blocked:\n550 5.7.1 Service unavailable; client blocked using list.example. "
     "Mail unblock@list.example to "
     "be removed.\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a signature names nobody", NULL,
     "Your message to ann@example.com could not be delivered.\n\n-- \nThe mail team\nteam@relay.example\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a desk's address on a line of its own names nobody", NULL,
     "Your message could not be delivered to ann@example.com.\n\nHelp desk\nhelpdesk@relay.example\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a postmaster's own letter names nobody",
     "From: postmaster@relay.example\nTo: me@sender.example\nSubject: Maintenance on Sunday\n",
     "Dear users,\n\nour server is going to be replaced on Sunday. For questions write to tom@relay.example.\n\nTom\n",
     "", NX_KIND_NOT_A_BOUNCE, 0},
    {"a quoted notice in somebody's answer names nobody",
     "From: Carla <carla@people.example>\nTo: <me@sender.example>\nSubject: Re: Undelivered mail\n",
     "Hi, I got this:\n\n> Your message could not be delivered to:\n>\n> ann@example.com\n\nCan you help?\n", "",
     NX_KIND_NOT_A_BOUNCE, 0},
    {"a protocol's name before the address", NULL,
     "This message was undeliverable due to the following reason:\n\nThe following destination addresses were unknown "
     "(please check\nthe addresses "
     "and re-mail the message):\n\nSMTP <ann@example.com>\n\nPlease reply to Postmaster@relay.example\nif you feel "
     "this message to be in error.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"recipients that did not receive it", NULL,
     "The following recipients did not receive this message:\n\n     <ann@example.com>\n\nPlease verify the address.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a new address is no recipient", NULL,
     "Your message to ann@example.com could not be delivered:\n551 5.1.6 ann@example.com has moved to ann@new.example, "
     "please use ann2@new.example\n",
     "ann@example.com", NX_KIND_BOUNCE, 551},
    {"a mover's sentence", NULL,
     "The address ann@example.com does not exist any more. Please try ann@new.example instead.\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"a list of the affected", NULL,
     "Hello, this is the mail server on relay.example.\n\nI am sending you this message to inform you on the delivery "
     "status of a\nmessage you "
     "previously sent.  Immediately below you will find a list of\nthe affected recipients.\n\n  <ann@example.com>\n   "
     " delivery failed; will not "
     "continue trying\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"an X.400 address with its mail address", NULL,
     "Your message\n  Subject: News\ndid not reach the following recipient(s):\n\n[c=US;a= "
     ";p=org;dda:SMTP=ann@example.com;] on Mon, 2 Nov 2026 "
     "10:00:00 +0100\n    Unable to deliver the message due to a communications failure\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"an unknown host in a line", NULL, "Unknown host: ann@example.com\n\nOriginal message follows.\n\n" ORIGINAL,
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a virus is told of", NULL,
     "A virus was found in the message you sent to ann@example.com. The message was blocked.\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"commas around the address", NULL,
     "Your message could not be delivered to the user, ann@example.com, because the account is disabled.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"the server's own words name a user and no address", NULL,
     "The user to whom this message was addressed has exceeded the allowed mailbox quota.\nPlease resend the message "
     "at a later time.\n\n--- "
     "Original message follows.\n\n" ORIGINAL,
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a web link with an address is no recipient", NULL,
     "Your message to ann@example.com was rejected. See https://help.relay.example/?mail=tom@relay.example&x=1 and "
     "<mailto:tim@relay.example>.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"header lines above the notice are the sender's", NULL,
     "From: <me@sender.example>\nTo: ann@example.com\nSubject: News\n\nThis message could not be delivered: unknown "
     "user.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a report of several with their states", NULL,
     "Delivery report\n\nann@example.com: failed, 550 user unknown\nbob@example.net: failed, 552 mailbox full\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 550},
    {"an answer in capitals", NULL, "YOUR MESSAGE TO ANN@EXAMPLE.COM COULD NOT BE DELIVERED.\n", "ANN@EXAMPLE.COM",
     NX_KIND_BOUNCE, 0},
    {"Swedish", NULL, "Meddelandet kunde inte levereras till följande mottagare:\n\nann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Czech", NULL, "Vaši zprávu nebylo možné doručit následujícím příjemcům:\n\nann@example.com\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"Turkish", NULL, "Mesajınız aşağıdaki alıcılara teslim edilemedi:\n\nann@example.com\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"Korean", NULL, "다음 수신자에게 메일이 전달되지 못했습니다:\n\nann@example.com\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"who wrote to himself is named where nobody else is", NULL,
     "The following address failed:\n\n<me@sender.example>:\n550 5.1.1 user unknown\n", "me@sender.example",
     NX_KIND_BOUNCE, 550},
    {"the sender in a list of his own is not", NULL,
     "A message that was sent by\n\n  <me@sender.example>\n\ncould not be delivered to the following address:\n\n  "
     "ann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a digest of held mail names nobody",
     "From: postmaster@relay.example\nTo: me@sender.example\nSubject: Quarantine summary\n",
     "These messages were blocked today:\n\nzoe@junk.example  Buy now\nyan@junk.example  Win big\n\nNothing is to be "
     "done.\n",
     "", NX_KIND_NOT_A_BOUNCE, 0},
    {"a parcel is no mail",
     "From: Parcels <no-reply@parcels.example>\nTo: me@sender.example\nSubject: Delivery attempt failed\n",
     "Your parcel for bob@example.net could not be delivered. Contact help@parcels.example.\n", "",
     NX_KIND_NOT_A_BOUNCE, 0},
    {"a list that holds a post names nobody",
     "From: cats-owner@lists.example\nTo: me@sender.example\nSubject: Your message to Cats awaits moderator "
     "approval\nPrecedence: bulk\nList-Id: "
     "<cats.lists.example>\n",
     "Your mail to 'Cats' with the subject\n\n  News\n\nis being held. The reason: post by non-member "
     "cats@lists.example was refused.\n",
     "", NX_KIND_NOT_A_BOUNCE, 0},
    {"a job that failed on a server names nobody",
     "From: root@host.example (Cron Daemon)\nTo: me@sender.example\nSubject: Cron <root@host> backup\n",
     "rsync: connection refused for bob@example.net: failed, error 550\n", "", NX_KIND_NOT_A_BOUNCE, 0},
    {"intended recipients", NULL,
     "I'm afraid I wasn't able to deliver your message.\n\nIntended Recipients: <ann@example.com>\nFailure Reason: "
     "Error: 550 unknown\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a reason that ends in a colon, an address in the sentence before", NULL,
     "Sorry, unable to deliver your message to ann@example.com for the following reason:\n\n552 Quota violation for "
     "ann@example.com\n\nA copy of the "
     "original message\n",
     "ann@example.com", NX_KIND_BOUNCE, 552},
    {"a page in German", "From: postmaster@relay.example\nTo: me@sender.example\nSubject: Unzustellbar: Neues\n",
     "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nAnn Other "
     "(ann@example.com)<mailto:ann@example.com>\nDie "
     "eingegebene Adresse konnte nicht gefunden werden. Wenden Sie sich an Ihr Helpdesk.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a page in French", "From: postmaster@relay.example\nTo: me@sender.example\nSubject: Non remis : Nouvelles\n",
     "Échec de la remise à ces destinataires ou groupes :\n\nann@example.com\nL'adresse de messagerie que vous avez "
     "entrée est introuvable.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a page in Spanish",
     "From: postmaster@relay.example\nTo: me@sender.example\nSubject: No se puede entregar: Noticias\n",
     "Tu mensaje no se ha entregado a ann@example.com porque no se ha encontrado la dirección.\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"a page in Chinese", "From: postmaster@relay.example\nTo: me@sender.example\nSubject: 无法投递: 新闻\n",
     "传递到以下收件人或组失败:\n\nann@example.com\n找不到您输入的电子邮件地址。\n", "ann@example.com", NX_KIND_BOUNCE,
     0},
    {"a user unknown in three words", NULL, "User <ann@example.com> unknown\n", "ann@example.com", NX_KIND_BOUNCE, 0},
    {"what became of it in the next paragraph", NULL,
     "There was an error processing your message to : ann@example.com\n\n Error : 550 user unknown\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"an address right below the sentence", NULL,
     "We are sorry, but your message could not be delivered.\n\nann@example.com\n", "ann@example.com", NX_KIND_BOUNCE,
     0},
    {"an address right below the sentence that belongs to the writer", NULL,
     "We are sorry, but your message could not be delivered.\n\npost@relay.example\n", "", NX_KIND_UNKNOWN, 0},
    {"a sentence in Japanese and the address below", NULL,
     "送信メールは宛先不明のためお届けできませんでした。\n\nann@example.com\n", "ann@example.com", NX_KIND_BOUNCE, 0},
    {"delivered to one, failed for another", NULL,
     "Your mail could not be delivered to the following recipient(s):\n  ann@example.com : Permanent error (550 no "
     "mailbox)\nYour mail was "
     "successfully delivered to: bob@example.net\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a line of a table with commas", NULL,
     "Failures:\n\"ann@example.com\",\"550 user unknown\"\n\"bob@example.net\",\"552 full\"\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, 550},
    {"a person who writes of a failed delivery writes no notice", PERSON,
     "Hi,\nthe parcel for bob@example.net could not be delivered to the following address: see "
     "below.\nbob@example.net\nCarla\n",
     "", NX_KIND_NOT_A_BOUNCE, 0},
    {"a vacation names nobody as failed", VACATION,
     "I am away. In urgent cases contact bob@example.net. Mail to ann@example.com is not read.\n",
     "carla@people.example", NX_KIND_AUTOREPLY, 0},
    /* words and shapes of every sort */
    {"French, labels that begin as a sender's do", NULL,
     "Votre message n'est pas arrivé.\n\nDestinataire : ann@example.com\nErreur : 552 5.2.2 boîte pleine\nExpéditeur : "
     "zoe@sender.example\n",
     "ann@example.com", NX_KIND_BOUNCE, 552},
    {"Italian, a label", NULL,
     "Impossibile recapitare il messaggio.\n\nDestinatario: ann@example.com\nMotivo: casella piena\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"Spanish, the word for recipient in a sentence", NULL,
     "Su mensaje no pudo ser entregado al destinatario ann@example.com, no existe.\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"Chinese, the verb right before the address", NULL, "您的邮件无法送达 ann@example.com ，查无此人。\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a reply code behind a wide colon", NULL, "收件人：ann@example.com\n退信原因：550 地址不存在\n", "ann@example.com",
     NX_KIND_BOUNCE, 550},
    {"a label with dots", NULL,
     "Refused by the other side.\n\nEnvelope recipient ....: ann@example.com\nServer response ......: 550 no\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a label, a name and an address", NULL,
     "Delivery failed.\nRecipient: Ann Other <ann@example.com>\nCause: 550 unknown\n", "ann@example.com",
     NX_KIND_BOUNCE, 550},
    {"an X.400 name with the mail address below", NULL,
     "Your message did not reach the following recipient(s):\n\nc=DE;a= ;p=ORG;s=Other;g=Ann; on Mon, 2 Nov 2026 "
     "10:00:00 +0100\n    The recipient "
     "name is not recognized\n    SMTP:ann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a name and the sort of address in a sentence", NULL,
     "A fault prevented delivery to \"Ann O.\" [SMTP: ann@example.com].\n\nYours, post@relay.example\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"an address that is wrapped", NULL,
     "I could not deliver to this recipient:\n\n  <ann.with.a.long.name@department-of-\n  weights.example>:\n  550 "
     "unknown\n",
     "ann.with.a.long.name@department-of-weights.example", NX_KIND_BOUNCE, 550},
    {"an address that the sentence leads to", NULL,
     "the gateway could not hand on your letter to\n\n    ann@example.com\n\nbecause there is no reader of that name "
     "here.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"what could not be written to is whom it was for", NULL,
     "The agent could not write to the mailbox of ann@example.com:\n  Input/output error\nPlease tell "
     "postmaster@example.com.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a transcript in words, one recipient refused and one taken", NULL,
     "Received: 220 mx.example.com\nSent:     MAIL FROM:<me@sender.example>\nReceived: 250 ok\nSent:     RCPT "
     "TO:<bob@example.com>\nReceived: 250 "
     "ok\nSent:     RCPT TO:<ann@example.com>\nReceived: 550 5.1.1 not here\nSent:     QUIT\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"each line is about its own recipient", NULL,
     "SMTP error from remote server, host: mx.example.com reason: 550 ann@example.com: unknown user\nSMTP error from "
     "remote server, host: "
     "mx.example.com reason: 552 bob@example.com: mailbox full\n",
     "ann@example.com bob@example.com", NX_KIND_BOUNCE, 550},
    {"the only address of a notice", NULL, "553 sorry, no such domain in my list\nRcpt: ann@example.com\n",
     "ann@example.com", NX_KIND_BOUNCE, 553},
    {"an address in the subject alone",
     "From: MAILER-DAEMON\nTo: me@sender.example\nSubject: Undeliverable: ann@example.com\n",
     "550 5.1.1 User unknown\n", "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a From of nobody", "From: <>\nTo: me@sender.example\nSubject: mail status\n",
     "msg 33 to ann@example.com: FAILED (550 unknown)\n", "ann@example.com", NX_KIND_BOUNCE, 550},
    /* with a null path alone the words have to tell */
    {"a gateway that nobody knows", NULL_PATH "From: Gateway <gw@filter.example>\nSubject: Message blocked\n",
     "Message to:    ann@example.com\nMessage from:  me@sender.example\n\nwas blocked.\n\nReply of the filter: 550 "
     "5.7.1 spam\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a scanner that nobody knows", NULL_PATH "From: Scanner <scan@filter.example>\nSubject: Virus in your message\n",
     "A virus was found in the message which you sent to ann@example.com.\nThe message has not been delivered.\n",
     "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a challenge is none", NULL_PATH "From: Robot <robot@guard.example>\nSubject: Please confirm\n",
     "Your message to ann@example.com has not been delivered yet. Click this link to confirm that you are human.\n", "",
     NX_KIND_NOT_A_BOUNCE, 0},
    {"a colleague's absence is none", NULL_PATH "From: Desk <desk@office.example>\nSubject: Re: News\n",
     "Your message to ann@example.com was not forwarded, she is on vacation. Write to bob@example.com.\n", "",
     NX_KIND_NOT_A_BOUNCE, 0},
    {"a log summary is none", NULL_PATH "From: Logs <logs@host.example>\nSubject: Summary of host\n",
     "31 times 550 5.1.1 <ann@example.com> unknown user\n14 times 552 <bob@example.com> mailbox full\n", "",
     NX_KIND_NOT_A_BOUNCE, 0},
    {"a name without quotes before the address", NULL,
     "Delivery to Ann Other <ann@example.com> failed.\n\n550 5.1.1 unknown mailbox\nsee post@relay.example\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"an ideographic space before the address", NULL,
     "下記の宛先へお届けすることができませんでした。\n\n　ann@example.com\n", "ann@example.com", NX_KIND_BOUNCE, 0},
    {"arrows of a transcript", NULL,
     "-> MAIL FROM:<me@sender.example>\n<- 250 sure\n-> RCPT TO:<ann@example.com>\n<- 550 who is that?\n-> RSET\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"words that nobody described, by a mail system that says so in its subject",
     NULL_PATH "From: MAILER-DAEMON@relay.example\nSubject: Mail failure\n",
     "Letters for ann@example.com are something that we do not do.\n", "ann@example.com", NX_KIND_BOUNCE, 0},
    {"a gateway's line with a code",
     NULL_PATH "From: Sentinel <gw@filter.example>\nSubject: Mail to ann@example.com was not accepted\n",
     "Report:\n\n    ann@example.com      550 5.1.1 no rower with that name\n", "ann@example.com", NX_KIND_BOUNCE, 550},
    {"whoever is asked for is not whom to ask", NULL,
     "Address: <ann@example.com>\nSaid: 550-5.1.1 The user you asked for\n      550 5.1.1 is not here\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a daily summary of bounces names nobody",
     NULL_PATH "From: Reports <reports@mailings.example>\nSubject: Daily bounce report\n",
     "Yesterday 2 of your messages bounced:\n\n ann@example.com    hard   user unknown\n bob@example.net    soft   "
     "mailbox full\n",
     "", NX_KIND_NOT_A_BOUNCE, 0},
    {"a warning of a full mailbox names nobody", NULL_PATH "From: postmaster@relay.example\nSubject: Quota warning\n",
     "The mailbox ann@example.com is 95 % full. When it is full, mail to it will be refused with 552.\n", "",
     NX_KIND_UNKNOWN, 0},
    {"a job that could not report names nobody", NULL_PATH "From: root <root@host.example>\nSubject: backup failed\n",
     "backup.sh: error 550: could not send report to ann@example.com, message not delivered\n", "",
     NX_KIND_NOT_A_BOUNCE, 0},
    {"a parcel that failed is none, whatever its subject",
     NULL_PATH "From: Courier <track@courier.example>\nSubject: Delivery failed\n",
     "Delivery to Ann Other <ann@example.com> failed: nobody at home. The parcel was returned to sender.\n", "",
     NX_KIND_NOT_A_BOUNCE, 0},
    {"a payment that failed is none", NULL_PATH "From: Bank <alerts@bank.example>\nSubject: Transfer rejected\n",
     "Your transfer to account ann@example.com was rejected: error 550, insufficient funds.\n", "",
     NX_KIND_NOT_A_BOUNCE, 0},
    {"a mail system that nobody understands but for the name",
     NULL_PATH "From: mailer-daemon@example.com\nSubject: Hallo\n",
     "Hier geht an ann@example.com nichts: 550 so nicht.\n", "ann@example.com", NX_KIND_BOUNCE, 550},
    {"a table with codes in cells", NULL,
     "| ann@example.com | failed | 5.1.1 | 550 no such person |\n| bob@example.net | sent   | 2.0.0 | 250 queued |\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"somebody's answer is none, though it came from nowhere",
     NULL_PATH "From: Desk <desk@office.example>\nSubject: Re: bounces\n",
     "The message to ann@example.com was rejected by their server with 554. Ask them why.\n", "", NX_KIND_NOT_A_BOUNCE,
     0},
    {"a transcript for the postmaster of what others sent is none",
     NULL_PATH "From: MAILER-DAEMON@relay.example\nSubject: Postfix SMTP server: errors from unknown[192.0.2.7]\n",
     "Transcript of session follows.\n\n Out: 220 relay.example\n In:  MAIL FROM:<zoe@junk.example>\n Out: 250 ok\n "
     "In:  RCPT TO:<ann@example.com>\n "
     "Out: "
     "451 4.3.0 <ann@example.com>: Temporary lookup failure\n\nSession aborted\n",
     "", NX_KIND_UNKNOWN, 0},
    {"weekly statistics are none", NULL_PATH "From: postmaster@relay.example\nSubject: Weekly mail statistics\n",
     "Rejected: 812\n550 unknown user: ann@example.com (41), bob@example.com (12)\n", "", NX_KIND_UNKNOWN, 0},
    {"those under a heading of success did not fail", NULL,
     "Delivered successfully:\n   bob@example.net\n   carl@example.net\n\nFailed:\n   ann@example.com   550 no such "
     "user\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"nor did those of whom words say so", NULL,
     "Delivery to ann@example.com failed: no such user.\nDelivery to bob@example.net succeeded.\n", "ann@example.com",
     NX_KIND_BOUNCE, 0},
    {"nor those behind a heading further down", NULL,
     "The following recipients failed:\n\n   ann@example.com\n      550 no such user\n\nThe following recipients "
     "received the message:\n\n   "
     "bob@example.net\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"nor those of a table that says so", NULL,
     "Your message failed for some.\n\nann@example.com   550 no such user\nbob@example.net   Delivered\n",
     "ann@example.com", NX_KIND_BOUNCE, 550},
    {"what begins as a short label does is another word", NULL,
     "Of those dos ann@example.com and dos bob@example.net, as it was, it could not be delivered.\n", "",
     NX_KIND_UNKNOWN, 0},
    {"a parcel is none", NULL_PATH "From: Parcels <info@parcels.example>\nSubject: Your parcel\n",
     "The parcel for ann@example.com could not be delivered to the following address.\n", "", NX_KIND_NOT_A_BOUNCE, 0},
};

static NxReader *reader;

static void test_case(gconstpointer data)
{
    const Case *want = data;
    char *message = g_strdup_printf(
        "%sDate: Mon, 2 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n%s",
        want->headers ? want->headers : DAEMON, want->body);
    GBytes *bytes = g_bytes_new_take(message, strlen(message));
    NxEnvelope envelope = {.now = 1798675200};
    GError *error = NULL;
    NxReport *report = nx_reader_read(reader, bytes, &envelope, &error);
    g_assert_no_error(error);
    GString *got = g_string_new(NULL);
    for (guint i = 0; i < report->n_recipients; i++)
        g_string_append_printf(got, "%s%s", i ? " " : "", report->recipients[i].recipient);
    g_assert_cmpstr(got->str, ==, want->want);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(want->kind));
    if (want->reply)
        g_assert_cmpuint(report->recipients[0].reply_code, ==, want->reply);
    g_string_free(got, TRUE);
    nx_report_free(report);
    g_bytes_unref(bytes);
}

/* What a notice says of those below a heading is in the heading, where its first sentence only says that it failed. */
static void test_heading(void)
{
    const char *text = DAEMON "Date: Mon, 2 Nov 2026 10:00:00 +0000\n\nThe following message could not be delivered:\n"
                              "[026] Recipient(s) not found in address list:\n     SMTP:ann@example.com\n";
    GBytes *bytes = g_bytes_new_static(text, strlen(text));
    NxEnvelope envelope = {.now = 1798675200};
    NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_nonnull(report->recipients[0].note);
    g_assert_nonnull(strstr(report->recipients[0].note, "not found in address list"));
    nx_report_free(report);
    g_bytes_unref(bytes);
}

/* A subject that names the recipient says why, where the text says nothing. */
static void test_subject(void)
{
    const char *text =
        "From: MAILER-DAEMON@relay.example\nTo: <me@sender.example>\nSubject: Unknown user: ann@example.com\n"
        "Date: Mon, 2 Nov 2026 10:00:00 +0000\n\n" ORIGINAL;
    GBytes *bytes = g_bytes_new_static(text, strlen(text));
    NxEnvelope envelope = {.now = 1798675200};
    NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@example.com");
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "Unknown user: ann@example.com");
    nx_report_free(report);
    g_bytes_unref(bytes);
}

/* Nobody gets lost in a list that is longer than an announcement reaches. */
static void test_long_list(void)
{
    enum { RECIPIENTS = 500 };
    g_autoptr(GString) text = g_string_new(DAEMON "Date: Mon, 2 Nov 2026 10:00:00 +0000\n\nYour message could not be "
                                                  "delivered to the following recipients:\n\n");
    for (guint i = 0; i < RECIPIENTS; i++)
        g_string_append_printf(text, "  ann%u@example.com\n", i);
    g_string_append(text, "\n-- \npostal services\ncare@example.net\n");
    GBytes *bytes = g_bytes_new_static(text->str, text->len);
    NxEnvelope envelope = {.now = 1798675200};
    NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
    g_assert_cmpuint(report->n_recipients, ==, RECIPIENTS);
    g_assert_cmpstr(report->recipients[RECIPIENTS - 1].recipient, ==, "ann499@example.com");
    nx_report_free(report);
    g_bytes_unref(bytes);
}

/* ---- How far a notice is trusted --------------------------------------------------------------------------------- */

/* How a notice may name somebody, from what is clear to what has to be guessed. */
static const char *const WAYS[] = {
    "Your message to ann@example.com, of last week, could not be delivered. Bob <bob@example.net> knows.",
    "Mail to ann@example.com, of last week, could not be delivered. Bob <bob@example.net> knows.",
    "Recipient: ann@example.com",
    "We think of ann@example.com",
    "We think.\n\n" ORIGINAL,
};

static const struct {
    const char *name, *headers, *closing;
    guint ways; /* bits: those by which it names ann@example.com */
} TRUSTS[] = {
    {"a person's mail names nobody", PERSON, "Your message could not be delivered: 554.", 0},
    {"words of a failure name who is named clearly", NULL_PATH "From: Carla <carla@people.example>\nSubject: Hello\n",
     "Your message could not be delivered.", 0x05},
    {"a server's codes let a sentence name somebody",
     NULL_PATH "From: Carla <carla@people.example>\nSubject: It failed\n", "Your message could not be delivered: 554.",
     0x07},
    {"a mail system's notice is about the only one there is", DAEMON, "Your message could not be delivered.", 0x1f},
};

static void test_trust(gconstpointer data)
{
    guint i = GPOINTER_TO_UINT(data);
    for (guint way = 0; way < G_N_ELEMENTS(WAYS); way++) {
        gboolean original = strstr(WAYS[way], "Message-ID") != NULL;
        g_autofree char *text =
            g_strdup_printf("%sDate: Mon, 2 Nov 2026 10:00:00 +0000\n\n%s\n\n%s\n", TRUSTS[i].headers,
                            original ? TRUSTS[i].closing : WAYS[way], original ? WAYS[way] : TRUSTS[i].closing);
        g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
        NxEnvelope envelope = {.now = 1798675200};
        NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
        g_assert_cmpuint(report->n_recipients, ==, TRUSTS[i].ways >> way & 1);
        if (report->n_recipients)
            g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@example.com");
        nx_report_free(report);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxSettings settings = {0};
    NxLibrary *library = nx_library_new(&settings, NULL);
    reader = nx_reader_new(library, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *path = g_strdup_printf("/parse/general/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
        g_free(path);
    }
    for (guint i = 0; i < G_N_ELEMENTS(TRUSTS); i++) {
        g_autofree char *path = g_strdup_printf("/parse/general/%s", TRUSTS[i].name);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_trust);
    }
    g_test_add_func("/parse/general/the heading above a recipient is its note", test_heading);
    g_test_add_func("/parse/general/a subject that names the recipient says why", test_subject);
    g_test_add_func("/parse/general/a list may be longer than an announcement reaches", test_long_list);
    int status = g_test_run();
    nx_reader_free(reader);
    nx_library_unref(library);
    return status;
}
