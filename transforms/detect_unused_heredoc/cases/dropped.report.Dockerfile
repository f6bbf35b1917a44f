FROM debian:12
RUN <<EOF && echo done
make
EOF
RUN --network=none <<A <<B
one
A
two
B
RUN <<A | cat
one
A
