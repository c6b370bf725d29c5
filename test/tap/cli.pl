# The command rcm against a server of its own: every kind of file, what is
# refused and how, what is left afterwards.  The files are made here.
use strict;
use warnings;

use File::Temp ();
use FindBin ();
use IO::Compress::Gzip qw($GzipError gzip);
use IO::Compress::Zip qw($ZipError);
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use lib $FindBin::RealBin;
use Command 'command_path';

my $rcm = command_path();
plan skip_all => 'the command rcm is not installed' unless defined $rcm;

# ---- a server ----

my $node = PostgreSQL::Test::Cluster->new('cli');
$node->init;
$node->append_conf('postgresql.conf', $ENV{RCM_TEST_CONF}) if defined $ENV{RCM_TEST_CONF};
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION rcm');
$node->safe_psql('postgres', 'SELECT rcm.create_library()');
$node->safe_psql('postgres', 'CREATE ROLE stranger LOGIN');
$node->safe_psql('postgres', 'CREATE DATABASE plain');
local $ENV{PGHOST} = $node->host;
local $ENV{PGPORT} = $node->port;
local $ENV{PGDATABASE} = 'postgres';
# the command's own name is looked for among the connections
delete local $ENV{PGAPPNAME};

my $dir = File::Temp->newdir;
chdir $dir or die "$dir: $!";

sub rows
{
	return $node->safe_psql('postgres', $_[0]);
}

# What the command answers: status, standard output, standard error.
sub rcm
{
	my ($in, @args) = ref $_[0] ? (${ shift() }, @_) : ('', @_);
	my ($out, $err);
	my $done = IPC::Run::run([ $rcm, @args ], '<', \$in, '>', \$out, '2>', \$err, IPC::Run::timeout(120));
	return ($? & 127 ? "signal " . ($? & 127) : $? >> 8, $out, $err);
}

# answers NAME, [ARGUMENTS], STATUS, OUT, ERR: texts must be the same, patterns match
sub answers
{
	my ($name, $args, @want) = @_;
	my @got = rcm(@$args);
	my $same = $got[0] eq $want[0];
	for my $i (1, 2)
	{
		$same &&= ref $want[$i] ? $got[$i] =~ $want[$i] : $got[$i] eq $want[$i];
	}
	ok($same, $name) or diag("status $got[0]\n--- out\n$got[1]--- err\n$got[2]");
	return;
}

# refused NAME, [ARGUMENTS], ERR: with status 1, nothing printed, and nothing loaded
sub refused
{
	my ($name, $args, $why) = @_;
	my $before = rows('SELECT count(*) FROM rcm_library.release');
	answers($name, $args, 1, '', "rcm: $why\nrcm: nothing was loaded\n");
	is(rows('SELECT count(*) FROM rcm_library.release'), $before, "$name: nothing is loaded");
	return;
}

# ---- files ----

sub file
{
	my ($name, $text) = @_;
	open my $out, '>:raw', $name or die "$name: $!";
	print $out $text;
	close $out;
	return $name;
}

sub zip
{
	my ($name, @members) = @_;
	my $zip;
	while (my ($member, $text) = splice @members, 0, 2)
	{
		if ($zip) { $zip->newStream(Name => $member); }
		else { $zip = IO::Compress::Zip->new($name, Name => $member) or die $ZipError; }
		$zip->print($text);
	}
	$zip->close;
	return $name;
}

sub mue
{
	return join "\r\n", "\"A notice,\nof two lines\"", '"HCPCS/' . "\n" . 'Code",Practitioner MUE Values,Indicator,Rationale',
		(map { "$_->[0],$_->[1],$_->[2],\"made, up\"" } @_), '';
}

my $ptp_head = "A notice\r\nColumn 1\tColumn 2\t*=before\tEffective\tDeletion\tModifier\tRationale\r\n\t\t1996\tDate\r\n";
sub ptp
{
	return $ptp_head . join '', map { join("\t", @$_) . "\r\n" } @_;
}

# A workbook: its first sheet is empty; strings that begin with = are numbers.
sub xlsx
{
	my ($name, @rows) = @_;
	my (@strings, $sheet, $n);
	for my $row (@rows)
	{
		$n++;
		my $column = 'A';
		my $cells = '';
		for my $cell (@$row)
		{
			my $place = $column++ . $n;
			next if $cell eq '';
			if ($cell =~ /^=(.*)/) { $cells .= qq(<c r="$place"><v>$1</v></c>); next; }
			push @strings, $cell =~ s/&/&amp;/gr =~ s/</&lt;/gr;
			$cells .= qq(<c r="$place" t="s"><v>$#strings</v></c>);
		}
		$sheet .= qq(<row r="$n">$cells</row>);
	}
	my $main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
	return zip($name,
		'[Content_Types].xml' => '<Types/>',
		'xl/workbook.xml' => qq(<workbook $main xmlns:r="r"><sheets><sheet name="a" r:id="r1"/><sheet name="b" r:id="r2"/></sheets></workbook>),
		'xl/_rels/workbook.xml.rels' => '<Relationships><Relationship Id="r1" Target="worksheets/one.xml"/><Relationship Id="r2" Target="/xl/worksheets/two.xml"/></Relationships>',
		'xl/sharedStrings.xml' => "<sst $main>" . join('', map { "<si><r><t>" . substr($_, 0, 1) . "</t></r><r><t xml:space=\"preserve\">" . substr($_, 1) . "</t></r><rPh><t>x</t></rPh></si>" } @strings) . '</sst>',
		'xl/worksheets/one.xml' => "<worksheet $main><sheetData/></worksheet>",
		'xl/worksheets/two.xml' => "<worksheet $main><sheetData>$sheet</sheetData></worksheet>");
}

my @limits = ([ '90001', 1, '2 Day' ], [ 'A9001', 0, '3 Day' ], [ '90003', 12, '1 Line' ]);
my $q3 = file('MCR_MUE_PractitionerServices_Eff_07-01-2024.csv', mue(@limits));
my $loaded = "mue-practitioner 2024Q3: 3 rows, already loaded, nothing changed\n";

# ---- use ----

answers('no command', [], 2, '', qr/^Usage: rcm COMMAND/);
answers('help', ['--help'], 0, qr/^Usage: rcm COMMAND.*load SET FILE/s, '');
answers('help of a command', [ $_, '--help' ], 0, qr/^Usage: rcm $_ .*--dbname/s, '') for qw(load releases unload diff at dashboard);
answers('version', ['--version'], 0, qr/^rcm \d/, '');
answers('no such command', ['lode'], 2, '', "rcm: there is no command \"lode\"\nrcm: see rcm --help\n");
answers('no such option', [ 'load', '--fast' ], 2, '', qr/unrecognized option '--fast'\nrcm: see rcm load --help\n/);
answers('an option without its value', [ 'at', '-d' ], 2, '', qr/requires an argument -- 'd'\nrcm: see rcm at --help\n/);
answers('no set', ['load'], 2, '', qr/load needs a set and its files/);
answers('no file', [ 'load', 'mue-dme' ], 2, '', qr/load needs the files of the set/);
answers('no such set', [ 'load', 'mues', $q3 ], 2, '', qr/^rcm: there is no set "mues": rcm load --list shows them\n/);
answers('no such day', [ 'load', 'mue-dme', $q3, '--from', '2024-02-30' ], 2, '', qr/--from: "2024-02-30" is not a date \(YYYY-MM-DD\)/);
answers('days in the wrong order', [ 'load', 'mue-dme', $q3, '--from', '2024-02-02', '--to', '2024-02-01' ], 2, '', qr/--to is before --from/);
answers('too many words', [ 'at', '2024-01-01', 'x' ], 2, '', qr/^rcm: at takes a date\n/);
answers('the sets', [ 'load', '--list' ], 0, qr/^set +publisher +title +files\nptp-practitioner +CMS +NCCI PTP.*\nmue-practitioner +CMS /s, '');

# ---- the database ----

answers('no server', [ 'releases', '-h', "$dir" ], 3, '', qr/^rcm: connection to server on socket .* failed/);
answers('no database', [ 'releases', '-d', 'nowhere' ], 3, '', qr/database "nowhere" does not exist/);
answers('no extension', [ 'load', 'mue-practitioner', $q3, '--dbname', 'plain' ], 3, '',
	qr/^rcm: schema "rcm" does not exist\nrcm: hint: .*CREATE EXTENSION rcm.*\nrcm: nothing was loaded\n$/);
answers('no permission', [ 'load', 'mue-practitioner', $q3, '-U', 'stranger' ], 3, '', qr/^rcm: permission denied .*nothing was loaded\n$/s);
answers('a connection string', [ 'releases', '-d', "host=$ENV{PGHOST} dbname=postgres" ], 0, qr/^set +release/, '');

# ---- one release in all its packings ----

answers('tried first', [ 'load', 'mue-practitioner', $q3, '--dry-run' ], 0,
	"$q3: 3 rows\nmue-practitioner 2024Q3: 3 rows, 3 added, 0 ended, 0 unchanged (dry run: nothing was kept)\n", '');
is(rows('SELECT count(*) FROM rcm_library.release'), 0, 'nothing is left of a trial');
is(rows('SELECT count(*) FROM rcm_library.mue'), 0, 'no row either');
answers('loaded', [ 'load', 'mue-practitioner', $q3 ], 0,
	"$q3: 3 rows\nmue-practitioner 2024Q3: 3 rows, 3 added, 0 ended, 0 unchanged\n", '');
is(rows(q(SELECT string_agg(concat_ws(' ', code, value, mai, rationale), '; ' ORDER BY code) FROM rcm_library.mue)),
	'90001 1 2 made, up; 90003 12 1 made, up; A9001 0 3 made, up', 'its rows are there');
is(rows('SELECT concat_ws(\' \', set_name, name, eff, term, row_count, files, loaded_by = current_user) FROM rcm_library.release'),
	"mue-practitioner 2024Q3 2024-07-01 3 {$q3} t", 'and its release');
SKIP:
{
	my ($sum) = `sha256sum $q3 2>/dev/null` =~ /^(\w+)/ or skip 'no sha256sum', 1;
	is(rows("SELECT encode(file_sha256, 'hex') FROM rcm_library.release"), $sum, 'with the hash that sha256sum prints');
}
answers('again', [ 'load', 'mue-practitioner', $q3 ], 0, "$q3: 3 rows\n$loaded", '');
answers('quietly', [ 'load', '-q', 'mue-practitioner', $q3 ], 0, '', '');
gzip($q3 => "$q3.gz") or die $GzipError;
answers('gzip', [ 'load', 'mue-practitioner', "$q3.gz" ], 0, "$q3.gz: 3 rows\n$loaded", '');
my $q3_text = slurp_file($q3);
my ($head, $tail) = (substr($q3_text, 0, 90), substr($q3_text, 90));
gzip(\$head => \my $packed_head);
gzip(\$tail => \my $packed_tail);
file("two-$q3.gz", $packed_head . $packed_tail . "\0" x 100);
answers('two gzip streams in one file, padded', [ 'load', 'mue-practitioner', "two-$q3.gz" ], 0, qr/$loaded/, '');
answers('standard input', [ \$q3_text, 'load', 'mue-practitioner', '-', '--release', '2024Q3', '--from', '2024-07-01' ], 0, "standard input: 3 rows\n$loaded", '');
my $q3_gz = slurp_file("$q3.gz");
answers('standard input, gzip', [ \$q3_gz, 'load', 'mue-practitioner', '-', '--release', '2024Q3' , '--from', '2024-07-01' ], 0, qr/$loaded/, '');
zip('mue.zip', 'docs/readme.txt' => 'no table', 'notes.pdf' => '%PDF', "MUE/$q3" => $q3_text, $q3 =~ s/csv$/txt/r => 'a twin', $q3 =~ s/csv$/xlsx/r => 'another');
answers('zip with much else in it', [ 'load', 'mue-practitioner', 'mue.zip' ], 0, "mue.zip (MUE/$q3): 3 rows\n$loaded", '');
rename "$q3.gz", 'wrong-name.csv';
answers('told by its content', [ 'load', 'mue-practitioner', 'wrong-name.csv', '--release', '2024Q3', '--from', '2024-07-01' ], 0, qr/$loaded/, '');

# ---- spreadsheets ----

my @sheet = ([ 'A notice & more' ], [ 'HCPCS', 'Practitioner MUE Values', "Indi\ncator", 'Rationale' ],
	[ '=90001', '=1', '2 Day', 'made, up' ], [ 'A9001', '=0', '3 "Day"' ], [], [ '90003', '=1.2E1', '1 Line', 'x<y' ]);
my $q4 = xlsx('MCR_MUE_PractitionerServices_Eff_10-01-2024.xlsx', @sheet);
answers('a spreadsheet', [ 'load', 'mue-practitioner', $q4 ], 0, "$q4: 3 rows\nmue-practitioner 2024Q4: 3 rows, 2 added, 2 ended, 1 unchanged\n", '');
is(rows(q(SELECT string_agg(concat_ws(' ', code, value, mai, rationale), '; ' ORDER BY code) FROM rcm_library.mue WHERE ended_by = 0)),
	'90001 1 2 made, up; 90003 12 1 x<y; A9001 0 3', 'texts in pieces, numbers, quotes, empty cells and rows');
zip('sheet.zip', 'layout.xlsx' => 'no table', $q4 => slurp_file($q4));
answers('a spreadsheet in a zip', [ 'load', 'mue-practitioner', 'sheet.zip' ], 0, "sheet.zip ($q4): 3 rows\nmue-practitioner 2024Q4: 3 rows, already loaded, nothing changed\n", '');
$sheet[5][1] = 'many';
my $bad = xlsx('MCR_MUE_PractitionerServices_Eff_01-01-2025.xlsx', @sheet);
refused('a bad cell', [ 'load', 'mue-practitioner', $bad ], "$bad, line 6, column 2: \"many\" is not a number");
zip('fake.xlsx', '[Content_Types].xml' => '<Types/>', 'xl/workbook.xml' => '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>');
refused('a document type', [ 'load', 'mue-practitioner', 'fake.xlsx' ], "fake.xlsx: the spreadsheet is not one of Excel's: it has a document type");
zip('cut.xlsx', '[Content_Types].xml' => '<Types/>', 'xl/workbook.xml' => '<workbook><sheets>');
refused('cut XML', [ 'load', 'mue-practitioner', 'cut.xlsx' ], "cut.xlsx: the spreadsheet is damaged (xl/workbook.xml, line 1: no element found)");

# ---- parts ----

my $f1 = file('ccipra-v302r0-f1.TXT', ptp([ '90001', '90002', '*', '19960101', '*', 1, 'made up' ], [ '90001', '90003', '', '20240101', '20240331', 0, 'made up' ]));
my $f2 = file('ccipra-v302r0-f2.TXT', ptp([ 'A9001', '90002', '', '20240701', '*', 9, 'other' ]));
answers('two parts, in any order', [ 'load', 'ptp-practitioner', $f2, $f1 ], 0,
	qr/^$f1: 2 rows\n$f2: 1 rows\nptp-practitioner 2024Q3: 3 rows, \d added, 0 ended, 0 unchanged\n$/, '');
answers('in the other order', [ 'load', 'ptp-practitioner', $f1, $f2 ], 0, qr/already loaded, nothing changed\n$/, '');
zip("parts$_.zip", "ccipra-v302r0-f$_.TXT" => slurp_file("ccipra-v302r0-f$_.TXT")) for 1, 2;
answers('each in a zip', [ 'load', 'ptp-practitioner', 'parts2.zip', 'parts1.zip' ], 0, qr/already loaded, nothing changed\n$/, '');
zip('parts.zip', $f2 => slurp_file($f2), $f1 => slurp_file($f1), 'ccioph-v302r0-f1.TXT' => 'of another set');
answers('all in one zip', [ 'load', 'ptp-practitioner', 'parts.zip' ], 0, qr/already loaded, nothing changed\n$/, '');
refused('a part missing', [ 'load', 'ptp-practitioner', $f2 ], "part 1 of the release is missing: $f2 is part 2");
mkdir 'copy';
file("copy/$f1", slurp_file($f1));
refused('a part twice', [ 'load', 'ptp-practitioner', $f1, "copy/$f1" ], "copy/$f1: is part 1 of the release, as $f1 is");
refused('a file twice', [ 'load', 'mue-practitioner', $q3, $q3 ], "$q3: is given twice");
file('ccipra-v312r0-f2.TXT', slurp_file($f2));
refused('two releases', [ 'load', 'ptp-practitioner', $f1, 'ccipra-v312r0-f2.TXT' ], "ccipra-v312r0-f2.TXT: is of release 2025Q3, and $f1 of release 2024Q3");
file('ccioph-v302r0-f1.TXT', slurp_file($f1));
refused('another set', [ 'load', 'ptp-practitioner', 'ccioph-v302r0-f1.TXT' ], 'ccioph-v302r0-f1.TXT: belongs to set "ptp-outpatient", not to "ptp-practitioner"');
answers('a file of an archive, by its name', [ 'load', 'ptp-practitioner', 'parts.zip', '--member', '*F1.txt', '--dry-run', '--release', 'one' ], 1,
	'', qr/^rcm: .*nothing was loaded\n$/s);

# ---- refused ----

refused('no such file', [ 'load', 'mue-practitioner', 'none.csv' ], 'none.csv: No such file or directory');
refused('a directory', [ 'load', 'mue-practitioner', 'copy' ], 'copy: is a directory');
my $q1 = 'MCR_MUE_PractitionerServices_Eff_01-01-2025.csv';
refused('an empty file', [ 'load', 'mue-practitioner', file($q1, '') ], "$q1, line 1: no row in it: this is not \"NCCI medically unlikely edits, practitioner\", or not all of it");
file($q1, mue(@limits, [ '9000', 1, '1 Line' ]));
refused('a row that is none', [ 'load', 'mue-practitioner', $q1 ], "$q1, line 8, column 1: not a procedure code: the file is damaged or cut");
file($q1, substr(mue(@limits), 0, -6));
refused('cut in a field', [ 'load', 'mue-practitioner', $q1 ], "$q1, line 7: a quoted field is not closed");
my $day = file('ccipra-v313r0-f1.TXT', ptp([ '90001', '90002', '', '20241399', '*', 1, 'made up' ]));
refused('no such day in a file', [ 'load', 'ptp-practitioner', $day ], "$day, line 4, column 4: \"20241399\" is not a date (YYYYMMDD)");
file('cut.csv.gz', substr($q3_gz, 0, -20));
refused('gzip cut', [ 'load', 'mue-practitioner', 'cut.csv.gz' ], 'cut.csv.gz: it is cut: the compressed data ends too early');
file('bad.csv.gz', substr($q3_gz, 0, -6) . 'xxxxxx');
refused('gzip damaged', [ 'load', 'mue-practitioner', 'bad.csv.gz' ], 'bad.csv.gz: it is damaged: incorrect data check');
my $zip = slurp_file('mue.zip');
file('cut.zip', substr($zip, 0, -40));
answers('zip cut', [ 'load', 'mue-practitioner', 'cut.zip' ], 1, '', qr/^rcm: cut.zip: the zip archive is cut or damaged \(.*\)\nrcm: nothing was loaded\n$/);
my $at = index($zip, $q3) + length($q3) + 30;
substr($zip, $at, 8) = "\xFF" x 8;
file('bad.zip', $zip);
answers('zip damaged', [ 'load', 'mue-practitioner', 'bad.zip' ], 1, '', qr/^rcm: bad.zip \(MUE\/$q3\): the zip archive is damaged \(.*\)\nrcm: nothing was loaded\n$/);
refused('zip without a table', [ 'load', 'mue-practitioner', zip('none.zip', 'x.pdf' => '%PDF') ], 'none.zip: the zip archive holds no file that could be "NCCI medically unlikely edits, practitioner"');
refused('zip without such a file', [ 'load', 'mue-practitioner', 'none.zip', '--member', '*.csv' ], 'none.zip: no file in the zip archive is called "*.csv"');
my $mue_zip = slurp_file('mue.zip');
refused('zip as standard input', [ \$mue_zip, 'load', 'mue-practitioner', '-' ], 'standard input: it is a zip archive, which must be given as a file by its name');
refused('an old workbook', [ 'load', 'mue-practitioner', file('old.xls', "\xD0\xCF\x11\xE0 and so on") ], 'old.xls: it is an old Excel workbook (.xls): save it as .xlsx or CSV');
answers('a release without a name', [ \$q3_text, 'load', 'mue-practitioner', '-' ], 2, "standard input: 3 rows\n",
	"rcm: neither the files nor their names say which release of \"mue-practitioner\" this is: give --release and --from\nrcm: nothing was loaded\n");
answers('a release without a beginning', [ \$q3_text, 'load', 'mue-practitioner', '-', '--release', 'r' ], 2, "standard input: 3 rows\n",
	"rcm: neither the files nor their names say from when release r of \"mue-practitioner\" is in force: give --from\nrcm: nothing was loaded\n");
my $other = mue(@limits, [ '90004', 1, '1 Line' ]);
answers('another file under a known name', [ \$other, 'load', 'mue-practitioner', '-', '--release', '2024Q3', '--from', '2024-07-01' ], 1, "standard input: 4 rows\n",
	qr/^rcm: release "2024Q3" of set "mue-practitioner" is loaded already, from another file\nrcm: hint: .*\nrcm: nothing was loaded\n$/);
my $fewer = mue($limits[0]);
answers('far fewer rows', [ \$fewer, 'load', 'mue-practitioner', '-', '--from', '2025-01-01' ], 1, "standard input: 1 rows\n",
	qr/^rcm: release "2025-01-01" of set "mue-practitioner" has 1 rows where release "2024Q4" has 3\nrcm: detail: .*\nrcm: hint: .*--fewer-rows.*\nrcm: nothing was loaded\n$/);
answers('said to be whole', [ \$fewer, 'load', 'mue-practitioner', '-', '--from', '2025-01-01', '--fewer-rows' ], 0,
	qr/^standard input: 1 rows\nmue-practitioner 2025-01-01: 1 rows, /, '');
ok($node->poll_query_until('postgres', "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'rcm'"), 'no connection is left');

# ---- reports ----

answers('releases', [ 'releases', 'mue-practitioner' ], 0, qr/^set +release +from +to +since +until +published +rows +loaded at\n(mue-practitioner +20.*\n){3}$/, '');
answers('releases of all sets', ['releases'], 0, qr/\nptp-practitioner +2024Q3 +2024-07-01 +-infinity +infinity +3 +\d{4}-/, '');
answers('what judges a day', [ 'at', '2024-08-01' ], 0,
	qr/^set +release +since +until +rows\nmue-practitioner +2024Q3 +2024-07-01 +2024-09-30 +3\nptp-practitioner +2024Q3 .*\n$/, '');
answers('what judges no day', [ 'at', '2024-13-01' ], 2, '', qr/"2024-13-01" is not a date/);
answers('what changed', [ 'diff', 'mue-practitioner', '2024Q4', '2025-01-01' ], 0,
	qr/^-\tmue\t(?=.*\tvalue=12\b)(?=.*\bcode=90003\b).*\n-\tmue\t.*\bcode=A9001\b.*\n$/, '');
answers('nothing changed', [ 'diff', 'mue-practitioner', '2024Q4', '2024Q4' ], 0, '', '');
answers('no such release', [ 'diff', 'mue-practitioner', '2024Q4', 'none' ], 1, '', "rcm: release \"none\" of set \"mue-practitioner\" is not loaded\n");
answers('taken out on trial', [ 'unload', 'mue-practitioner', '2025-01-01', '--dry-run' ], 0, qr/^mue-practitioner 2025-01-01: \d rows taken out \(dry run: nothing was changed\)\n$/, '');
is(rows("SELECT count(*) FROM rcm_library.release WHERE name = '2025-01-01'"), 1, 'it is still there');
answers('taken out', [ 'unload', 'mue-practitioner', '2025-01-01' ], 0, qr/^mue-practitioner 2025-01-01: \d rows taken out\n$/, '');
is(rows("SELECT count(*) FROM rcm_library.release WHERE name = '2025-01-01'"), 0, 'it is gone');
answers('taken out twice', [ 'unload', 'mue-practitioner', '2025-01-01' ], 1, '', "rcm: release \"2025-01-01\" of set \"mue-practitioner\" is not loaded\n");
answers('values are values', [ 'unload', "x' OR true --", "'; DROP TABLE rcm_library.mue" ], 1, '', qr/is not loaded\n$/);
my $odd = "o'dd \\ \"name\".csv";
file($odd, $q3_text);
answers('an odd file name', [ 'load', 'mue-practitioner', $odd, '--release', 'o\'dd "r"', '--from', '2023-01-01', '--to', '2023-01-31', '--published', '2022-12-01' ], 0, qr/o'dd "r": 3 rows/, '');
is(rows(q(SELECT concat_ws(' ', files[1], eff, term, published_on) FROM rcm_library.release WHERE name = 'o''dd "r"')), "$odd 2023-01-01 2023-01-31 2022-12-01", 'is kept as it is');

# ---- a terminal ----

SKIP:
{
	eval { require IO::Pty; 1 } or skip 'no IO::Pty', 2;
	local $ENV{TERM} = 'xterm';
	my ($out, $in) = ('', '');
	my $run = IPC::Run::start([ $rcm, 'load', 'mue-practitioner', $q3 ], '<pty<', \$in, '>pty>', \$out, IPC::Run::timeout(60));
	$run->finish;
	like($out, qr/\r\S*07-01-2024\.csv \[#*-*\] +\d+%  \S+ rows  [\d.]+ MB\/s/, 'a bar on a terminal');
	like($out, qr/\r\e\[K\Q$q3\E: 3 rows/, 'that makes room for the line of the file');
}

# ---- stopped, and its memory ----

{
	my $before = rows('SELECT count(*) FROM rcm_library.mue');
	my $one = $q3_text;
	pipe my $read, my $write or die;
	open my $stdin, '<&', $read or die;
	my ($out, $err) = ('', '');
	my $run = IPC::Run::start([ $rcm, 'load', 'mue-practitioner', '-', '--from', '2026-01-01' ], '<', $stdin, '>', \$out, '2>', \$err, IPC::Run::timeout(60));
	syswrite $write, $one;
	ok($node->poll_query_until('postgres', "SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'rcm' AND state = 'idle in transaction'"), 'a load waits for its input');
	$run->signal('INT');
	$run->finish;
	is($run->full_result >> 8, 130, 'Ctrl-C ends it with 130');
	is($err, "rcm: stopped by a signal\nrcm: nothing was loaded\n", 'and says so');
	is(rows('SELECT count(*) FROM rcm_library.mue'), $before, 'nothing is loaded');
	ok($node->poll_query_until('postgres', "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'rcm'"), 'and no connection is left');
}

SKIP:
{
	-r '/proc/self/status' or skip 'no /proc', 2;
	my $words = 'made up ' x 450;
	my $process = open my $pipe, '|-', $rcm, 'load', '--quiet', 'mue-practitioner', '-', '--from', '2026-01-01', '--dry-run' or die;
	print $pipe mue($limits[0]);
	print $pipe "$_,1,1 Line,$words\n" for 10000 .. 19999;
	my ($peak) = slurp_file("/proc/$process/status") =~ /^VmHWM:\s+(\d+) kB/m;
	ok(close($pipe), '36 MB are read');
	cmp_ok($peak, '<', 64 * 1024, 'in less than 64 MB of memory');
}

# ---- real files, where they are ----

SKIP:
{
	my $codes = defined $ENV{RCM_SHARED} ? "$ENV{RCM_SHARED}/codes" : '';
	-d "$codes/ncci_aoc" or skip 'no wider material', 2;
	my ($sheet) = glob "$codes/ncci_aoc/AOC_V*.xlsx";
	my ($text) = glob "$codes/ncci_aoc/AOC_V*.tsv";
	answers('the spreadsheet of add-on codes', [ 'load', 'add-on', $sheet ], 0, qr/: 9,000 rows, 9,000 added/, '');
	answers('says the same as the text', [ 'load', 'add-on', $text, '--release', 'text' ], 0, qr/: 9,000 rows, 0 added, 0 ended, 9,000 unchanged\n$/, '');
}

chdir '/';
$node->stop;
done_testing();
