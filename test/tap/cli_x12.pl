# rcm findings and rcm claims: X12 files of any size, without a server.
use strict;
use warnings;

use File::Temp ();
use FindBin ();
use IO::Compress::Gzip qw($GzipError gzip);
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

use lib $FindBin::RealBin;
use Command 'command_path';

my $rcm = command_path();
plan skip_all => 'the command rcm is not installed' unless defined $rcm;
# no server is asked
delete local @ENV{qw(PGHOST PGPORT PGDATABASE)};

my $dir = File::Temp->newdir;
chdir $dir or die "$dir: $!";

sub answers
{
	my ($name, $in, $args, @want) = @_;
	my ($out, $err);
	IPC::Run::run([ $rcm, @$args ], '<', \$in, '>', \$out, '2>', \$err, IPC::Run::timeout(120));
	my @got = ($? >> 8, $out, $err);
	my $same = $got[0] == $want[0] && (grep { ref $want[$_] ? $got[$_] =~ $want[$_] : $got[$_] eq $want[$_] } 1, 2) == 2;
	ok($same, $name) or diag("status $got[0]\n--- out\n$got[1]--- err\n$got[2]");
	return;
}

# ---- an interchange of n claims ----

my $isa = 'ISA*00*          *00*          *ZZ*MERIDIAN       *ZZ*CLEARING       *260105*0930*^*00501*000000001*0*T*:~'
	. 'GS*HC*MERIDIAN*CLEARING*20260105*0930*1*X*005010X222A1~';
sub head
{
	return 'ST*837*0001*005010X222A1~BHT*0019*00*1*20260105*0930*CH~NM1*41*2*MERIDIAN*****46*1~PER*IC*DESK*TE*5550100~NM1*40*2*CLEARING*****46*2~'
		. 'HL*1**20*1~NM1*85*2*MERIDIAN*****XX*1234567893~N3*1 MAIN ST~N4*ALBANY*NY*122070001~REF*EI*123456789~'
		. 'HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE*JANE****MI*M1~N3*2 ELM ST~N4*ALBANY*NY*12207~DMG*D8*19800101*F~NM1*PR*2*AETNA*****PI*60054~';
}
sub claims
{
	my ($n) = @_;
	return join '', map { "CLM*C$_*100***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20260102~" } 1 .. $n;
}
sub interchange
{
	my ($n) = @_;
	return $isa . head() . claims($n) . 'SE*' . (18 + 5 * $n) . '*0001~GE*1*1~IEA*1*000000001~';
}
my $good = interchange(2);
(my $bad = $good) =~ s/CLM\*C2\*100\*/CLM*C2*101*/;
sub file
{
	my ($name, $bytes) = @_;
	open my $out, '>:raw', $name or die "$name: $!";
	print $out $bytes;
	close $out;
	return $name;
}
file('good.837', $good);
file('bad.837', $bad);
gzip(\$good, 'good.837.gz') or die $GzipError;

answers('a clean file has no findings', '', [ 'findings', 'good.837' ], 0, '', '');
answers('nor has it when packed', '', [ 'findings', 'good.837.gz' ], 0, '', '');
answers('nor through a pipe', $good, [ 'findings', '-' ], 0, '', '');
answers('a charge that is not the sum of its lines', '', [ 'findings', 'bad.837' ], 1,
	qr/^\d+\t25\tCLM\tCLM02-LINES\tCLM02 is 101\.00, the lines' charges add up to 100\.00\n$/, '');
answers('with several files each line says which', '', [ 'findings', 'good.837', 'bad.837' ], 1, qr/^bad\.837\t\d+\t25\tCLM\tCLM02-LINES\t.*\n$/, '');
answers('cut off', substr($good, 0, length($good) - 40), [ 'findings', '-' ], 1, qr/\tSE\d*\t|SE-MISSING/, '');
answers('not X12', "hello\n", [ 'findings', '-' ], 1, '', "rcm: standard input: not an X12 interchange: no delimiters found\n");
answers('nothing', '', [ 'findings', '-' ], 1, '', "rcm: standard input: not an X12 interchange: no delimiters found\n");
answers('no such file', '', [ 'findings', 'none' ], 1, '', "rcm: none: No such file or directory\n");
answers('no file', '', ['findings'], 2, '', qr/^rcm: findings needs a file\n/);
answers('its claims', '', [ 'claims', 'good.837' ], 0, qr/^\{"claim_id":"C1",.*\}\n\{"claim_id":"C2",.*\}\n$/, '');
answers('claims of a file with findings', '', [ 'claims', 'bad.837' ], 1, qr/^\{"claim_id":"C1",.*\}\n\{"claim_id":"C2",.*\}\n$/,
	"rcm: bad.837: not all of it could be read: see rcm findings\n");

# ---- what comes with the last bytes belongs to the last claim ----

my $cut = substr($good, 0, rindex($good, 'SV1*') + length('SV1*HC:99213*100*UN*1***1'));
answers('a file cut off behind its last charge', $cut, [ 'claims', '-' ], 1, qr/\{"claim_id":"C2",[^\n]*"lines":\[\{"n":1,"code":"99213",[^\n]*\n\z/,
	qr/not all of it could be read/);

# ---- memory does not grow with the file ----

SKIP:
{
	-r '/proc/self/status' or skip 'no /proc', 2;
	my $process = open my $pipe, '|-', "exec $rcm findings - >found" or die;
	my $piece = claims(2000);
	print $pipe $isa, head();
	print $pipe $piece for 1 .. 200;
	my ($peak) = slurp_file("/proc/$process/status") =~ /^VmHWM:\s+(\d+) kB/m;
	print $pipe 'SE*' . (18 + 5 * 400_000) . '*0001~GE*1*1~IEA*1*000000001~';
	ok(close($pipe), length($piece) * 200 . ' bytes are read, and nothing is lost');
	cmp_ok($peak, '<', 16 * 1024, 'in less than 16 MB of memory');
}

chdir '/';
done_testing();
