# shellcheck shell=sh
# is NAME GOT WANTED - how each part of a story is judged.  To be sourced; sets $failed.
failed=0

is() {
	if [ "$2" = "$3" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		printf '%s\n' "$2" | head -n 20 | sed 's/^/#   got:  /'
		printf '%s\n' "$3" | head -n 20 | sed 's/^/#   want: /'
		failed=1
	fi
}
