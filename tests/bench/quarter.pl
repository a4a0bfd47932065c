#!/usr/bin/perl
# quarter.pl BUILD [N [MODE]]: a quarter at a site with N addresses (2,000) and a send a week: `filter` before each, `accept` after it.
# MODE says who tells of attempts: `plain`, nobody; `due`, `due --target`; `target`, `filter --target`. Addresses live, die, fill up, are slow,
# blocked, come back, or are slandered; what comes back is the text of notices. Nothing is random and no clock is asked but NIXIE_NOW.
# Prints what became of whom. Ends with status 1 where a dead one stays in, a full one outlives its plan, a live one is out at the end, or
# somebody was mailed inside a pause.
use strict;
use warnings;
use File::Temp qw(tempdir);
use POSIX qw(strftime);
use Time::HiRes ();

my ($build, $n, $mode) = @ARGV;
$build //= 'build';
$n    ||= 2000;
$mode ||= 'plain';
my ($WEEKS, $DAY, $HOUR) = (13, 86400, 3600);
my $BEGIN = 1788350400;    # 2026-09-02 12:00 UTC
my $dir = tempdir(CLEANUP => 1);
@ENV{qw(HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME)} = ($dir) x 4;
@ENV{qw(LC_ALL TZ)} = ('C.UTF-8', 'UTC');
delete @ENV{qw(LANGUAGE LANG LC_MESSAGES)};
mkdir "$dir/nixie";
put("$dir/nixie/nixie.conf", "[own]\ndomains = sender.example\nmta = mta.sender.example\n");

sub put {
    my ($path, $text) = @_;
    open my $out, '>:raw', $path or die "$path: $!\n";
    print $out $text;
    close $out or die "$path: $!\n";
}

my %seconds;
sub nixie {    # what a command writes, and its status
    my ($now, @command) = @_;
    local $ENV{NIXIE_NOW} = strftime('%Y-%m-%dT%H:%M:%SZ', gmtime $now);
    my $began = Time::HiRes::time();
    open my $pipe, '-|', "$build/nixie", @command or die "$build/nixie: $!\n";
    my $text = do { local $/; <$pipe> } // '';
    close $pipe;
    $seconds{ $command[0] } += Time::HiRes::time() - $began;
    return ($text, $? >> 8);
}

# ---- Who is there: each kind's share of a hundred, and what comes of the mail to it in the weeks since it began to fail ---------------------
my @KINDS = (
    [ live     => 66 ],
    [ away     => 4 ],    # lives, and answers by itself
    [ slandered => 3 ],    # lives, and somebody posts bounces in its name
    [ dead     => 8 ],    # in telling words, and proven
    [ doubtful => 3 ],    # dead, but not in such words, or not proven
    [ soft     => 2 ],    # fails for a while, and then for good
    [ full     => 5 ],
    [ reviving => 4 ],    # full twice, then empty again
    [ slow     => 3 ],    # turned away now and then: a rate limit
    [ blocked  => 2 ],    # until the cause is removed, in week 7
);
my @DOMAINS = map { "town$_.example" } 1 .. 40;
my @everybody;
{
    my @deck = map { ($_->[0]) x $_->[1] } @KINDS;
    for my $i (0 .. $n - 1) {
        my $kind = $deck[ ($i * 37) % 100 ];    # 37 and 100 have no divisor in common: every hundred is dealt out whole
        push @everybody, { address => "$kind$i\@$DOMAINS[ $i % @DOMAINS ]", kind => $kind, begins => ($i * 7) % 6, number => $i, sends => [] };
    }
}
my %by_address = map { $_->{address} => $_ } @everybody;
put("$dir/list", join '', map { "$_->{address}\n" } @everybody);

# ---- Notices --------------------------------------------------------------------------------------------------------------------------------
my $serial = 0;
sub mail_date { return strftime('%a, %d %b %Y %H:%M:%S +0000', gmtime shift) }

sub separated {
    my ($at, $text) = @_;
    return 'From MAILER-DAEMON ' . strftime('%a %b %d %H:%M:%S %Y', gmtime $at) . "\n$text\n";
}

sub original {
    my ($to, $id) = @_;
    return "From: News <news\@sender.example>\nTo: $to\nSubject: This week\nMessage-ID: <$id>\n";
}

sub postfix {    # a DSN of our own server
    my ($to, $at, $status, $words, $id) = @_;
    my ($domain, $date, $own) = (($to =~ /@(.*)/), mail_date($at), ++$serial);
    return separated($at, <<"END");
Return-Path: <>
Received: by mta.sender.example (Postfix) id Q$own; $date
Date: $date
From: MAILER-DAEMON\@mta.sender.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: news\@sender.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="Q$own/mta.sender.example"
Message-Id: <n$own\@mta.sender.example>

--Q$own/mta.sender.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mta.sender.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<$to>: host mx.$domain said: $words (in reply to RCPT TO command)

--Q$own/mta.sender.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mta.sender.example
X-Postfix-Queue-ID: Q$own
Arrival-Date: $date

Final-Recipient: rfc822; $to
Original-Recipient: rfc822;$to
Action: failed
Status: $status
Remote-MTA: dns; mx.$domain
Diagnostic-Code: smtp; $words

--Q$own/mta.sender.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

@{[ original($to, $id) ]}
--Q$own/mta.sender.example--
END
}

sub qmail {    # a notice in words of a stranger's server
    my ($to, $at, $status, $words, $id) = @_;
    my ($domain, $date, $own) = (($to =~ /@(.*)/), mail_date($at), ++$serial);
    return separated($at, <<"END");
Return-Path: <>
Received: from mx.$domain (mx.$domain [192.0.2.7]) by mta.sender.example with SMTP; $date
Date: $date
From: MAILER-DAEMON\@mx.$domain
To: news\@sender.example
Subject: failure notice
Message-ID: <n$own\@mx.$domain>

Hi. This is the qmail-send program at mx.$domain.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<$to>:
$words

--- Below this line is a copy of the message.

@{[ original($to, $id) ]}
Hello.
END
}

sub answer {
    my ($to, $at, $id) = @_;
    my ($domain, $date, $own) = (($to =~ /@(.*)/), mail_date($at), ++$serial);
    return separated($at, <<"END");
Return-Path: <>
Received: from mx.$domain (mx.$domain [192.0.2.7]) by mta.sender.example with ESMTP; $date
Date: $date
From: $to
To: news\@sender.example
Subject: Out of office: This week
Message-ID: <a$own\@$domain>
In-Reply-To: <$id>
Auto-Submitted: auto-replied

I am away until Monday.
END
}

my %TELLING = (dead => '550 5.1.1 <%s>: Recipient address rejected: User unknown');
my @FULL = ([ '4.2.2', '452 4.2.2 Mailbox is full' ], [ '5.2.2', '552 5.2.2 <%s>: user is over quota' ]);

sub bounced { my ($who, $at, $id, $status, $words) = @_; return postfix($who->{address}, $at, $status, sprintf($words, ($who->{address}) x ($words =~ /%s/)), $id) }

# What comes back of a message; '' nothing. `since`: how many messages it was sent since it began to fail, this one not counted.
my %COMES_BACK = (
    live      => sub { '' },
    slandered => sub { '' },
    away      => sub { my ($who, $at, $id) = @_; answer($who->{address}, $at, $id) },
    dead      => sub { bounced(@_[ 0 .. 2 ], '5.1.1', $TELLING{dead}) },
    doubtful  => sub {
        my ($who, $at, $id) = @_;
        return $who->{number} % 2 ? bounced($who, $at, $id, '5.0.0', '554 5.0.0 Service unavailable')
                                  : qmail($who->{address}, $at, '5.1.1', 'Sorry, no mailbox here by that name. (#5.1.1)', $id);
    },
    soft => sub {
        my ($who, $at, $id, $since) = @_;
        return $since ? bounced($who, $at, $id, '5.1.1', $TELLING{dead}) : bounced($who, $at, $id, '4.4.1', '451 4.4.1 Connection timed out');
    },
    full     => sub { my ($who, $at, $id) = @_; bounced($who, $at, $id, @{ $FULL[ $who->{number} % 2 ] }) },
    reviving => sub {
        my ($who, $at, $id, $since) = @_;
        return bounced($who, $at, $id, @{ $FULL[0] }) if $since < 2;
        return $since == 2 && $who->{number} % 2 ? answer($who->{address}, $at, $id) : '';
    },
    slow => sub { my ($who, $at, $id, $since) = @_; $since % 3 ? '' : bounced($who, $at, $id, '4.7.0', '421 4.7.0 Too many messages, slow down') },
    blocked => sub {
        my ($who, $at, $id, $since, $week) = @_;
        return $week < 7 ? bounced($who, $at, $id, '5.7.1', '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org') : '';
    },
);

# ---- What the plan says, reckoned by ourselves: 24 h, 48 h, 72 h, 7 d ---------------------------------------------------------------------
my @STEPS = map { $_ * $DAY } 1, 2, 3, 7;
sub pause {    # after a full mailbox
    my ($who, $at) = @_;
    return if $who->{until} && $at <= $who->{until};    # inside the step
    $who->{attempt}++;
    $who->{until} = $who->{attempt} <= @STEPS ? $at + $STEPS[ $who->{attempt} - 1 ] : 9e15;
}

# ---- The quarter ----------------------------------------------------------------------------------------------------------------------------
my (@wrong, %sum, %left);
sub wrong { push @wrong, sprintf shift, @_ }

sub read_answer {    # accept's: how many were taken, how many left, and why
    my ($text) = @_;
    my ($took) = $text =~ /^took (\d+)/m;
    my ($left, $why) = $text =~ /^left (\d+): ([^;\n]*)/m;
    while (($why // '') =~ /(\d+) ([^,]+)/g) { $left{$2} += $1 }
    return ($took // 0, $left // 0);
}

for my $week (0 .. $WEEKS - 1) {
    my $now = $BEGIN + $week * 7 * $DAY;
    nixie($now, 'release', '--', '-/blocked') if $week == 7;
    nixie($now, 'due', '--target', 'news', '--format', 'text', '--output', "$dir/due$week") if $mode eq 'due' && $week;
    my ($list, $status) = nixie($now, 'filter', '--allow-empty', ($mode eq 'target' ? ('--target', 'news') : ()), '--list', "$dir/list");
    wrong("week %d: filter ended with %d", $week, $status) if $status;
    my ($box, %named) = ('');
    for my $address (split /\n/, $list) {
        my $who = $by_address{$address} // die "$address: not on the list\n";
        my ($at, $id) = ($now + $HOUR + $who->{number} % 50 * 60, "w$week.$who->{number}\@sender.example");
        wrong("%s was mailed in week %d, inside its pause", $address, $week) if ($who->{until} // 0) > $now;
        push @{ $who->{sends} }, $week;
        next if $week < $who->{begins} && $who->{kind} ne 'away';
        my $back = $COMES_BACK{ $who->{kind} }->($who, $at, $id, $who->{failed}++ // 0, $week);
        next if !$back;
        $box .= $back;
        $named{$address} = 1;
        pause($who, $at) if $who->{kind} =~ /^(full|reviving)$/ && $back =~ /^Action: failed/m;
        delete @$who{qw(until attempt)} if $who->{kind} eq 'reviving' && $back !~ /^Action: failed/m;
    }
    for my $who (grep { $_->{kind} eq 'slandered' && $week % 3 == 1 } @everybody) {
        $box .= qmail($who->{address}, $now + 2 * $HOUR, '5.1.1', 'Sorry, no mailbox here by that name. (#5.1.1)', "forged$week\@elsewhere.example");
        $named{ $who->{address} } = 1;
    }
    next if $box eq '';
    put("$dir/box$week", $box);
    my $read_at = $now + $DAY;
    my ($text, $guard) = nixie($read_at, 'accept', '--used-up', "$dir/box$week");
    my ($took, $left) = read_answer($text);
    if ($guard == 3) {    # a person looks at what is held, and lets it through
        my @sources = $text =~ /accept --allow (\S+)/g;
        $sum{guards} += @sources;
        ($text, $guard) = nixie($read_at, 'accept', '--used-up', (map { ('--allow', $_) } @sources), "$dir/box$week");
        my ($more, $rest) = read_answer($text);
        $took += $more;
        $left = $rest;
    }
    wrong("week %d: accept ended with %d", $week, $guard) if $guard && $guard != 3;
    $sum{took}     += $took;
    $sum{messages} += () = $box =~ /^From MAILER-DAEMON/mg;
}

# ---- What became of them --------------------------------------------------------------------------------------------------------------------
my $end = $BEGIN + $WEEKS * 7 * $DAY;
my ($standing) = nixie($end, 'export', '--what', 'all', '--format', 'tsv');
my %decision = map { my @cell = split /\t/; ($cell[0] => $cell[1]) } grep { /@/ } split /\n/, $standing;
my ($passed) = nixie($end, 'filter', '--list', "$dir/list");
my %in = map { $_ => 1 } split /\n/, $passed;

for my $who (@everybody) {
    my ($address, $kind) = @$who{qw(address kind)};
    my $failing = grep { $_ >= $who->{begins} } @{ $who->{sends} };
    my $count = $sum{kind}{$kind} //= {};
    $count->{all}++;
    $count->{out} += !$in{$address};
    $count->{suppressed} += ($decision{$address} // '') eq 'suppress';
    $count->{sends} += $failing;
    if ($kind eq 'dead') {
        wrong('%s is dead, and in at the end', $address) if $in{$address};
        wrong('%s is dead, and was mailed %d times', $address, $failing) if $failing > 2;
    } elsif ($kind eq 'soft') {
        wrong('%s died, and is in at the end', $address) if $in{$address};
        wrong('%s died, and was mailed %d times', $address, $failing) if $failing > 3;
    } elsif ($kind eq 'full') {
        wrong('%s is full, and is not suppressed when its plan is over', $address) if ($decision{$address} // '') ne 'suppress';
        wrong('%s is full, and was mailed %d times', $address, $failing) if $failing != 5;
    } elsif ($kind ne 'doubtful') {
        wrong('%s lives, and is out at the end: %s', $address, $decision{$address} // '-') if !$in{$address};
        wrong('%s lives, and is suppressed', $address) if ($decision{$address} // '') eq 'suppress';
    } else {
        wrong('%s is not certainly dead, and is suppressed', $address) if ($decision{$address} // '') eq 'suppress';
    }
}
wrong('nobody is told why the doubtful ones were left') if !$left{'not certain'} && !$left{'to be reviewed'};

printf "%d addresses, %d weeks, %s: %d messages came back, %d decisions were taken, %d guards answered\n", $n, $WEEKS, $mode, $sum{messages}, $sum{took}, $sum{guards} // 0;
printf "  %-10s %6s %6s %11s %22s\n", 'kind', 'all', 'out', 'suppressed', 'sends since it failed';
printf "  %-10s %6d %6d %11d %22.1f\n", $_, @{ $sum{kind}{$_} }{qw(all out suppressed)}, $sum{kind}{$_}{sends} / $sum{kind}{$_}{all} for grep { $sum{kind}{$_} } map { $_->[0] } @KINDS;
print '  left, over all runs: ', join(', ', map { "$left{$_} $_" } sort keys %left), "\n";
printf "  seconds: %s\n", join ', ', map { sprintf '%s %.1f', $_, $seconds{$_} } sort keys %seconds if $ENV{QUARTER_TIMES};
print "wrong: $_\n" for @wrong > 20 ? (@wrong[ 0 .. 19 ], @wrong - 20 . ' more') : @wrong;
exit(@wrong ? 1 : 0);
