# Claim.pm - short ways to write a claim down, for the sample cases beside it.
#
# A claim begins as one that nothing is wrong with: an office visit on
# 2024-10-08, sent on 2024-10-15.  A case says what is different about it.
#
#   claim('MEDB9', lines => ['99213-25 dx1', '11102 x2 $310.00'], dx => 'D485 L570',
#       'patient.dob' => '1946-03-12', history => ['27447 on2024-08-15 by:MACLEOD'])
#
# A line:  CODE[-MOD...]  x2 units  $10.00 charge  dx1,2 pointers  pos22  on2024-10-08  to2024-10-10
#          rev0450  by:THORNE rendering  ord:THORNE ordering  MJ unit of measure  min38  key=value
# Of history also:  payer:WHP01  dx:I10,E119  tob111  admit2024-10-03  denied
# People are named by their key in the roster, demo/library/providers.csv.
package Claim;
use strict;
use warnings;
use Exporter 'import';
use File::Basename 'dirname';
use JSON::PP;

our @EXPORT = qw(claim who org hospital as_json);

my $library = dirname(__FILE__) . '/../../../demo/library';
my %roster;
my %filing;

sub read_csv
{
	my ($name) = @_;
	open my $file, '<', "$library/$name.csv" or die "$name.csv: $!";
	chomp(my @rows = <$file>);
	my @names = split /,/, shift @rows;
	return map { my @f = split /,/, $_, -1; my %row; @row{@names} = @f; \%row } @rows;
}
$roster{ $_->{key} } = $_ for read_csv('providers');
$filing{ $_->{payer_id} } = $_->{filing} for read_csv('payers');

# Sites of the organisations.
my %site = (
	HARBOR    => ['4400 WHARF AVE',       'PORTLAND', '972015544'],
	BRENDAN   => ['15 ABBEY HILL RD',     'PORTLAND', '972098810'],
	DAYSURG   => ['4420 WHARF AVE',       'PORTLAND', '972015560'],
	REFLAB    => ['700 FOUNDRY ST',       'SALEM',    '973012216'],
	ROGUE     => ['88 MILL RACE LN',      'MEDFORD',  '975014420'],
	NORTHGATE => ['2100 N CROSSING BLVD', 'PORTLAND', '972174405'],
);

# Whose card each payer's claims show: last, first, born, sex, member id.
my %member = (
	MEDB9 => ['LOVELL',  'HARRIET', '1946-03-12', 'F', '5KD4PW2RT86'],
	MEDA9 => ['LOVELL',  'HARRIET', '1946-03-12', 'F', '5KD4PW2RT86'],
	DMEW6 => ['PRUITT',  'WALTER',  '1949-11-30', 'M', '7NE1CY3JK42'],
	SUMA5 => ['OAKES',   'BERNARD', '1951-01-19', 'M', 'SA4410027'],
	OHM33 => ['REYES',   'LUCIA',   '1990-06-02', 'F', 'QD620418X'],
	WHP01 => ['MERCER',  'JOAN',    '1981-05-23', 'F', 'WH417733'],
	EVG22 => ['NAKANO',  'KENJI',   '1974-08-14', 'M', 'EV5520186'],
	KLM08 => ['SUTTER',  'PAULA',   '1969-12-05', 'F', 'K80412277'],
	TRW77 => ['HOLLOW',  'DEAN',    '1978-04-27', 'M', '55120988341'],
	CCF07 => ['BARROW',  'MILES',   '1987-02-08', 'M', undef],
	PAC19 => ['WINTERS', 'ELLA',    '1993-09-16', 'F', undef],
	CLO66 => ['MERCER',  'JOAN',    '1981-05-23', 'F', 'CB100200'],
);

# A person in a role.
sub who
{
	my ($key) = @_;
	my $p = $roster{$key} or die "nobody is called $key";
	return { npi => $p->{npi}, last => $p->{last_or_org}, first => $p->{first}, taxonomy => $p->{taxonomies} };
}

# An organisation in a role.
sub org
{
	my ($key) = @_;
	my $p = $roster{$key} or die "nothing is called $key";
	my ($line1, $city, $zip) = @{ $site{$key} };
	return { npi => $p->{npi}, name => $p->{last_or_org},
		addr => { line1 => $line1, city => $city, state => 'OR', zip => $zip } };
}

sub billing
{
	my ($key) = @_;
	my $p = $roster{$key};
	return { %{ org($key) }, tin => (split /\|/, $p->{tins})[0], taxonomy => $p->{taxonomies} };
}

sub number { my ($t) = @_; return $t =~ /^\d+$/ ? 0 + $t : $t }

# One line as text becomes one as data.
sub line
{
	my ($text, $claim, $on) = @_;
	return $text if ref $text;
	my ($first, @words) = split ' ', $text;
	my ($code, @mods) = split /-/, $first;
	my %line = (code => $code eq '.' ? undef : $code, units => 1, from => $on);
	my @pointers = (1);
	$line{mods} = \@mods if @mods;
	for (@words)
	{
		if    (/^x(\d+)$/)            { $line{units} = 0 + $1 }
		elsif (/^x(\d*\.\d+)$/)       { $line{units} = "$1" }
		elsif (/^\$(-?[\d.]*)$/)      { $line{charge} = $1 eq '' ? undef : $1 }
		elsif (/^dx([\d,]*)$/)        { @pointers = map { 0 + $_ } split /,/, $1 }
		elsif (/^pos(..)$/)           { $line{pos} = $1 }
		elsif (/^on(\d{4}-\d\d-\d\d)/) { $line{from} = $1 }
		elsif (/^to(\d{4}-\d\d-\d\d)/) { $line{to} = $1 }
		elsif (/^rev(\d+)$/)          { $line{rev} = $1 }
		elsif (/^by:(\w+)$/)          { $line{rendering} = who($1) }
		elsif (/^ord:(\w+)$/)         { $line{ordering} = who($1) }
		elsif (/^(MJ|UN)$/)           { $line{uom} = $1 }
		elsif (/^min(\d+)$/)          { $line{minutes} = 0 + $1 }
		elsif (/^ndc:(.*?):(.*?):(.*?)$/) { $line{ndc} = { qual => 'N4', code => $1, qty => $2, uom => $3 } }
		elsif (/^(\w+)=(.*)$/)        { $line{$1} = $2 eq '' ? undef : $2 }
		else                          { die "what is \"$_\" in \"$text\"?" }
	}
	$line{to} = $line{from} unless exists $line{to};
	my $times = $line{units} =~ /^\d+$/ && $line{units} > 0 && ($line{uom} // '') ne 'MJ' ? $line{units} : 1;
	$line{charge} = sprintf '%d.00', 150 * $times unless exists $line{charge};
	$line{dx_ptr} = \@pointers if $claim->{form} eq 'P';
	return \%line;
}

# One line of the patient's history.
sub past
{
	my ($text, $claim, $n) = @_;
	return $text if ref $text;
	my ($first, @words) = split ' ', $text;
	my ($code, @mods) = split /-/, $first;
	my $inst = $claim->{form} eq 'I';
	my $rend = $inst ? 'BRENDAN' : 'THORNE';
	my %h = (claim_id => "H-$n", payer_id => $claim->{payer_id}, status => 'paid',
		code => $code eq '.' ? undef : $code, mods => \@mods, units => 1);
	for (@words)
	{
		if    (/^x(\d+)$/)     { $h{units} = 0 + $1 }
		elsif (/^on(\S+)$/)    { $h{from} = $h{to} = $1 }
		elsif (/^to(\d\S+)$/)  { $h{to} = $1 }
		elsif (/^by:(\w+)$/)   { $rend = $1 }
		elsif (/^payer:(\w+)$/) { $h{payer_id} = $1 }
		elsif (/^dx:(\S+)$/)   { $h{dx} = [ split /,/, $1 ] }
		elsif (/^pos(..)$/)    { $h{pos} = $1 }
		elsif (/^tob(\S+)$/)   { $h{tob} = $1 }
		elsif (/^admit(\S+)$/) { $h{admit} = $1 }
		elsif (/^(paid|pending|denied|voided)$/) { $h{status} = $1 }
		elsif (/^claim:(\S+)$/) { $h{claim_id} = $1 }
		else                   { die "what is \"$_\" in \"$text\"?" }
	}
	my $p = $roster{$rend} or die "nobody is called $rend";
	@h{qw(rend tin specialty)} = ($p->{npi}, (split /\|/, $p->{tins})[0], $p->{specialty});
	return \%h;
}

sub diagnoses
{
	my ($text) = @_;
	return $text if ref $text;
	return [ map { my ($code, $poa) = split /:/; { code => $code, defined $poa ? (poa => $poa) : () } } split ' ', $text ];
}

# Puts a value where a path such as "lines.0.units" leads.
sub put
{
	my ($place, $path, $value) = @_;
	my @steps = split /\./, $path;
	my $last = pop @steps;
	for (@steps)
	{
		$place = ref $place eq 'ARRAY' ? ($place->[$_] //= {}) : ($place->{$_} //= {});
	}
	if (ref $place eq 'ARRAY') { $place->[$last] = $value } else { $place->{$last} = $value }
}

sub cents { my ($t) = @_; return defined $t && $t =~ /^(-?)(\d*)\.(\d\d)$/ ? "${1}1" * ($2 * 100 + $3) : 0 }

# What every claim has: the payer, the patient, the lines, the sum.
sub build
{
	my ($claim, %set) = @_;
	my $payer = $claim->{payer_id};
	my ($last, $first, $dob, $sex, $id) = @{ $member{$payer} || $member{WHP01} };
	$claim->{patient} = { last => $last, first => $first, dob => $dob, sex => $sex, rel => '18',
		addr => { line1 => '31 LINDEN ST', city => 'PORTLAND', state => 'OR', zip => '972126610' } };
	$claim->{subscriber} = { last => $last, first => $first, dob => $dob, member_id => $id };
	if (my $child = delete $set{child})
	{
		@{ $claim->{patient} }{qw(first dob sex rel)} = (@$child, '19');
	}
	my $on = delete $set{on} // '2024-10-08';
	$claim->{dx} = diagnoses(delete $set{dx} // 'I10');
	my ($lines, $history, $elig) = delete @set{qw(lines history elig)};
	my $n = 0;
	$claim->{lines} = [ map { { n => ++$n, %{ line($_, $claim, $on) } } } @{ $lines // ['99213'] } ];
	$claim->{billing} = billing(delete $set{billing}) if $set{billing} && !ref $set{billing};
	for my $role (qw(rendering referring ordering supervising attending operating))
	{
		$claim->{$role} = who(delete $set{$role}) if defined $set{$role} && !ref $set{$role};
	}
	$claim->{service_facility} = org(delete $set{at}) if $set{at};
	my $total = exists $set{total_charge} ? delete $set{total_charge} : undef;
	for (sort keys %set) { put($claim, $_, $set{$_}) }
	$n = 0;
	$claim->{history} = [ map { past($_, $claim, ++$n) } @$history ] if $history;
	$claim->{eligibility} = { status => 'active', eff => '2015-01-01', checked_on => '2024-10-07',
		(map { $_ => $claim->{subscriber}{$_} } qw(member_id last dob)), %$elig } if $elig;
	my $sum = 0;
	for (@{ $claim->{lines} }) { $sum += cents($_->{charge}) unless ($_->{rev} // '') eq '0001' }
	$claim->{total_charge} = $total // sprintf '%.2f', $sum / 100;
	return $claim;
}

my $count = 0;

# A professional claim.
sub claim
{
	my ($payer, %set) = @_;
	return build({ claim_id => sprintf('S-%04d', ++$count), form => 'P', submit_date => '2024-10-15',
			payer_id => $payer, payer_seq => 'P', filing_ind => $filing{$payer} // 'CI', freq => '1', pos => '11',
			billing => billing('HARBOR'), rendering => who('THORNE') }, %set);
}

# A hospital's claim; without lines that of an emergency visit.
sub hospital
{
	my ($payer, $tob, %set) = @_;
	my ($from, $to) = @set{qw(stmt_from stmt_to)};
	my $inpatient = $tob =~ /^(11|21)/;
	$from //= $inpatient ? '2024-10-01' : '2024-10-08';
	$to //= $inpatient ? '2024-10-04' : $from;
	$set{lines} //= $inpatient ? ['. rev0120 x3', '. rev0250'] : ['99284 rev0450'];
	$set{dx} //= $inpatient ? 'J189:Y I10:Y' : 'R0789';
	$set{on} //= $from;
	my %stay = $inpatient
		? (admit_date => $from, admit_hour => '09', admit_dx => 'J189') : (reason_dx => ['R0789']);
	return build({ claim_id => sprintf('S-%04d', ++$count), form => 'I', submit_date => '2024-10-15',
			payer_id => $payer, payer_seq => 'P', filing_ind => $filing{$payer} // 'CI', freq => substr($tob, 2, 1),
			tob => $tob, stmt_from => $from, stmt_to => $to, admit_type => '1', admit_source => '1', %stay,
			discharge_status => '01', billing => billing('BRENDAN'), attending => who('THORNE') }, %set);
}

# Keys in the order that people read a claim in.
my $place = 0;
my %place = map { $_ => ++$place } qw(sample claim_id form n submit_date payer_id payer_seq filing_ind freq orig_ref pos tob
	stmt_from stmt_to total_charge status code mods units uom charge from to dx_ptr npi last first name);
my $writer = JSON::PP->new->utf8->sort_by(
	sub { ($place{$JSON::PP::a} // 99) <=> ($place{$JSON::PP::b} // 99) or $JSON::PP::a cmp $JSON::PP::b });

sub as_json { return $writer->encode($_[0]) }

1;
