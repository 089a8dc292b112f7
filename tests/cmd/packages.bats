# SPDX-License-Identifier: MIT
# .ci/packages and the makefile's use of it, on machines played by stubs: `have` lists what is
# installed there, `calls` what was run.

ROOT=$BATS_TEST_DIRNAME/../..
LIBRARIES='yaml-0.1 libpcre2-8 libutf8proc libidn2 sqlite3 libgit2 zlib nettle'
DEBIAN='libyaml-dev libpcre2-dev libutf8proc-dev libidn2-dev libsqlite3-dev libgit2-dev zlib1g-dev nettle-dev'

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir bin
	for tool in sh cat env mktemp rm sed grep true; do
		ln -s "$(type -P $tool)" bin/$tool
	done
	stub id 'echo 0'
	stub pkg-config '
		case $1 in
		--exists) grep -qx -e "$2" have ;;
		--cflags) shift; for l; do printf -- "-I%s " "$l"; done ;;
		--libs) shift; for l; do printf -- "-l%s " "$l"; done ;;
		esac'
	stub apt-cache 'echo "apt-cache $*" >>calls; [ -e lists ]'
	# Installs what its last arguments name, once it has been told what there is.
	stub apt-get '
		echo "$DEBIAN_FRONTEND apt-get $* <$(cat)" >>calls
		case " $* " in
		*" update "*) echo >lists; exit ;;
		esac
		[ -e lists ] && [ ! -e broken ] || { echo "E: Unable to locate"; exit 100; }
		cat all >>have'
	printf '%s\n' $LIBRARIES cmocka >all
	: >have
	: >calls
	: >lists
}

stub() {
	printf '#!/bin/sh\n%s\n' "$2" >bin/$1
	chmod +x bin/$1
}

packages() {
	run env PATH="$PWD/bin" sh "$ROOT/.ci/packages" "$@"
}

installs() {
	grep -v update calls | grep -c apt-get
}

@test "where all is there, nothing is installed and nothing said" {
	cat all >have
	packages build
	[ "$status" -eq 0 ]
	diff <(echo "$output") - <<-END
		LIB_CFLAGS := $(printf -- '-I%s ' $LIBRARIES)
		LIB_LIBS := $(printf -- '-l%s ' $LIBRARIES)
	END
	[ ! -s calls ]
}

@test "what is missing is installed after one line naming it" {
	printf '%s\n' zlib sqlite3 libpcre2-8 >have
	packages build
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = 'installing with apt-get: libyaml-dev libutf8proc-dev libidn2-dev libgit2-dev nettle-dev' ]
	[[ "${lines[1]}" == 'LIB_CFLAGS := '* ]]
	[ "${#lines[@]}" -eq 3 ]
	[ "$(installs)" -eq 1 ]
	# without questions, and with nothing to read an answer from
	grep -q '^noninteractive apt-get .* -y .*install libyaml-dev .* <$' calls
	! grep -q update calls
}

@test "without pkg-config every library is installed with it" {
	mv bin/pkg-config later
	sed -i 's|cat all|mv later bin/pkg-config; cat all|' bin/apt-get
	ln -s "$(command -v mv)" bin/mv
	packages build
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "installing with apt-get: pkg-config $DEBIAN" ]
}

@test "apt-get is updated first when it knows no packages" {
	rm lists
	packages build
	[ "$status" -eq 0 ]
	grep -q 'apt-get .*update' calls
	[ "$(installs)" -eq 1 ]
}

@test "apt-get is updated and asked again when it fails" {
	stub apt-cache :
	rm lists
	packages build
	[ "$status" -eq 0 ]
	[ "$(installs)" -eq 2 ]
}

@test "what apt-get says is shown when it cannot install, and the status is 2" {
	touch broken
	packages build
	[ "$status" -eq 2 ]
	[[ "$output" == *'E: Unable to locate'* ]]
	[ "${lines[-1]}" = "apt-get could not install: $DEBIAN" ]
}

@test "a library that is still not found is named" {
	grep -v zlib all >some
	mv some all
	packages build
	[ "$status" -eq 2 ]
	[ "${lines[-1]}" = 'installed, but still not found: zlib' ]
}

@test "another user installs through sudo, without being asked" {
	stub id 'echo 1000'
	stub sudo 'echo "sudo $*" >>calls; [ "$1" = -n ] || exit 1; shift; exec "$@"'
	packages build
	[ "$status" -eq 0 ]
	grep -q '^sudo -n env DEBIAN_FRONTEND=noninteractive apt-get .*install' calls
}

@test "another user without sudo is told what to run" {
	stub id 'echo 1000'
	packages build
	[ "$status" -eq 2 ]
	[ "$output" = "sws needs packages; as root: apt-get install $DEBIAN" ]
	[ ! -s calls ]
}

@test "without apt-get the names for dnf, pacman, apk and brew are printed" {
	rm bin/apt-get
	echo libpcre2-8 >have
	packages build
	[ "$status" -eq 2 ]
	diff <(echo "$output") - <<-'END'
		sws needs what is not installed here: yaml-0.1 libutf8proc libidn2 sqlite3 libgit2 zlib nettle. Install with one of
		  dnf install libyaml-devel utf8proc-devel libidn2-devel sqlite-devel libgit2-devel zlib-devel nettle-devel
		  pacman -S libyaml libutf8proc libidn2 sqlite libgit2 zlib nettle
		  apk add yaml-dev utf8proc-dev libidn2-dev sqlite-dev libgit2-dev zlib-dev nettle-dev
		  brew install libyaml utf8proc libidn2 sqlite libgit2 zlib nettle
	END
}

@test "the tools of the checks are asked for with the checks only" {
	printf '%s\n' $LIBRARIES >have
	packages build
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	rm bin/apt-get
	packages check
	[ "$status" -eq 2 ]
	[[ "${lines[0]}" == *': cmocka bats git nm python3.'* ]]
}

@test "clang and its fuzzer are asked for to fuzz only" {
	cat all >have
	stub apt-get 'echo "$*" >>calls; printf "#!/bin/sh\nexit 0\n" >bin/clang; chmod +x bin/clang'
	ln -s "$(type -P chmod)" bin/chmod
	packages fuzz
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = 'installing with apt-get: clang libclang-rt-dev' ]
	[ "${#lines[@]}" -eq 3 ]
	stub clang 'exit 1'
	rm bin/apt-get
	packages fuzz
	[ "$status" -eq 2 ]
	[[ "${lines[0]}" == *': -fsanitize=fuzzer.'* ]]
}

@test "mandoc, strace and python3-jsonschema are installed with the rest, but not for themselves" {
	for tool in bats git nm; do
		stub $tool :
	done
	stub python3 'exit 1' # whatever it is to import
	printf '%s\n' $LIBRARIES >have
	packages check
	[ "${lines[0]}" = 'installing with apt-get: libcmocka-dev mandoc postgresql strace python3-jsonschema' ]
	packages check
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = 'MANDOC := ' ]
	[ "$(installs)" -eq 1 ]
	stub mandoc :
	packages check
	[ "${lines[-1]}" = 'MANDOC := mandoc' ]
}

# What the makefile knows after its start, on the machine of the stubs.
make_libs() {
	cp "$ROOT/Makefile" .
	cp -R "$ROOT/.ci" .
	run env PATH="$PWD/bin:$PATH" make B=build --eval 'libs: ; @echo "$(LIB_LIBS)"' "$@"
}

@test "make installs, starts again with the flags, and does not ask twice" {
	make_libs libs
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "installing with apt-get: $DEBIAN" ]
	[ "${lines[1]}" = "$(printf -- '-l%s ' $LIBRARIES)" ]
	make_libs libs
	[ "${lines[0]}" = "$(printf -- '-l%s ' $LIBRARIES)" ]
	[ "$(installs)" -eq 1 ]
}

@test "make stops with status 2 where packages are missing" {
	stub apt-get 'exit 100'
	make_libs libs
	[ "$status" -eq 2 ]
	[ ! -e build/config.mk ]
}

@test "make help and make clean install nothing" {
	make_libs help
	[ "$status" -eq 0 ]
	[[ "$output" == *'check  '*'build and run every test'* ]]
	make_libs clean
	[ "$status" -eq 0 ]
	[ ! -s calls ]
}
