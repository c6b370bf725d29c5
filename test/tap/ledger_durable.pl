# A posting that is killed at any moment is there as a whole, or not at all.
# LEDGER_KILLS (6) says how often; LEDGER_CLAIMS (2000) how many claims the file has.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep time);

my $kills = $ENV{LEDGER_KILLS} // 6;
my $claims = $ENV{LEDGER_CLAIMS} // 2000;
my $node = PostgreSQL::Test::Cluster->new('ledger_durable');
$node->init;
$node->append_conf('postgresql.conf', $ENV{RCM_TEST_CONF}) if defined $ENV{RCM_TEST_CONF};
# what is committed is on disk, as outside of tests
$node->append_conf('postgresql.conf', "fsync = on\nsynchronous_commit = on\nrestart_after_crash = on\n");
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION rcm');
$node->safe_psql('postgres', slurp_file("$ENV{TESTDIR}/test/pgtap/given/money.sql"));
$node->safe_psql('postgres', <<"SQL");
INSERT INTO billing.claim (practice_id, state, document) SELECT 'A', 'ready', given.bill('C' || n, '[["99213", 100]]') FROM generate_series(1, $claims) n;
CREATE TABLE file AS SELECT t AS n, (SELECT given.era('T' || t, jsonb_agg(jsonb_build_object('id', 'C' || n, 'icn', t || '-' || n) || '{"lines": [{"code": "99213", "charge": 10, "paid": 7, "adj": [["CO", "45", 2], ["PR", "2", 1]]}]}'))
	FROM generate_series(1, $claims) n) AS bytes FROM generate_series(0, $kills) t;
SQL
sub back_again
{
	for (1 .. 600)
	{
		return 1 if $node->psql('postgres', 'SELECT 1') == 0;
		sleep 0.1;
	}
	return 0;
}
# how long a posting takes says when it can be killed
my $begin = time;
$node->safe_psql('postgres', "SELECT * FROM billing.post_835('A', (SELECT bytes FROM file WHERE n = 0))");
my $takes = time - $begin;
srand(42);
for my $n (1 .. $kills)
{
	my ($in, $out, $err) = ("SELECT pg_backend_pid();\nSELECT state FROM billing.post_835('A', (SELECT bytes FROM file WHERE n = $n));\n", '', '');
	my $psql = IPC::Run::start([ 'psql', '-X', '-A', '-t', '-q', '-d', $node->connstr('postgres') ], '<', \$in, '>', \$out, '2>', \$err, IPC::Run::timeout(120));
	$psql->pump until $out =~ /^(\d+)\n/;
	my $pid = $1;
	sleep rand($takes * 1.1);
	# by turns only its backend, and the whole server
	if ($n % 2) { kill 'KILL', $pid; }
	else { $node->stop('immediate'); }
	eval { $psql->finish; };
	$node->start unless $n % 2;
	ok(back_again(), "kill $n: the server is back");
	my $state = $node->safe_psql('postgres', "SELECT coalesce((SELECT state FROM billing.remittance WHERE trace_number = 'T$n'), 'none')");
	my $entries = $node->safe_psql('postgres', "SELECT count(*) FROM billing.entry e JOIN billing.remittance r USING (practice_id, remittance_id) WHERE r.trace_number = 'T$n'");
	is($entries, $state eq 'posted' ? 3 * $claims : 0, "kill $n: $state, with all its entries or none");
	isnt($out =~ /posted/ ? 'told' : $state, 'held', "kill $n: nothing is half there");
	is($state, 'posted', "kill $n: what was told to be posted is") if $out =~ /posted/;
	is($node->safe_psql('postgres', 'SELECT count(*) FROM billing.check()'), 0, "kill $n: every rule holds");
	is($node->safe_psql('postgres', "SELECT state LIKE 'posted%' FROM billing.post_835('A', (SELECT bytes FROM file WHERE n = $n))"), 't', "kill $n: posted at last");
}
is($node->safe_psql('postgres', "SELECT sum(amount) FROM billing.remittance WHERE state = 'posted'"), sprintf('%.2f', 7 * $claims * ($kills + 1)), 'each file once');
$node->stop;
done_testing();
