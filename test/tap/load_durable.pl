# Loads that are cut short: the backend, the command or the server dies, and
# nothing of a release is there, or all of it.
use strict;
use warnings;

use File::Temp ();
use FindBin ();
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep);

use lib $FindBin::RealBin;
use Command 'command_path';

my $rcm = command_path();
plan skip_all => 'the command rcm is not installed' unless defined $rcm;

my $node = PostgreSQL::Test::Cluster->new('load_durable');
$node->init;
$node->append_conf('postgresql.conf', $ENV{RCM_TEST_CONF}) if defined $ENV{RCM_TEST_CONF};
# what is committed is on disk, as outside of tests
$node->append_conf('postgresql.conf', "fsync = on\nsynchronous_commit = on\nmax_prepared_transactions = 5\nrestart_after_crash = on\n");
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION rcm');
$node->safe_psql('postgres', 'SELECT rcm.create_library()');
local $ENV{PGHOST} = $node->host;
local $ENV{PGPORT} = $node->port;
local $ENV{PGDATABASE} = 'postgres';
delete local $ENV{PGAPPNAME};

my $dir = File::Temp->newdir;
chdir $dir or die "$dir: $!";

sub rows
{
	return $node->safe_psql('postgres', $_[0]);
}

# ---- a file that takes a moment ----

my $count = 60_000;
sub mue
{
	my ($name, $limit) = @_;
	open my $out, '>', $name or die "$name: $!";
	print $out "\"HCPCS/CPT Code\",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n";
	printf $out "%05d,%d,1 Line,made up\n", $_, $_ % 10 == 0 ? $limit : 1 for 1 .. $count;
	close $out;
	return $name;
}
my $first = mue('first.csv', 2);
my $next = mue('next.csv', 3);
my @first = ('load', '-q', 'mue-practitioner', $first, '--release', 'first', '--from', '2024-01-01');
my @next = ('load', '-q', 'mue-practitioner', $next, '--release', 'next', '--from', '2024-04-01');

# All that there is: releases, rows, rows that were ended, temporary tables, transactions.
sub state
{
	return rows(q(SELECT concat_ws(' ', (SELECT string_agg(name || ':' || row_count || ':' || until, ',' ORDER BY id) FROM rcm_library.release),
		(SELECT count(*) || ' rows ' || count(*) FILTER (WHERE ended_by <> 0) || ' ended' FROM rcm_library.mue))));
}
my $empty = '0 rows 0 ended';
my $one = "first:$count:infinity $count rows 0 ended";
my $two = "first:$count:2024-03-31,next:$count:infinity " . $count * 1.1 . ' rows ' . $count / 10 . ' ended';

# Starts the command and waits until its backend says that it is at work on something; the run and its process.
sub at_work
{
	my ($pattern, @args) = @_;
	my ($out, $err) = ('', '');
	my $run = IPC::Run::start([ $rcm, @args ], '<', \undef, '>', \$out, '2>', \$err, IPC::Run::timeout(120));
	for (1 .. 2000)
	{
		my $pid = rows("SELECT pid FROM pg_stat_activity WHERE application_name = 'rcm' AND query ~ '$pattern' LIMIT 1");
		return ($run, $pid, \$err) if $pid =~ /^\d+$/;
		last unless $run->pumpable;
		sleep 0.005;
	}
	$run->finish;
	return ($run, undef, \$err);
}
# A lock that the load waits for: it is in the middle for as long as need be.
sub hold
{
	my ($lock) = @_;
	my ($in, $out) = ("BEGIN; LOCK TABLE $lock; SELECT 'held';\n", '');
	my $psql = IPC::Run::start([ 'psql', '-X', '-A', '-t', '-q' ], '<', \$in, '>', \$out, IPC::Run::timeout(120));
	$psql->pump until $out =~ /held/;
	return $psql;
}
sub let_go
{
	$_[0]->kill_kill;
	return;
}
sub gone
{
	return $node->poll_query_until('postgres', "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'rcm'");
}
sub back_again
{
	for (1 .. 600)
	{
		return 1 if $node->psql('postgres', 'SELECT 1') == 0;
		sleep 0.1;
	}
	return 0;
}
# What a cut load must leave: the state, no table of its own, and a library that can be loaded.
sub left
{
	my ($name, $want) = @_;
	is(state(), $want, "$name: nothing half loaded");
	is(rows(q(SELECT count(*) FROM pg_class WHERE relname LIKE 'rcm\_%' AND relpersistence = 't')), 0, "$name: no temporary table is left");
	return;
}

# ---- the first load is cut, then it is loaded, then the second is cut: each in every manner ----

for my $round ([ $empty, \@first, $one ], [ $one, \@next, $two ])
{
	my ($before, $args, $after) = @$round;
	my $what = $args->[-3];

	# the command dies, while it copies and while the server compares
	for my $lock ('rcm_library.release IN SHARE MODE', 'rcm_library.mue IN SHARE MODE')
	{
		my $holder = hold($lock);
		my ($run, $pid, $err) = at_work('switch_release', @$args);
		ok($pid, "$what is being compared ($lock)") or diag($$err);
		$run->signal('KILL');
		$run->finish;
		let_go($holder);
		ok(gone(), "$what: the server hears that the command is gone");
		# The server may have been past asking the client; a COMMIT it never got.
		left("$what, the command killed", $before);
	}

	# its backend alone is told to go
	{
		my $holder = hold('rcm_library.mue IN SHARE MODE');
		my ($run, $pid, $err) = at_work('switch_release', @$args);
		rows("SELECT pg_terminate_backend($pid)");
		$run->finish;
		let_go($holder);
		is($run->result(0), 3, "$what, terminated: the command says so");
		like($$err, qr/^rcm: .*nothing was loaded\n$/s, "$what, terminated: and says that nothing was loaded");
		gone();
		left("$what, terminated", $before);
	}

	# its backend dies, and all others with it; the server recovers
	{
		my $holder = hold('rcm_library.mue IN SHARE MODE');
		my ($run, $pid, $err) = at_work('switch_release', @$args);
		kill 'KILL', $pid;
		$run->finish;
		let_go($holder);
		is($run->result(0), 3, "$what, its backend killed: the command says so");
		like($$err, qr/nothing was loaded\n$/, "$what, its backend killed: and says that nothing was loaded");
		ok(back_again(), "$what: the server is back");
		left("$what, its backend killed", $before);
	}

	# the server stops in the middle
	{
		my $holder = hold('rcm_library.mue IN SHARE MODE');
		my ($run, $pid, $err) = at_work('switch_release', @$args);
		$node->stop('immediate');
		$run->finish;
		let_go($holder);
		is($run->result(0), 3, "$what, the server stopped: the command says so");
		$node->start;
		left("$what, the server stopped", $before);
	}

	# and while rows are copied, out of a pipe that has brought a half
	{
		my ($out, $err) = ('', '');
		my @piped = @$args;
		$piped[3] = '-';
		unlink 'enough';
		my $run = IPC::Run::start([ 'sh', '-c', 'head -n 30000 "$1" 2>/dev/null; until [ -e enough ]; do sleep 0.1; done', 'sh', $args->[3] ],
			'|', [ $rcm, @piped ], '>', \$out, '2>', \$err, IPC::Run::timeout(120));
		ok($node->poll_query_until('postgres', "SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'rcm' AND query LIKE 'COPY%'"), "$what is being copied");
		$node->stop('immediate');
		append_to_file('enough', '');
		$run->finish;
		is($run->result(1), 3, "$what, the server stopped while rows were copied");
		like($err, qr/nothing was loaded\n$/, "$what: which is said");
		$node->start;
		left("$what, the server stopped while rows were copied", $before);
	}

	# whole at last; the server stops as soon as the command is done
	is(system($rcm, @$args) >> 8, 0, "$what is loaded");
	$node->stop('immediate');
	$node->start;
	is(state(), $after, "$what: what is committed survives");
	is(system($rcm, @$args) >> 8, 0, "$what is loaded again");
	is(state(), $after, "$what: which changes nothing");
}

# ---- a signal at any moment: all or nothing ----

for my $delay (map { 0.02 * $_ ** 1.7 } 1 .. 12)
{
	rows("SELECT rcm.unload_release('mue-practitioner', 'next')") if state() eq $two;
	my ($out, $err) = ('', '');
	my $run = IPC::Run::start([ $rcm, @next ], '<', \undef, '>', \$out, '2>', \$err, IPC::Run::timeout(120));
	sleep $delay;
	$run->signal($delay < 0.5 ? 'TERM' : 'INT');
	$run->finish;
	gone();
	my $status = $run->full_result(0);
	my $state = state();
	# a signal before the command listens ends it as any other program
	ok($status == 0 ? $state eq $two : $state eq $one, sprintf 'a signal after %.2f s: %s', $delay, $status == 0 ? 'loaded' : 'not loaded')
		or diag("$status $state\n$err");
}
rows("SELECT rcm.unload_release('mue-practitioner', 'next')") if state() eq $two;

# ---- unloading ----

is(system($rcm, @next) >> 8, 0, 'loaded');
{
	my $holder = hold('rcm_library.mue IN SHARE MODE');
	my ($run, $pid, $err) = at_work('unload_release', 'unload', 'mue-practitioner', 'next');
	kill 'KILL', $pid;
	$run->finish;
	let_go($holder);
	ok(back_again(), 'the server is back');
	is(state(), $two, 'unloading that was cut: nothing was unloaded');
}
# a prepared transaction: loading makes temporary tables, unloading does not
my ($status, $out, $err) = $node->psql('postgres', q(BEGIN; SELECT rcm.load_neutral('panels', E'panel,component\n80048,82947\n', 'p');
	SELECT rcm.load('mue-dme', convert_to(E'"HCPCS/CPT Code",DME Supplier Services MUE Values,MUE Adjudication Indicator,MUE Rationale\nA4253,1,1 Line,x\n', 'UTF8'), 'd', '2024-01-01'); PREPARE TRANSACTION 'load'));
like($err, qr/cannot PREPARE a transaction that has operated on temporary objects/, 'a load is not prepared');
is(state(), $two, 'and nothing of it stays');
$node->safe_psql('postgres', "BEGIN; SELECT rcm.unload_release('mue-practitioner', 'next'); PREPARE TRANSACTION 'back'");
is(state(), $two, 'unloading that is prepared has not happened yet');
$node->stop('immediate');
$node->start;
is(state(), $two, 'nor after a crash');
{
	# others wait for it
	local $ENV{PGOPTIONS} = '-c lock_timeout=200ms';
	my ($said, $complaint) = ('', '');
	IPC::Run::run([ $rcm, 'unload', 'mue-practitioner', 'first' ], '>', \$said, '2>', \$complaint, IPC::Run::timeout(60));
	is($? >> 8, 3, 'another change waits for it');
	like($complaint, qr/lock timeout/, 'and says so when it gives up');
}
$node->safe_psql('postgres', "COMMIT PREPARED 'back'");
is(state(), $one, 'until it is committed');
{
	local $ENV{PGOPTIONS} = '-c temp_tablespaces=nowhere -c work_mem=64kB -c search_path=nowhere';
	is(system($rcm, @next) >> 8, 0, 'loaded with odd settings');
	is(state(), $two, 'to the same effect');
}
rows("SELECT rcm.unload_release('mue-practitioner', name) FROM rcm_library.release");
is(state(), $empty, 'everything goes');

$node->stop;
chdir '/';
done_testing();
