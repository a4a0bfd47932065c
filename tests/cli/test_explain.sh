#!/bin/sh
# nixie explain
. "$(dirname "$0")/../tap.sh"

run explain 5.1.1
exits 'a code has an article' 0
says 'with its title' '^5\.1\.1 '
run explain --format md 5.1.1
says 'as Markdown' '^## '
run explain --format json 5.1.1
says 'as JSON' '"name":"5.1.1"'
run explain userunknown
exits 'a reason has one' 0
run explain 5.1.1 userunknown
ok 'several at once' sh -c '[ "$(grep -c "^5\.1\.1 \|^userunknown " "$1")" -ge 2 ]' sh "$T/out"
run explain 5.9.99
exits 'a code of which nothing is known has one too' 0
run explain --lang de 5.1.1
says 'in German' 'Bedeutung'
LC_ALL=de_DE.UTF-8 run explain 5.1.1
says 'in the language of a locale that was never generated' 'Bedeutung'
LC_ALL=C run explain --lang de 5.1.1
ok 'in plain C it is ASCII' sh -c '! LC_ALL=C grep -q "[^ -~]" "$1"' sh "$T/out"
run explain --ascii 5.1.1
ok 'and with --ascii' sh -c '! LC_ALL=C grep -q "[^ -~]" "$1"' sh "$T/out"

run explain '550 5.1.1 <anna@one.example>: Recipient address rejected: User unknown in virtual mailbox table'
exits 'a pasted line is judged' 0
says 'with a reason' 'reason  *user unknown (userunknown)'
says 'a class' 'class  *hard'
says 'and the article in short' '^    5\.1\.1 '
run explain 552 5.2.2 mailbox full
says 'it need not be quoted' 'mailboxfull'
run explain --format json '452 4.2.2 mailbox full'
is 'the verdict as JSON' 'mailboxfull soft retry' "$(values reason) $(values class) $(values suggested)"

# Patterns
run explain '5.7.*'
exits 'a pattern of codes is answered' 0
says 'with a line for each that it fits' '^5\.7\.1  *Delivery not authorized'
silent_on 'and no other' '^[^5]\|^5\.[^7]'
is 'in the order of their numbers' '5.7.9 5.7.10' "$(awk '$1 == "5.7.9" || $1 == "5.7.10" { printf "%s%s", s, $1; s = " " }' "$T/out")"
run explain 'X.2.*'
says 'a pattern may leave the class open' '^X\.2\.2  *Mailbox full'
run explain '55*'
says 'or be of reply codes' '^552  '
run explain 5xx
says 'with x for any digit' '^550  '
run explain --lang de '5.2.*'
says 'titles are in the language asked for' '^5\.2\.2  *Postfach voll'
run explain --format md '5.2.*'
says 'as Markdown' '^- \[5\.2\.2\](5\.2\.2) '
run explain --format json '5.2.*'
is 'as JSON' 'code 5.2.0' "$(perl -MJSON::PP -0777 -ne '$l = decode_json $_; print "$l->[0]{kind} $l->[0]{name}"' "$T/out")"
run explain '5.99.*'
exits 'a pattern that fits nothing is status 1' 1

# Words
run explain mailbox full
exits 'words are looked up' 0
says 'in the titles of codes' '^5\.2\.2  '
says 'and of reasons' '^mailboxfull '
run explain --lang de voll
says 'in German' '^4\.2\.2  *Postfach voll'
run explain backscatter
says 'else in what articles say' '^virusdetected  '
says 'with the line that it stands in' '^    Take it seriously'
run explain user unknown
says 'the only article that fits is shown whole' '^At a glance'
run explain the mailbox is over quota now
says 'a wording that a rule decides is judged' 'reason  *mailbox full (mailboxfull)'
run explain quantum flux capacitor
exits 'words that stand nowhere are status 1' 1
complains 'and are named' 'quantum flux capacitor'
run explain mailbx full
complains 'titles are near, too' 'mailboxfull'
run explain 5.1.9999
complains 'a code that cannot be has near ones' '5\.1\.9'

# Tokens, synonyms, a provider's code
run explain s3150
says 'a token has a page, however it is written' '^microsoft/s3150 S3150'
run explain --lang de graylisting
says 'and so has what people call something' '^greylisting Greylisting: Der'
run explain Postfach voll
says 'in German too' '^mailboxfull '
says 'with what else is called so' '^5\.2\.2  '
run explain 'AUP#In-710'
says 'a token that a rule alone knows is judged' 'rule  *spectrum-other'
run explain microsoft 5.4.1
says "a provider's code means what the provider means" '^Microsoft 365 uses 5\.4\.1 for userunknown'
says 'and has its signatures' '^microsoft/edge-blocking '
run explain 5.9.99 google
says 'in any order, also where it means nothing of its own' '^Google .* is not known to mean anything of its own by 5\.9\.99'

# What is known beside a pasted line
line='550 Unknown user anna@one.example'
run explain --provider docomo --command data "$line"
says 'the provider and the command may be told' 'rule  *docomo-sender-not-let-in'
run explain "$line"
silent_on 'and without them it is another case' 'docomo'
run explain --host gmail-smtp-in.l.google.com '452 4.2.2 out of storage space'
says 'or the host' 'signature  *google/overquotatemp'
run explain --domain gmail.com '452 4.2.2 out of storage space'
says "or the recipient's domain" 'signature  *google/overquotatemp'
run explain --provider nobody "$line"
exits 'a provider that is none is status 2' 2
run explain --command shout "$line"
exits 'so is a command that is none' 2

# Lines as they are found
one='550 5.7.1 refused [CS01]'
for pasted in "smtp; $one" "Diagnostic-Code: smtp;$one" "<anna@one.example>: host mx.one.example[192.0.2.1] said: $one (in reply to end of DATA command)" \
    "Nov 30 10:00:00 mx postfix/smtp[1]: 4ABCDEF012: to=<anna@one.example>, relay=mx.one.example[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.7.1, status=bounced (host mx.one.example[192.0.2.1] said: $one (in reply to end of DATA command))"; do
    run explain "$pasted"
    says 'whatever stands before an answer, it is read' 'rule  *apple-token'
done
run explain '<anna@one.example>: host mx.one.example[192.0.2.1] said: 521 5.3.2 Service currently unavailable (in reply to RCPT TO command)'
says 'also where its beginning counts' 'rule  *postscreen-deny-token'
silent_on 'and nothing is asked that a mailbox alone can tell' '\[own\]'
printf 'Final-Recipient: rfc822; anna@one.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n\nFinal-Recipient: rfc822; berta@one.example\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full\n' >"$T/fields"
run explain - <"$T/fields"
says 'fields of a notice are read for each recipient' 'recipient  *berta@one.example'
says 'with the verdict on each' 'mailbox full (mailboxfull)'

# Diagnostics
printf 'smtp; 550-5.1.1 The account that you tried to reach does not exist. Please check\n550-5.1.1 the address for spelling\n550 5.1.1 and blanks\n' >"$T/diagnostic"
run explain - <"$T/diagnostic"
exits 'a whole diagnostic is read from standard input' 0
says 'and judged' 'reason  *user unknown (userunknown)'
run explain "$(cat "$T/diagnostic")"
says 'or from an argument of several lines' 'reason  *user unknown (userunknown)'
echo 5.1.1 >"$T/code"
run explain - <"$T/code"
says 'a code on standard input is a code' '^5\.1\.1 '
run explain - </dev/null
exits 'nothing on standard input is status 1' 1

# Overruled codes
rate='550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages'
run explain "$rate"
says 'a rule that overrides the code says so' '5\.2\.1 by itself stands for suspend (disabled)\. Rule rate-'
says 'and which words decided' 'because the text says: .receiving mail at a rate'
run explain --lang de "$rate"
says 'also in German' '5\.2\.1 allein steht .* suspend (deaktiviert)\. Die Regel rate-.*weil im Text steht: .*receiving mail'
run explain --format json "$rate"
ok 'and in JSON' grep -q '"override":"5\.2\.1 by itself' "$T/out"
run explain --format md "$rate"
says 'and in Markdown' '^- \*\*why:\*\* 5\.2\.1 by itself'
run explain '550 5.1.1 user unknown'
silent_on 'where code and rule agree there is nothing to say' 'by itself'

run explain userunkown
exits 'a word that is no name is status 1' 1
complains 'and names what is near to it' 'userunkown.*userunknown'
run explain
exits 'nothing to explain is status 2' 2
run explain --lang xx 5.1.1
exits 'a language that is none is status 2' 2
done_testing
