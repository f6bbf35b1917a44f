//! Shell texts and what the reader must make of them.

/// Read alike by bash and dash, so also by the reader, without a mark.
#[rustfmt::skip]
pub const BOTH: &[&str] = &[
    "", " \t", "# only a comment", "a", "a b c", "a;", "a ; b", "a & b", "a &", "a && b", "a||b", "a|b|c", "! a", "! a | b", "a && ! b",
    "a &&\n b", "a |\n\n b", "a # c", "a #c && b", "a#b", "echo a\\#b", "echo $#", "echo ${#x} ${#}", "echo \"#\" '#'", "a;#c", "(a)#c",
    "pip install -e git+${URL}@${REF}#egg=ckan && sed s/a/b/ f", "echo http://x/#frag", "a \\\n b", "a \\\n# c", 
    "echo 'it''s' \"a b\" a\\ b", "echo \"a\\\"b\"", "echo \"$x\" \"${x}\" \"$(a)\" \"`a`\"", "echo 'a\nb'", "echo \"a\nb\"", "echo `a \\`b\\` c`",
    "echo '\\'", "echo \"\\\\\"", "echo \\\\", "echo \"'\" '\"'", "echo \"a'b\"", "echo a'b'\"c\"d", "echo ''", "\"pip\" install x", "\\cd x",
    "echo $x $1 $@ $* $? $! $$ $- $0 ${10}", "echo $", "echo a$ b", "echo \"$\" $. \"$ x\"", "echo ${x:-y} ${x-y} ${x:=y} ${x=y} ${x:?e} ${x?e} ${x:+y} ${x+y}",
    "echo ${x%%.*} ${x%.*} ${x#*/} ${x##*/}", "echo ${x:-${y:-z}}", "echo ${x:-\"a b\"} \"${x:-a b}\"", "echo \"${x:-\"a b\"}\"", "echo ${x:-'}'}", "echo ${x:-\\}}", "echo \"${x#*'/'}\"",
    "echo \"${x:-'y'}\"", "echo ${x:-$(a; b)}", "echo ${x:-`a`}", "echo ${x:-a(b)}", "echo ${#} ${?} ${$}", "echo \"${x%\"}\"}\"",
    "echo $(a)", "echo $(a; b)", "echo $(a &)", "echo $( )", "echo $()", "echo $(a\nb)", "echo $(echo $(echo \"$(a)\"))", "echo \"$(echo \"x y\")\"", "echo $(echo ')')", "echo $(echo \")\")",
    "echo $(case x in x) a;; esac)", "echo $(case x in (x) a;; esac)", "x=$(a # c )\n)", "echo $(a) # )", "echo $((1+2))", "echo $(( (1+2)*3 ))", "echo $(($x+1)) $((x == 1)) $((a<b))",
    "echo $(($(a)+1))", "echo $(( ${x:-1} ))", "echo $( (a); (b) )", "echo $((x=1)) $((x*=2))", "echo \"$((1+1))\"",
    "A=1", "A=1 B=2", "A=1 a b", "A= a", "A=\"x y\" B='z' C=$x D=$(a) E=`b`", "A=~/x:~/y", "A=a=b", "a B=1", "A=1 >f", "_x1=2", "1A=2", "A-B=c", "A=#x",
    "a > f", "a >f 2>&1", "a 2> f", "a 2>f >>g <h", "a >&2", "a 2>&-", "a <&3", "a >| f", "a <> f", "> f", ">f a b", "a 1>&2 2>/dev/null", "a 22>f", "a2>f", "a \"2\">f", "a >\"$f\" b", "exec 3<f", "a>f>g",
    "(a)", "(a; b)", "( a )", "(a) > f", "(a) | (b)", "(a) && b", "( (a) )", "( (a); b )", "{ a; }", "{ a; b; } > f", "{ a\n}", "{ { a; }; }", "{ { a; } }", "{ (a) }", "{a", "{a; }b", "echo { }", "echo }", "echo {}", "find . -exec rm {} \\;",
    "if a; then b; fi", "if a; then b; else c; fi", "if a; then b; elif c; then d; else e; fi", "if a\nthen b\nfi", "if ! a; then b; fi", "if a && b; then c; fi > f", "if (a) then (b) fi", "if a; then if b; then c; fi fi",
    "while a; do b; done", "until a; do b; done", "while a\ndo\nb\ndone < f", "while read -r l; do echo $l; done", "for i in a b; do c; done", "for i in $x; do c; done", "for i in *.c; do c; done | d", "for i; do c; done", "for i do c; done",
    "for i in a b\ndo c; done", "for i\nin a b\ndo c; done", "for i in; do c; done", "for f in if then do done; do c; done",
    "case $x in a) b;; esac", "case $x in a|b) c;; *) d;; esac", "case x in (a) b;; esac", "case x in esac", "case x in a) ;; b) c; esac", "case x in a) b;; c) d\nesac", "case x in\na)\nb\n;;\nesac", "case x in *\" \"*) a;; [!a-z]) b;; esac", "case \"$x\" in \"a;b\") c;; esac", "case x in a) if b; then c; fi;; esac",
    "f() { a; }", "f () { a; }", "f()\n{ a; }", "f() (a)", "f() { a; } > g", "f() if a; then b; fi", "f() { a; }; f x",
    "echo if then else fi do done case esac for while until { } !", "echo a!b \"!x\"", "!a", "a !", "echo [ a ] [a]", "[ -f x ] && b", "[ ! -e x ] || b", "test a = b", "[ \"$a\" = \"b\" -a c ]",
    "cat <<EOF\nx\nEOF", "cat <<EOF > f\n$x `y` $(z)\nEOF\n", "cat <<'EOF'\n$(\nEOF", "cat <<\"E F\"\nx\nE F", "cat <<\\EOF\n`\nEOF", "cat <<-EOF\n\tx\n\tEOF", "cat <<A; cat <<B\na\nA\nb\nB", "cat <<A <<B\na\nA\nb\nB", "cat <<EOF && b\nx\nEOF\nc", "cat <<EOF | b\nEOF", "cat 3<<EOF\nx\nEOF",
    "cat <<EOF\n\"'\nEOF", "cat <<EOF\na \\\nEOF\nEOF", "(cat <<EOF\nx\nEOF\n)", "echo $(cat <<EOF\nx)\nEOF\n)", "if a; then cat <<EOF\nx\nEOF\nfi", "f() { cat <<EOF\nx\nEOF\n}", "cat <<EOF\n${x:-y} ${z}\nEOF", "cat <<E\nx\\$y \\`z\nE",
    "awk '{print $1}' f", "sed -e 's/a/b/g;s/[#]//' f", "grep -v '^#' f | sort", "echo \"deb http://x $(lsb_release -cs) main\" > /etc/apt/sources.list", "curl -fsSL http://x | sh -s -- -y", "find / -name '*.pyc' -exec rm -rf '{}' +", "echo a\\\n\\\nb",
    "apt-get update && apt-get install -y --no-install-recommends   a=1.2* b  && rm -rf /var/lib/apt/lists/*", "set -eux; a; b", "cd /x && ./configure --a=\"$b\" CFLAGS='-O2 -g' && make -j$(nproc)", "echo é \"ü\" ß#x", "a\tb", "a\r", "a ~/x x~y", "{{x}}", "echo a; { b; }; c", "a & b; c && d &",
];

/// Read by bash, and by the reader with a mark; dash may refuse it or read it differently.
#[rustfmt::skip]
pub const BASH: &[&str] = &[
    "a |& b", "a &> f", "a &>> f", "a >& f", "a >&$f", "a <(b)", "a < <(b)", "a > >(b)", "diff <(a) <(b)", "a <<< b", "a <<< \"$x\"", "[[ a ]]", "[[ -f x ]]", "[[ ! -f x && -d y ]] || a", "[[ a == b* ]]", "[[ $a =~ ^b$ ]]", "[[ ( a || b ) && c ]]", "[[ a < b ]]", "[[ a\n&& b ]]",
    "if [[ -z \"$x\" ]]; then a; fi", "A=(a b)", "A=(\na # c\nb)", "A+=(c)", "A+=b", "A[0]=b", "declare -a A=(b c)", "local A=(b)", "declare -A x=([a]=b)", "echo $'a\\'b'", "echo $\"a\"", "function f { a; }", "function f() { a; }", "function f-g { a; }", "a-b() { c; }", "f.x () (a)",
    "echo {a,b}", "echo {1..3}", "echo x{a,b}y", "mkdir -p /a/{b,c}", "echo ${x/a/b} ${x//a}", "echo ${x:1:2}", "echo ${x^^} ${x,,}", "echo ${x@Q}", "echo ${!x}", "echo ${A[0]} ${A[@]} ${#A[@]}", "case x in a) b;& c) d;; esac", "case x in a) b;;& c) d;; esac", "echo \"${A[*]}\"", "echo a<(b)", "echo $((a);(b))", "echo $((echo a) | b)", "echo $((echo 'a') | b)",
];

/// Read by bash, and refused on purpose.
#[rustfmt::skip]
pub const REFUSED: &[&str] = &[
    "((a))", "((a;b))", "(( x = 1 )) && b", "for ((i=0;i<3;i++)); do a; done", "time a", "time -p a | b", "coproc a", "select x in a b; do c; done", "echo $[1+2]", "echo !(a)", "rm @(a|b)", "ls +(x)", "[[ a =~ (b|c) ]]", "[[ a == @(b|c) ]]", "[[ $x =~ a|b ]]", "echo ${a.b}", "echo ${$x}",
    "a {fd}> f", "for i in a; { b; }", "! ! a", "!", "cat <<EOF\nx", "cat <<EOF", "a <<E && b", "echo \"${x:-'}'}\"", "a\\", "A[$(b)]=c", "echo ${A[\"x\"]}", "cat <<$x\na\n$x", "cat <<EOF \"a\nb\"\nx\nEOF", "time", "echo $\\\n(a)", "2\\\n>f", "cat <<A $(b\nc)\nx\nA", "echo $((1+'2'))", "ech\\\no a",
];

/// No shell reads it, nor does the reader.
#[rustfmt::skip]
pub const INVALID: &[&str] = &[
    "a &&", "&& a", "a ||", "|| a", "a |", "| a", "a ; ; b", "; a", "a;; b", "a && && b", "a & ; b", "a &; b", "a & && b", "a; && b", "a &&; b", "(a", "a)", "( )", "()", "{ a; ", "{ a }", "}", "a; }", "if a; then b", "if a; fi", "if a then b; fi", "if; then a; fi", "then", "fi", "else a", "do a; done", "done", "esac",
    "while a; b; done", "while a; do done", "for; do a; done", "for i in a b do c; done", "for i in a b; c; done", "case x in a b;; esac", "case x in a) b", "case x a) b;; esac", "case in a) b;; esac2", "f() { a;", "f() }", "echo \"a", "echo 'a", "echo `a", "echo $(a", "echo ${a", "echo $((1+2)", "echo $((1", "a >", "a > > b", "a > && b", "a < ; b", "a 2>", "a < 2>&1",
    "echo a(b)", "echo (a)", "a b()", "echo developer ALL=(root) NOPASSWD:ALL", "a=(b", "(a) b", "{ a; } b", "if a; then b; fi c", "if a; then { b; } > f fi", "{ (a) > f }", "a # c\n&& b", "! && a", "a | ; b", "case x in a) b;; ;; esac", "$(", "\"", "'", "`", "a <<", "a << && b", "if a; then b; else; fi", "for i in a && b; do c; done", "{{InsertTemplate(\"..\", [", "{% if a %}b(c){% endif %}",
];
