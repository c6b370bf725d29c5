package Practice;

# Practice.pm - the made-up practices that the benchmarks bill for: groups,
# clinicians, payers and what each specialty does.  The library generator and
# the claim generator both use it, so that claims and library fit together.

use strict;
use warnings;
use Exporter 'import';

our @EXPORT = qw(npi @GROUPS @CLINICIANS @PAYERS %SPECIALTY %PROFILE roll pick shape made_up);

# The same numbers everywhere: drand48 with a fixed seed is perl's own.
sub roll { return int(rand($_[0])); }
sub pick { return $_[ int(rand(@_)) ]; }

# A national provider identifier with a correct check digit.
sub npi
{
	my ($serial) = @_;
	my $base = sprintf('13%07d', $serial);
	my $sum = 24;
	my @digits = reverse split //, $base;

	for my $i (0 .. $#digits)
	{
		my $d = $digits[$i] * ($i % 2 == 0 ? 2 : 1);
		$sum += $d > 9 ? $d - 9 : $d;
	}
	return $base . ((10 - $sum % 10) % 10);
}

# The shape of a code: 1 for 99213, 2 for J1885, 3 for 0001U, 4 for 0001F, 0 for none.
sub shape
{
	return $_[0] =~ /^\d{5}$/ ? 1 : $_[0] =~ /^[A-Z]\d{4}$/ ? 2 :
		$_[0] =~ /^\d{4}[UMA]$/ ? 3 : $_[0] =~ /^\d{4}[FT]$/ ? 4 : 0;
}

# Specialty: CMS code, taxonomy, visits, other work, diagnoses.  Of the other
# work a code may carry modifiers (":"), which it is billed with.
our %SPECIALTY = (
	primary => {
		code => '11', taxonomy => '207R00000X',
		visits => [qw(99213 99213 99213 99214 99214 99203 99204 99215 99212)],
		work => [qw(36415 85025 80053 80061 83036 84443 81003 87804 93000 82962 71046 96372 90686 90471 J1885 J3420 82306 87880 94760)],
		dx => [qw(I10 E119 E785 J069 M5459 R5383 Z0000 N390 E039 K219 F411 R0600 J45909 E1165 D649 E559 R109 M25561)],
	},
	cardiology => {
		code => '06', taxonomy => '207RC0000X',
		visits => [qw(99214 99214 99215 99204 99213)],
		work => [qw(93000 93306 93880 93970 36415 80061 83880 85610 80053 84443)],
		dx => [qw(I10 I2510 I480 I5022 R079 I4891 E785 R002 I509 I350)],
	},
	orthopedics => {
		code => '20', taxonomy => '207X00000X',
		visits => [qw(99213 99213 99203 99214 99204)],
		work => [qw(73562:RT 73030:RT 20610:RT 73110:RT 72100 J3301 72040 73630:RT 20550 20611:RT)],
		dx => [qw(M25561 M25511 M1711 M5416 M7061 M5459 S93401A M79671 M542 M19011)],
	},
	therapy => {
		code => '65', taxonomy => '225100000X',
		visits => [qw(97161:GP 97110:GP 97110:GP)],
		work => [qw(97110:GP 97140:GP 97112:GP 97530:GP 97035:GP 97116:GP)],
		dx => [qw(M5459 M25561 M542 M5416 R2689 M6281)],
	},
	pediatrics => {
		code => '37', taxonomy => '208000000X', young => 1,
		visits => [qw(99392 99393 99394 99213 99213 99213)],
		work => [qw(90633 90686 90707 90716 87880 87804 92551 99173 96110 90471 90472)],
		dx => [qw(Z00129 J069 H6690 J029 R509 Z23 L309 J209 B349)],
	},
	dermatology => {
		code => '07', taxonomy => '207N00000X',
		visits => [qw(99213 99203 99212 99214)],
		work => [qw(17000 17003 88305 87101 J3301 87220 36415)],
		dx => [qw(L570 L821 D485 B079 L309 L700 C44319 L219)],
	},
	psychiatry => {
		code => '26', taxonomy => '2084P0800X',
		visits => [qw(99214 99213)],
		work => [qw(90833 82947 80178 80053 36415 84443)],
		dx => [qw(F329 F411 F319 F331 F909 F4310 F419)],
	},
	laboratory => {
		code => '69', taxonomy => '291U00000X',
		visits => [],
		work => [qw(80053 85025 80061 83036 84443 82306 82607 83540 84153 87086 81001 82728 85610 86140 82746 84439 82043 82570)],
		dx => [qw(E119 E785 E039 D649 I10 R5383 Z0000 E559 N390)],
	},
);

# The procedures of all of them, without modifiers.
our %PROFILE = map { s/:.*//r => 1 } map { (@{ $_->{visits} }, @{ $_->{work} }) } values %SPECIALTY;

# About as many codes as are in use, spread over the ranges as they are.
sub made_up_codes
{
	my %all = %PROFILE;
	my @ranges = ([100, 1999, 7], [10004, 69990, 8], [70010, 79999, 9], [80047, 89398, 6], [90281, 99607, 5]);

	for my $r (@ranges)
	{
		for (my $c = $r->[0]; $c <= $r->[1]; $c += $r->[2]) { $all{ sprintf('%05d', $c) } = 1; }
	}
	for my $letter (split //, 'ACEGJKLQSTV')
	{
		$all{ sprintf('%s%04d', $letter, 1 + $_ * 11) } = 1 for 0 .. 800;
	}
	$all{ sprintf('%04dU', $_) } = 1 for 1 .. 450;
	$all{ sprintf('%04dF', 5 * $_) } = 1 for 1 .. 500;
	return \%all;
}

my $made_up;
sub made_up { $made_up //= made_up_codes(); return sort keys %$made_up; }

our @PAYERS = (
	# id, class, filing, share of the claims, ncci, form of the member's number
	[qw(BMCRB medicare_b MB 28 MCR mbi)],
	[qw(BMADV medicare_adv 16 10 MCR plan)],
	[qw(BMCD1 medicaid MC 14 MCD state)],
	[qw(BCOM1 commercial CI 14 MCR plan)],
	[qw(BCOM2 commercial CI 8 MCR plan)],
	[qw(BBLU1 bcbs BL 14 MCR blue)],
	[qw(BBLU2 bcbs BL 6 MCR blue)],
	[qw(BTRI1 tricare CH 4 MCR dod)],
	[qw(BWCP1 wc WC 2 NONE none)],
	[qw(BMCRA medicare_a MA 0 MCR mbi)],
	[qw(BDME1 dme_mac MB 0 MCR mbi)],
	[qw(BAUT1 auto AM 0 NONE none)],
);

our (@GROUPS, @CLINICIANS);

# Forty groups with about eight clinicians each, all of one specialty.
{
	my @names = sort keys %SPECIALTY;

	for my $g (0 .. 39)
	{
		my $specialty = $g % 5 < 2 ? 'primary' : $names[ $g % @names ];
		push @GROUPS, {
			index => $g, npi => npi(1000 + $g), tin => sprintf('84%07d', 1200000 + 137 * $g),
			name => "BENCH GROUP $g", specialty => $specialty, clinicians => [],
		};
		for my $i (0 .. 7)
		{
			my $clinician = {
				group => $g, npi => npi(20000 + 100 * $g + $i), specialty => $specialty,
				last => sprintf('CLINICIAN%c%c', 65 + $g % 26, 65 + $i), first => 'PAT',
			};
			push @{ $GROUPS[$g]{clinicians} }, $clinician;
			push @CLINICIANS, $clinician;
		}
	}
}

1;
